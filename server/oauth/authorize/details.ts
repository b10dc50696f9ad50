import OAuth2Server from '@node-oauth/oauth2-server';
import type { Client } from '../../database/schema.ts';
import { parseScope } from '../../sessions/issue.ts';
import { chooseScope } from '../scope.ts';
import { isS256Challenge } from './pkce.ts';
import type { AuthorizationError } from './request.ts';

/** OpenID Connect Core section 3.1.2.1. */
export const PROMPTS = ['none', 'login', 'consent', 'select_account'] as const;
export type Prompt = (typeof PROMPTS)[number];

/** What an authorization request asks for, beside who asks. */
export interface RequestDetails {
  scope: readonly string[];
  codeChallenge: string;
  nonce: string | undefined;
  prompts: ReadonlySet<Prompt>;
  /** Seconds since the sign-in that are not too long ago. */
  maximumAge: number | undefined;
  loginHint: string | undefined;
}

/** Ways to put a request elsewhere than into its parameters (OpenID Connect Core section 6 and 7.2.1), which there are not here. */
const UNSUPPORTED = ['request', 'request_uri', 'registration'] as const;

/** Visible ASCII and spaces; the database keeps it. */
const NONCE = /^[\x20-\x7e]{1,512}$/;
const SECONDS = /^\d{1,9}$/;

/** Reads what a client wants, in the order in which it is told what is wrong. */
export function readDetails(
  parameters: ReadonlyMap<string, string>,
  client: Client,
): RequestDetails | AuthorizationError {
  const unsupported = UNSUPPORTED.find((name) => parameters.has(name));
  if (unsupported !== undefined) {
    return {
      error: `${unsupported}_not_supported`,
      description: `The parameter ${unsupported} is not supported.`,
    };
  }
  const responseType = parameters.get('response_type');
  if (responseType === undefined) return invalid('response_type is missing.');
  if (responseType !== 'code') {
    return {
      error: 'unsupported_response_type',
      description: 'The only response type is code.',
    };
  }
  if ((parameters.get('response_mode') ?? 'query') !== 'query') {
    return invalid('The only response mode is query.');
  }
  if (!client.grants.includes('authorization_code')) {
    return {
      error: 'unauthorized_client',
      description: 'The client may not use authorization codes.',
    };
  }
  const codeChallenge = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method');
  if (!isS256Challenge(codeChallenge, method)) {
    return invalid('A code challenge by the method S256 is required.');
  }
  const nonce = parameters.get('nonce');
  if (nonce !== undefined && !NONCE.test(nonce)) {
    return invalid('The nonce must be up to 512 characters of visible ASCII.');
  }
  const age = parameters.get('max_age');
  if (age !== undefined && !SECONDS.test(age)) {
    return invalid('max_age must be a number of seconds.');
  }
  const prompts = readPrompts(parameters.get('prompt'));
  if (!prompts) return invalid('The value of prompt is not known.');
  const scope = readScope(parameters.get('scope'), client.scopes);
  if (!scope) {
    return {
      error: 'invalid_scope',
      description: 'The scope is unknown or not granted.',
    };
  }
  return {
    scope,
    codeChallenge,
    nonce,
    prompts,
    maximumAge: age === undefined ? undefined : Number(age),
    loginHint: parameters.get('login_hint'),
  };
}

function invalid(description: string): AuthorizationError {
  return { error: 'invalid_request', description };
}

/** `none` stands alone (OpenID Connect Core section 3.1.2.1). */
function readPrompts(prompt: string | undefined): Set<Prompt> | undefined {
  const values = (prompt ?? '').split(' ').filter((value) => value !== '');
  const prompts = new Set(
    values.flatMap((value) => PROMPTS.find((known) => known === value) ?? []),
  );
  const isKnown = values.every((value) =>
    PROMPTS.some((known) => known === value),
  );
  const isAlone = !prompts.has('none') || prompts.size === 1;
  return isKnown && isAlone ? prompts : undefined;
}

function readScope(
  scope: string | undefined,
  allowed: readonly string[],
): readonly string[] | undefined {
  try {
    return chooseScope(
      scope === undefined ? undefined : parseScope(scope),
      allowed,
    );
  } catch (error) {
    if (error instanceof OAuth2Server.InvalidScopeError) return undefined;
    throw error;
  }
}
