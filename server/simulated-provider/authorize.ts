import type { Context, Hono } from 'hono';
import { isSecureAddress } from '../http/addresses.ts';
import { consentPage, refusalPage } from './pages.ts';
import { personIn } from './people.ts';
import { isScenario, type Scenario } from './scenarios.ts';
import { issueCode, type SimulatedWorld } from './world.ts';

/** How a provider's authorization endpoint differs from another's. */
export interface Shape {
  /** Whose place it takes, as the page says it. */
  name: string;
  /** What it sends as `iss` (RFC 9207), if it does. */
  issuer: string | undefined;
  hasPkce: boolean;
  /** What it puts behind the callback address. */
  fragment?: string;
}

interface AuthorizationRequest {
  clientId: string;
  redirectUri: string;
  state: string | undefined;
  nonce: string | undefined;
  codeChallenge: string | undefined;
  isOffline: boolean;
}

const HOSTILE_TEXT = '"><img src=x onerror=alert(1)><script>alert(1)</script>';

/**
 * GET asks with a page, POST is the page's answer. `?scenario=` (and `&person=`) among the parameters answers at once,
 * for tests.
 */
export function authorizationEndpoint(
  routes: Hono,
  path: string,
  world: SimulatedWorld,
  shape: Shape,
): void {
  routes.get(path, (context) => {
    const request = readRequest(context, shape);
    if (typeof request === 'string') return refuse(context, request);
    const scenario = context.req.query('scenario');
    const person = context.req.query('person');
    if (isScenario(scenario)) {
      return goBack(context, { world, shape, request, scenario, person });
    }
    allowFormTo(context, new URL(request.redirectUri).origin);
    return context.html(
      consentPage({ ...shape, ...request, people: world.people }),
    );
  });
  routes.post(path, async (context) => {
    const request = readRequest(context, shape);
    if (typeof request === 'string') return refuse(context, request);
    const form = new URLSearchParams(await context.req.text());
    const scenario = form.get('scenario') ?? undefined;
    const person = form.get('person') ?? undefined;
    if (!isScenario(scenario))
      return refuse(context, 'There is no such button.');
    return goBack(context, { world, shape, request, scenario, person });
  });
}

/** @returns what is wrong, for the page: nobody is sent to an address that is in doubt */
function readRequest(
  context: Context,
  shape: Shape,
): AuthorizationRequest | string {
  const query = new URL(context.req.url).searchParams;
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!isLocal(redirectUri)) {
    return 'The redirect URI must be of this machine: this provider is for development.';
  }
  const clientId = query.get('client_id');
  if (!clientId) return 'The client_id is missing.';
  if (query.get('response_type') !== 'code') {
    return 'The response_type must be code.';
  }
  const codeChallenge = query.get('code_challenge') ?? undefined;
  const isS256 = query.get('code_challenge_method') === 'S256';
  if (shape.hasPkce && (codeChallenge === undefined || !isS256)) {
    return 'A code_challenge with the method S256 is missing.';
  }
  return {
    clientId,
    redirectUri,
    state: query.get('state') ?? undefined,
    nonce: query.get('nonce') ?? undefined,
    codeChallenge: shape.hasPkce ? codeChallenge : undefined,
    isOffline:
      query.get('access_type') === 'offline' ||
      (query.get('scope') ?? '').split(' ').includes('offline_access'),
  };
}

function isLocal(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  // What counts as secure without TLS is this machine.
  url.protocol = 'http:';
  return /^https?:/.test(address) && isSecureAddress(url.href);
}

function goBack(
  context: Context,
  answer: {
    world: SimulatedWorld;
    shape: Shape;
    request: AuthorizationRequest;
    scenario: Scenario;
    person: string | undefined;
  },
): Response {
  const { request, scenario, shape, world } = answer;
  const person =
    world.people[answer.person ?? ''] ?? Object.values(world.people)[0];
  if (!person) return refuse(context, 'There is nobody here.');

  const address = new URL(request.redirectUri);
  const send = (name: string, value: string | undefined) => {
    if (value !== undefined) address.searchParams.set(name, value);
  };
  if (scenario === 'cancel') {
    send('error', 'access_denied');
    send('error_description', 'The user said no.');
  } else if (scenario === 'error-hostile') {
    send('error', HOSTILE_TEXT);
    send('error_description', HOSTILE_TEXT);
  } else {
    const code = issueCode(world, {
      ...request,
      scenario,
      person: personIn(scenario, person),
    });
    send('code', code);
  }
  send('state', scenario === 'state-tampered' ? 'tampered' : request.state);
  send(
    'iss',
    scenario === 'issuer-wrong'
      ? 'https://somebody-else.example'
      : shape.issuer,
  );
  return context.redirect(`${address.href}${shape.fragment ?? ''}`, 303);
}

/** Browsers hold a form's target against the policy, and the redirect that follows too. */
function allowFormTo(context: Context, origin: string): void {
  context.header(
    'content-security-policy',
    `default-src 'none'; style-src 'self'; form-action 'self' ${origin}; base-uri 'none'; frame-ancestors 'none'`,
  );
}

function refuse(context: Context, reason: string): Response {
  context.status(400);
  return context.html(refusalPage(reason)) as Response;
}
