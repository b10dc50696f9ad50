import assert from 'node:assert/strict';
import { DEMO_ACCOUNT, FIRST_PARTY_CLIENT } from '../../../contract/seed.ts';
import type { TestServer } from './server.ts';

export interface Pair {
  accessToken: string;
  refreshToken: string;
}

/** The form that signs the demo account in. */
export const DEMO_FORM = {
  grant_type: 'password',
  username: DEMO_ACCOUNT.email,
  password: DEMO_ACCOUNT.password,
  client_id: FIRST_PARTY_CLIENT.id,
} as const;

/** Signs the demo account in. */
export async function signIn(
  server: TestServer,
  changes: Readonly<Record<string, string>> = {},
): Promise<Pair> {
  const answer = await server.post('/oauth/token', {
    ...DEMO_FORM,
    ...changes,
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return toPair(answer.body);
}

/** Asks for a new pair; the answer as it came. */
export function renew(server: TestServer, { refreshToken }: Pair) {
  return server.post('/oauth/token', {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: FIRST_PARTY_CLIENT.id,
  });
}

export function toPair(body: Readonly<Record<string, unknown>>): Pair {
  return {
    accessToken: String(body['access_token']),
    refreshToken: String(body['refresh_token']),
  };
}

/** The status of `GET /api/me` with this pair. */
export async function statusOfMe(
  server: TestServer,
  { accessToken }: Pair,
): Promise<number> {
  const response = await server.fetch('/api/me', {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  await response.text();
  return response.status;
}
