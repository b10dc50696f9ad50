import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Clock } from '../clock.ts';
import { newToken } from '../tokens.ts';
import type { SimulatedPerson } from './people.ts';
import type { Scenario } from './scenarios.ts';

/** What a simulated provider is made of. It lives in memory: a restart forgets all codes. */
export interface SimulatedWorld {
  /** Its origin, which is its issuer as an OpenID provider. */
  issuer: string;
  clock: Clock;
  people: Readonly<Record<string, SimulatedPerson>>;
  /** The secret of every client. */
  clientSecret: string;
  /** Milliseconds that the scenario `slow` takes. */
  slowness: number;
  /** What was approved and not redeemed yet, by code. */
  codes: Map<string, Approval>;
  /** What access tokens stand for. */
  accessTokens: Map<string, Approval>;
  /** What refresh tokens stand for; each is good once. */
  refreshTokens: Map<string, Approval>;
  renewals: Renewals;
}

/** What becomes of a refresh token. */
export const RENEWAL_BEHAVIOURS = ['renew', 'refuse', 'fail', 'slow'] as const;
export type RenewalBehaviour = (typeof RENEWAL_BEHAVIOURS)[number];

export interface Renewals {
  /** How often somebody asked. */
  count: number;
  behaviour: RenewalBehaviour;
}

/** A person's yes to a client. */
export interface Approval {
  person: SimulatedPerson;
  scenario: Scenario;
  clientId: string;
  redirectUri: string;
  codeChallenge: string | undefined;
  nonce: string | undefined;
  /** Whether a refresh token was asked for: `offline_access` (OpenID Connect Core section 11), or Google's `access_type`. */
  isOffline: boolean;
}

/** Keeps an approval under a new code. */
export function issueCode(world: SimulatedWorld, approval: Approval): string {
  const code = newToken();
  world.codes.set(code, approval);
  return code;
}

/** The form of a token request, and what its code stands for; `error` in the words of RFC 6749 section 5.2. */
export async function takeCode(
  world: SimulatedWorld,
  context: Context,
): Promise<{ approval: Approval; tokens: IssuedTokens } | { error: string }> {
  const form = new URLSearchParams(await context.req.text());
  const client = clientOf(context, form);
  if (client.secret !== undefined && client.secret !== world.clientSecret) {
    return { error: 'invalid_client' };
  }
  const code = form.get('code') ?? '';
  const approval = world.codes.get(code);
  world.codes.delete(code);
  const isGood =
    approval !== undefined &&
    approval.scenario !== 'code-refused' &&
    approval.clientId === client.id &&
    approval.redirectUri === form.get('redirect_uri') &&
    isVerifier(form.get('code_verifier'), approval.codeChallenge);
  if (!isGood) return { error: 'invalid_grant' };
  // Without PKCE the secret is all that proves the client.
  if (approval.codeChallenge === undefined && client.secret === undefined) {
    return { error: 'invalid_client' };
  }
  return { approval, tokens: issueTokens(world, approval) };
}

/** The members of an answer of the token endpoint. */
export interface IssuedTokens {
  access_token: string;
  expires_in: number;
  refresh_token?: string;
}

/** Seconds. */
const LIFETIME = 3600;
const SHORT_LIFETIME = 10;

/** New tokens for what was approved; a refresh token where one was asked for, or the scenario is about them. */
export function issueTokens(
  world: SimulatedWorld,
  approval: Approval,
): IssuedTokens {
  const expiresSoon = approval.scenario === 'tokens-expire';
  const accessToken = newToken();
  world.accessTokens.set(accessToken, approval);
  const tokens = {
    access_token: accessToken,
    expires_in: expiresSoon ? SHORT_LIFETIME : LIFETIME,
  };
  if (!expiresSoon && !approval.isOffline) return tokens;
  const refreshToken = newToken();
  world.refreshTokens.set(refreshToken, approval);
  return { ...tokens, refresh_token: refreshToken };
}

/** What the bearer token of a request, or the one in its query, stands for. */
export function approvalOf(
  world: SimulatedWorld,
  context: Context,
): Approval | undefined {
  const [, token = ''] =
    /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
  return world.accessTokens.get(token);
}

/** `client_secret_post`, or `client_secret_basic`. */
export function clientOf(
  context: Context,
  form: URLSearchParams,
): { id: string | null; secret: string | undefined } {
  const [, encoded] =
    /^Basic (.+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
  if (encoded === undefined) {
    return {
      id: form.get('client_id'),
      secret: form.get('client_secret') ?? undefined,
    };
  }
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64')
    .toString('utf8')
    .split(':')
    .map(decodeURIComponent);
  return { id, secret };
}

/** [RFC 7636 section 4.6](https://www.rfc-editor.org/rfc/rfc7636#section-4.6), S256 only. */
function isVerifier(
  verifier: string | null,
  challenge: string | undefined,
): boolean {
  if (challenge === undefined) return verifier === null;
  const hash = createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url');
  return hash === challenge;
}
