import type { SeedClient } from '../../contract/seed.ts';
import { jsonAnswer, NOT_STORED } from '../http/answers.ts';
import type { IdentityServer } from '../identity-server.ts';
import { OAuthError } from '../oauth-error.ts';
import type { IssuedTokens } from '../token-store.ts';
import { readClient } from './clients.ts';
import type { Handler } from './context.ts';
import { readForm, requireParameter, type Form } from './form.ts';

interface TokenRequest {
  client: SeedClient;
  form: Form;
  scope: readonly string[] | undefined;
}

type GrantType = SeedClient['grants'][number];
type Grant = (identity: IdentityServer, request: TokenRequest) => IssuedTokens;

/** What is done with a token request, by its `grant_type`. */
const GRANTS: ReadonlyMap<string, Grant> = new Map<GrantType, Grant>([
  [
    'password',
    (identity, { client, form, scope }) =>
      identity.signIn(client, {
        username: requireParameter(form, 'username'),
        password: requireParameter(form, 'password'),
        scope,
      }),
  ],
  [
    'refresh_token',
    (identity, { client, form, scope }) =>
      identity.renew(client, {
        refreshToken: requireParameter(form, 'refresh_token'),
        scope,
      }),
  ],
]);

/** `POST /oauth/token` ([RFC 6749 section 3.2](https://www.rfc-editor.org/rfc/rfc6749#section-3.2)). */
export const token: Handler = ({ identity, settings }, question) => {
  const form = readForm(question);
  const client = readClient(question, form);
  const type = requireParameter(form, 'grant_type');

  const grant = enabledGrants(settings).includes(type) && GRANTS.get(type);
  if (!grant) {
    throw new OAuthError('unsupported_grant_type', 'There is no such grant.');
  }
  if (!client.grants.some((allowed) => allowed === type)) {
    throw new OAuthError(
      'unauthorized_client',
      'The client may not use this grant.',
    );
  }
  const tokens = grant(identity, { client, form, scope: readScope(form) });
  return jsonAnswer(
    200,
    {
      access_token: tokens.accessToken,
      token_type: 'Bearer',
      expires_in: tokens.expiresIn,
      refresh_token: tokens.refreshToken,
      scope: tokens.scope.join(' '),
    },
    NOT_STORED,
  );
};

/** The grants that are on. */
export function enabledGrants({
  passwordGrant,
}: {
  passwordGrant: boolean;
}): string[] {
  return [...GRANTS.keys()].filter(
    (grant) => grant !== 'password' || passwordGrant,
  );
}

/** [RFC 6749 appendix A.4](https://www.rfc-editor.org/rfc/rfc6749#appendix-A.4). */
const SCOPE_FORM = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/;

function readScope(form: Form): readonly string[] | undefined {
  const scope = form.get('scope');
  if (scope === undefined) return undefined;
  if (!SCOPE_FORM.test(scope)) {
    throw new OAuthError('invalid_scope', 'The scope is malformed.');
  }
  return [...new Set(scope.split(' '))];
}
