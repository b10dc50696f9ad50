import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { DEMO_ACCOUNT } from '../../../contract/seed.ts';
import { clients, type Client } from '../../database/schema.ts';
import { hashToken } from '../../tokens.ts';
import { TestBrowser, type Page } from './browser.ts';
import type { TestServer } from './server.ts';

/** Another app: public, with two addresses, and in need of consent. */
export const APP = {
  id: 'photo-app',
  redirectUri: 'https://app.example/auth/callback',
  otherRedirectUri: 'https://app.example/auth/other?keep=1',
  postLogoutRedirectUri: 'https://app.example/bye',
} as const;

export const CONFIDENTIAL = { id: 'backend', secret: 'a secret' } as const;

export const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-1';
export const CHALLENGE = createHash('sha256')
  .update(VERIFIER)
  .digest('base64url');

/** Adds the app of these tests, and a client with a secret. */
export async function addClients(
  server: TestServer,
  changes: Partial<Client> = {},
): Promise<void> {
  const common = {
    grants: ['authorization_code', 'refresh_token'],
    scopes: ['openid', 'email', 'profile', 'users'],
    createdAt: server.now(),
  };
  await server.database.insert(clients).values([
    {
      ...common,
      id: APP.id,
      name: 'Photo app',
      redirectUris: [APP.redirectUri, APP.otherRedirectUri],
      postLogoutRedirectUris: [APP.postLogoutRedirectUri],
      ...changes,
    },
    {
      ...common,
      id: CONFIDENTIAL.id,
      name: 'Backend',
      secretHash: hashToken(CONFIDENTIAL.secret),
      redirectUris: ['https://backend.example/callback'],
    },
  ]);
}

/** The path of a request that is right, with changes; `undefined` leaves a parameter out. */
export function authorizePath(
  changes: Readonly<Record<string, string | undefined>> = {},
): string {
  const parameters = {
    response_type: 'code',
    client_id: APP.id,
    redirect_uri: APP.redirectUri,
    scope: 'openid email profile',
    state: 'state-1',
    nonce: 'nonce-1',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...changes,
  };
  const present = Object.entries(parameters).filter(
    (parameter): parameter is [string, string] => parameter[1] !== undefined,
  );
  return `/oauth/authorize?${new URLSearchParams(present).toString()}`;
}

/** What the demo user types. */
export const DEMO_INPUT = {
  username: DEMO_ACCOUNT.email,
  password: DEMO_ACCOUNT.password,
};

/** Signs the demo user in at the server's own page; what the authorization endpoint answers then. */
export async function signInAtPage(
  browser: TestBrowser,
  path: string,
): Promise<Page> {
  const signedIn = await browser.submit(await browser.get(path), DEMO_INPUT);
  assert.equal(signedIn.status, 303, signedIn.html);
  return browser.get(signedIn.location ?? '');
}

/** From nothing to a code: sign-in, consent, and the parameters that the app is sent. */
export async function authorize(
  server: TestServer,
  {
    browser = new TestBrowser(server),
    changes = {},
  }: {
    browser?: TestBrowser;
    changes?: Record<string, string | undefined>;
  } = {},
): Promise<URLSearchParams> {
  const path = authorizePath(changes);
  let page = await browser.get(path);
  if (page.html.includes('action="/oauth/sign-in"')) {
    page = await signInAtPage(browser, path);
  }
  if (page.html.includes('action="/oauth/consent"')) {
    page = await browser.submit(page, { decision: 'allow' });
  }
  return answerOf(page);
}

/** The parameters of a redirect to the app. */
export function answerOf(page: Page): URLSearchParams {
  assert.equal(page.status, 303, page.html);
  return new URL(page.location ?? '').searchParams;
}

/** Presents a code as the app does, with changes. */
export function redeem(
  server: TestServer,
  code: string | null,
  changes: Readonly<Record<string, string>> = {},
) {
  return server.post('/oauth/token', {
    grant_type: 'authorization_code',
    code: code ?? '',
    redirect_uri: APP.redirectUri,
    code_verifier: VERIFIER,
    client_id: APP.id,
    ...changes,
  });
}

/** The claims of an id token, unchecked. */
export function claimsOf(idToken: unknown): Record<string, unknown> {
  const [, payload = ''] = String(idToken).split('.');
  return JSON.parse(
    Buffer.from(payload, 'base64url').toString('utf8'),
  ) as Record<string, unknown>;
}
