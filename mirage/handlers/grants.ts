import { IDENTITY_PROVIDER_GRANT } from '../../contract/seed.ts';
import { chooseScope, type SimulatedClient } from '../clients.ts';
import { issueIdToken } from '../id-token.ts';
import { refusingAsOAuth } from '../identities/refused.ts';
import type { Settings } from '../settings.ts';
import type { IssuedTokens } from '../token-store.ts';
import type { HandlerContext } from './context.ts';
import { requireParameter, type Form } from './form.ts';

interface GrantRequest {
  client: SimulatedClient;
  form: Form;
  /** What was asked for. */
  scope: readonly string[] | undefined;
  /** What the verifier in the form stands for. */
  codeChallenge: string | undefined;
  /** The origin that was asked. */
  issuer: string;
}

interface Granted {
  tokens: IssuedTokens;
  /** Where the sign-in was one of OpenID Connect. */
  idToken?: string;
}

/** @throws OAuthError */
type Grant = (context: HandlerContext, request: GrantRequest) => Granted;

const password: Grant = ({ identity }, { client, form, scope }) => ({
  tokens: identity.signIn(client, {
    username: requireParameter(form, 'username'),
    password: requireParameter(form, 'password'),
    scope,
  }),
});

const refreshToken: Grant = ({ identity }, { client, form, scope }) => ({
  tokens: identity.renew(client, {
    refreshToken: requireParameter(form, 'refresh_token'),
    scope,
  }),
});

/** A code of this server's own, as an OpenID provider ([RFC 6749 section 4.1.3](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3)). */
const authorizationCode: Grant = (
  { authorizationCodes },
  { client, codeChallenge, form, issuer },
) => {
  const code = requireParameter(form, 'code');
  const redirectUri = requireParameter(form, 'redirect_uri');
  requireParameter(form, 'code_verifier');
  const { nonce, tokens, user } = authorizationCodes.redeem(client, {
    code,
    redirectUri,
    codeChallenge,
  });
  if (!tokens.scope.includes('openid')) return { tokens };
  const { familyId, scope } = tokens;
  return {
    tokens,
    idToken: issueIdToken({
      ...{ issuer, user, scope, familyId, nonce },
      clientId: client.id,
    }),
  };
};

/** A code of another identity provider ([RFC 6749 section 4.5](https://www.rfc-editor.org/rfc/rfc6749#section-4.5)). */
const identityProviderCode: Grant = (
  { accounts, identity, redemption },
  { client, codeChallenge, form, scope: requested },
) => {
  const scope = chooseScope(client, requested);
  const user = refusingAsOAuth(() =>
    accounts.signIn(redemption.redeem({ parameters: form, codeChallenge })),
  );
  return {
    tokens: identity.startSession(user.id, { clientId: client.id, scope }),
  };
};

/** What is done with a token request, by its `grant_type`. */
const GRANTS: ReadonlyMap<string, Grant> = new Map([
  ['authorization_code', authorizationCode],
  ['password', password],
  ['refresh_token', refreshToken],
  [IDENTITY_PROVIDER_GRANT, identityProviderCode],
]);

/** The grant of this type, if it is on. */
export function findGrant(settings: Settings, type: string): Grant | undefined {
  return enabledGrants(settings).includes(type) ? GRANTS.get(type) : undefined;
}

/** The types of the grants that are on. */
export function enabledGrants({
  identityProviders,
  passwordGrant,
}: Pick<Settings, 'identityProviders' | 'passwordGrant'>): string[] {
  const isOff = new Map([
    ['password', !passwordGrant],
    [IDENTITY_PROVIDER_GRANT, identityProviders.length === 0],
  ]);
  return [...GRANTS.keys()].filter((type) => isOff.get(type) !== true);
}
