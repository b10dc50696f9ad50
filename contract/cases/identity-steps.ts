import { FIRST_PARTY_CLIENT, IDENTITY_PROVIDER_GRANT } from '../seed.ts';
import type { ExchangeStep, Visit, VisitStep } from '../types.ts';
import {
  JSON_API_HEADERS,
  present,
  rememberPair,
  TOKEN_ANSWER,
  tokenRequest,
} from './steps.ts';

/** The settings of a server that redeems codes of other providers. */
export const PROVIDERS_ON = {
  identityProviders: ['google', 'github', 'facebook', 'oidc'],
} as const;

/** Somebody decides at a provider; the code is theirs by this name from here on. */
export function visit(
  name: string,
  provider: string,
  details: Omit<Visit, 'provider'> = {},
): VisitStep {
  return { visit: { provider, ...details }, name };
}

/** The form that presents the code of this name, with changes; `undefined` leaves a field out. */
export function presentedCode(
  name: string,
  changes: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const fields = [
    ...['provider', 'code', 'redirect_uri'],
    ...['code_verifier', 'nonce', 'state'],
  ];
  return present({
    grant_type: IDENTITY_PROVIDER_GRANT,
    client_id: FIRST_PARTY_CLIENT.id,
    ...Object.fromEntries(
      fields.map((field) => [field, `{{${field}Of${name}}}`]),
    ),
    ...changes,
  });
}

/** Signs in by the code of this name, and remembers the pair. */
export function signInWithCode(
  name: string,
  pair: string | number,
  changes: Readonly<Record<string, string | undefined>> = {},
): ExchangeStep {
  return {
    request: tokenRequest(presentedCode(name, changes)),
    expect: TOKEN_ANSWER,
    remember: rememberPair(pair),
  };
}

/** The access token of the pair is this user's. */
export function isUser(pair: string | number, email: string): ExchangeStep {
  return {
    request: { method: 'GET', path: '/api/me', bearer: `{{access${pair}}}` },
    expect: {
      status: 200,
      headers: JSON_API_HEADERS,
      body: { data: { attributes: { email } } },
    },
  };
}

/** Where the server is, as `{{origin}}`: the callback pages are below it. */
export const knowOrigin: ExchangeStep = {
  request: { method: 'GET', path: '/.well-known/openid-configuration' },
  expect: { status: 200 },
  remember: { origin: 'issuer' },
};
