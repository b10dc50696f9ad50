import { DEMO_ACCOUNT, IDENTITY_PROVIDER_GRANT } from '../seed.ts';
import type { ContractCase, ExchangeStep, Expectation } from '../types.ts';
import {
  isUser,
  knowOrigin,
  PROVIDERS_ON as settings,
  presentedCode,
  signInWithCode,
  visit,
} from './identity-steps.ts';
import {
  canRead,
  CLIENT_ID,
  oauthError,
  renew,
  tokenRequest,
} from './steps.ts';

const START = '/oauth/identity-provider/start';

const BEGUN: Expectation = {
  status: 204,
  headers: { 'cache-control': 'no-store' },
  text: '',
};

/** Presents the code that Ada has, with changes; `undefined` leaves a field out. */
const presenting = (
  changes: Readonly<Record<string, string | undefined>>,
  expect: Expectation,
): ExchangeStep => ({
  request: tokenRequest(presentedCode('Ada', changes)),
  expect,
});

const start = (
  changes: { provider?: string; state?: string; redirect_uri?: string },
  expect: Expectation,
): ExchangeStep[] => {
  const attempt = {
    provider: 'facebook',
    state: 'a-state',
    redirect_uri: '{{origin}}/login/callback/facebook',
    ...changes,
  };
  return [{ form: attempt }, { json: attempt }].map((body) => ({
    request: { method: 'POST', path: START, ...body },
    expect,
  }));
};

/** Sign-in by the code of another provider: the grant, and what comes before it where there is no PKCE. */
export const identityProviderCases: readonly ContractCase[] = [
  {
    name: 'A31 a code of a provider brings an account of one’s own, once',
    settings,
    steps: [
      visit('Ada', 'google'),
      signInWithCode('Ada', 1),
      isUser('1', 'ada.lovelace@gmail.com'),
      canRead(1, '/api/users'),
      renew(1, 2),
      canRead(2),
      presenting({}, oauthError(400, 'invalid_grant')),
      visit('Again', 'google'),
      signInWithCode('Again', 3),
      isUser('3', 'ada.lovelace@gmail.com'),
    ],
  },
  {
    name: 'A31 a verified address leads to the account that is there already, another does not',
    settings,
    steps: [
      visit('Demo', 'github', { scenario: 'existing-account' }),
      signInWithCode('Demo', 1),
      isUser('1', DEMO_ACCOUNT.email),
      visit('Ada', 'github', { scenario: 'existing-account', person: 'alan' }),
      presenting({}, oauthError(400, 'account_exists')),
      visit('Ada', 'oidc', { scenario: 'email-missing' }),
      presenting({}, oauthError(400, 'email_required')),
    ],
  },
  {
    name: 'A28 A30 M6 a code needs its verifier and nonce, and the first try uses it up',
    settings,
    steps: [
      visit('Ada', 'google'),
      presenting(
        { code_verifier: 'v'.repeat(43) },
        oauthError(400, 'invalid_grant'),
      ),
      presenting({}, oauthError(400, 'invalid_grant')),
      visit('Ada', 'google'),
      presenting(
        { nonce: 'another' },
        oauthError(502, 'identity_provider_error'),
      ),
      presenting({}, oauthError(400, 'invalid_grant')),
    ],
  },
  {
    name: 'A29 a provider that fails is told with status 502, and its code is used up',
    settings,
    steps: [
      visit('Ada', 'google', { scenario: 'server-error' }),
      presenting({}, oauthError(502, 'identity_provider_error')),
      presenting({}, oauthError(400, 'invalid_grant')),
    ],
  },
  {
    name: 'A13 A15 M1 what can be refused without the provider leaves the code as it is',
    settings,
    steps: [
      visit('Ada', 'google'),
      ...[
        ...['provider', 'code', 'redirect_uri', 'code_verifier', 'nonce'].map(
          (name) => ({ [name]: undefined }),
        ),
        { provider: 'nobody' },
        { provider: 'constructor' },
        { code_verifier: 'too-short' },
        { code_verifier: 'ä'.repeat(43) },
        { code: 'a\nb' },
        { nonce: 'ü' },
      ].map((changes) =>
        presenting(changes, oauthError(400, 'invalid_request')),
      ),
      ...[
        { redirect_uri: 'https://evil.example/login/callback/google' },
        { redirect_uri: '{{redirect_uriOfAda}}/' },
        { iss: 'https://evil.example' },
      ].map((changes) => presenting(changes, oauthError(400, 'invalid_grant'))),
      presenting({ scope: 'admin' }, oauthError(400, 'invalid_scope')),
      presenting({ code: 'unknown' }, oauthError(400, 'invalid_grant')),
      signInWithCode('Ada', 1, { scope: 'profile' }),
    ],
  },
  {
    name: 'M12 the grant is for clients that have it, and for servers that have a provider',
    settings,
    steps: [
      visit('Ada', 'google'),
      presenting(
        { client_id: 'another-app' },
        oauthError(400, 'unauthorized_client'),
      ),
    ],
  },
  {
    name: 'M12 without a provider there is no such grant',
    steps: [
      {
        request: tokenRequest({
          grant_type: IDENTITY_PROVIDER_GRANT,
          client_id: CLIENT_ID,
        }),
        expect: oauthError(400, 'unsupported_grant_type'),
      },
    ],
  },
  {
    name: 'A28 without PKCE a browser must have begun, at a page of the app',
    settings,
    steps: [
      knowOrigin,
      ...start({}, BEGUN),
      ...start({ provider: 'google' }, oauthError(400, 'invalid_grant')),
      ...start(
        { redirect_uri: 'https://evil.example/' },
        oauthError(400, 'invalid_grant'),
      ),
      ...[
        { provider: 'nobody' },
        { provider: '' },
        { state: '' },
        { state: 'a\tb' },
        { redirect_uri: '' },
      ].flatMap((changes) =>
        start(changes, oauthError(400, 'invalid_request')),
      ),
      ...['[]', 'null', '{', '"x"', '{"state":{}}'].map((body) => ({
        request: {
          method: 'POST' as const,
          path: START,
          headers: { 'content-type': 'application/json' },
          body,
        },
        expect: oauthError(400, 'invalid_request'),
      })),
      {
        request: { method: 'GET', path: START },
        expect: oauthError(405, 'invalid_request', { allow: 'POST' }),
      },
      visit('Ada', 'google'),
      ...[
        { state: 'another-state' },
        { redirect_uri: 'https://evil.example/' },
      ].map((changes) =>
        presenting(
          {
            provider: 'facebook',
            redirect_uri: '{{origin}}/login/callback/facebook',
            ...changes,
          },
          oauthError(400, 'invalid_grant'),
        ),
      ),
      presenting(
        {
          provider: 'facebook',
          redirect_uri: '{{origin}}/login/callback/facebook',
          state: undefined,
        },
        oauthError(400, 'invalid_request'),
      ),
    ],
  },
];
