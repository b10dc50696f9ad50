import { DEMO_ACCOUNT, FIRST_PARTY_CLIENT } from '../seed.ts';
import type {
  ContractRequest,
  ExchangeStep,
  Expectation,
  HeaderPattern,
  Pattern,
} from '../types.ts';

/** `token68` of RFC 9110 section 11.2, long enough for 160 bits. */
export const TOKEN = '^[A-Za-z0-9\\-._~+/]{27,}=*$';
export const UUID =
  '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
export const MOMENT = '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$';

const NO_STORE = { $match: '(^|,\\s*)no-store(\\s*,|$)' };
export const JSON_HEADERS: Record<string, HeaderPattern> = {
  'content-type': { $match: '^application/json(;|$)' },
  'cache-control': NO_STORE,
};
export const JSON_API_HEADERS: Record<string, HeaderPattern> = {
  'content-type': 'application/vnd.api+json',
  vary: { $match: '^Accept, Authorization\\b' },
  'cache-control': NO_STORE,
};

export const CLIENT_ID = FIRST_PARTY_CLIENT.id;
const RIGHT_PASSWORD = {
  grant_type: 'password',
  username: DEMO_ACCOUNT.email,
  password: DEMO_ACCOUNT.password,
  client_id: CLIENT_ID,
};

/** A form that signs the demo account in, with changes; `undefined` leaves a field out. */
export function passwordForm(
  changes: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  return present({ ...RIGHT_PASSWORD, ...changes });
}

/** A form that renews with a remembered refresh token. */
export function refreshForm(
  refreshToken: string,
  changes: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  return present({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: CLIENT_ID,
    ...changes,
  });
}

/** The fields that have a value. */
export function present(
  fields: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      (field): field is [string, string] => field[1] !== undefined,
    ),
  );
}

/** What a good token answer looks like. */
export const TOKEN_ANSWER: Expectation = {
  status: 200,
  headers: JSON_HEADERS,
  body: {
    access_token: { $match: TOKEN },
    token_type: 'Bearer',
    expires_in: { $type: 'number' },
    refresh_token: { $match: TOKEN },
    scope: { $type: 'string' },
  },
};

/** Remembers a pair as `access1`, `refresh1` and so on. */
export function rememberPair(name: string | number): Record<string, string> {
  return {
    [`access${name}`]: 'access_token',
    [`refresh${name}`]: 'refresh_token',
  };
}

export function tokenRequest(form: Record<string, string>): ContractRequest {
  return { method: 'POST', path: '/oauth/token', form };
}

/** Signs the demo account in and remembers the pair. */
export function signIn(
  name: string | number,
  changes: Readonly<Record<string, string | undefined>> = {},
): ExchangeStep {
  return {
    request: tokenRequest(passwordForm(changes)),
    expect: TOKEN_ANSWER,
    remember: rememberPair(name),
  };
}

/** Renews with the pair of one name, successfully, and remembers the new pair by another. */
export function renew(
  from: string | number,
  to: string | number,
  changes: Readonly<Record<string, string | undefined>> = {},
): ExchangeStep {
  return {
    request: tokenRequest(refreshForm(`{{refresh${from}}}`, changes)),
    expect: TOKEN_ANSWER,
    remember: rememberPair(to),
  };
}

/** A renewal with the pair of this name is refused. */
export function cannotRenew(
  from: string | number,
  changes: Readonly<Record<string, string | undefined>> = {},
): ExchangeStep {
  return {
    request: tokenRequest(refreshForm(`{{refresh${from}}}`, changes)),
    expect: oauthError(400, 'invalid_grant'),
  };
}

/** RFC 6749 section 5.2; the description is text without quotes or control characters. */
export function oauthError(
  status: number,
  error: string,
  headers: Record<string, HeaderPattern> = {},
): Expectation {
  return {
    status,
    headers: { ...JSON_HEADERS, ...headers },
    body: {
      error,
      error_description: { $match: '^[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]+$' },
      access_token: { $absent: true },
    },
  };
}

/** The access token of the pair of this name is good. */
export function canRead(name: string | number, path = '/api/me'): ExchangeStep {
  return {
    request: { method: 'GET', path, bearer: `{{access${name}}}` },
    expect: { status: 200, headers: JSON_API_HEADERS },
  };
}

/** The access token of the pair of this name is not good any more. */
export function cannotRead(name: string | number): ExchangeStep {
  return {
    request: { method: 'GET', path: '/api/me', bearer: `{{access${name}}}` },
    expect: INVALID_TOKEN,
  };
}

/** JSON:API errors, each with an id to quote when asking for help. */
export function apiError(
  status: number,
  changes: { headers?: Record<string, HeaderPattern>; error?: Pattern } = {},
): Expectation {
  return {
    status,
    headers: { ...JSON_API_HEADERS, ...changes.headers },
    body: {
      errors: {
        $all: [
          {
            $every: {
              status: String(status),
              title: { $type: 'string' },
              detail: { $type: 'string' },
              code: { $match: '^[a-z-]+$' },
            },
          },
          { $some: changes.error ?? {} },
        ],
      },
      data: { $absent: true },
    },
  };
}

export const INVALID_TOKEN = apiError(401, {
  headers: {
    'www-authenticate': { $match: '^Bearer .*error="invalid_token"' },
  },
});

/** RFC 6750 section 3.1: without credentials no error code is told. */
export const MISSING_TOKEN = apiError(401, {
  headers: { 'www-authenticate': 'Bearer realm="latchkey"' },
});

export const MALFORMED_CREDENTIALS = apiError(400, {
  headers: {
    'www-authenticate': { $match: '^Bearer .*error="invalid_request"' },
  },
});
