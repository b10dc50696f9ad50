import type { SimulatedClient } from './clients.ts';
import { chooseScope } from './clients.ts';
import type { Accounts } from './identities/accounts.ts';
import type { IdentityServer } from './identity-server.ts';
import { OAuthError } from './oauth-error.ts';
import type { AuthorizationCode, SimulatedSchema, User } from './schema.ts';
import type { IssuedTokens } from './token-store.ts';

interface Presented {
  code: string;
  redirectUri: string;
  codeChallenge: string | undefined;
}

interface AuthorizationCodesParts {
  schema: SimulatedSchema;
  accounts: Accounts;
  identity: IdentityServer;
  /** Milliseconds since 1970. */
  now: () => number;
}

/**
 * The codes of this server as an OpenID provider. The page where they are given out is the one of the provider `oidc`,
 * and its people have their accounts here.
 */
export class AuthorizationCodes {
  readonly #parts: AuthorizationCodesParts;

  constructor(parts: AuthorizationCodesParts) {
    this.#parts = parts;
  }

  /**
   * Exchanges a code for tokens, once. The client's first try uses it up, right or wrong. A second one that is right in
   * everything ends what the first has brought; one that is wrong changes nothing
   * ([RFC 6749 section 4.1.2](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2)).
   * @throws OAuthError
   */
  redeem(
    client: SimulatedClient,
    presented: Presented,
  ): { tokens: IssuedTokens; user: User; nonce: string | null } {
    const { identity, now, schema } = this.#parts;
    const code = schema.find('authorizationCode', presented.code);
    if (code?.clientId !== client.id) throw refusedCode();

    const fits =
      code.redirectUri === presented.redirectUri &&
      code.codeChallenge === presented.codeChallenge;
    if (code.usedAt !== null) {
      if (fits && code.familyId !== null) identity.endSession(code.familyId);
      throw refusedCode();
    }
    code.update({ usedAt: now() });
    if (!fits || code.expiresAt <= now()) throw refusedCode();

    const user = this.#userOf(code);
    const scope = chooseScope(client, code.scope?.split(' '));
    const tokens = identity.startSession(user.id, {
      clientId: client.id,
      scope,
    });
    code.update({ familyId: tokens.familyId });
    return { tokens, user, nonce: code.nonce };
  }

  /** Nobody without an address has an account here. */
  #userOf({ person }: AuthorizationCode): User {
    const { email, familyName, givenName, isEmailVerified } = person;
    if (email === undefined) throw refusedCode();
    const { accounts } = this.#parts;
    const user =
      accounts.findUser(email) ??
      accounts.create({
        email,
        isEmailVerified,
        firstName: givenName,
        lastName: familyName,
      });
    if (user.isDisabled) throw refusedCode();
    return user;
  }
}

function refusedCode(): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'The code is unknown, expired, used, or was given for another request.',
  );
}
