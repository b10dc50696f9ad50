import { FIRST_PARTY_CLIENT } from '../contract/seed.ts';
import { chooseScope, requireScope, type SimulatedClient } from './clients.ts';
import type { Accounts } from './identities/accounts.ts';
import type { SimulatedGateway } from './gateway.ts';
import { OAuthError } from './oauth-error.ts';
import type { SimulatedSchema, TokenFamily, User } from './schema.ts';
import {
  isSpent,
  TokenStore,
  type IssuedTokens,
  type TokenStoreParts,
} from './token-store.ts';

/** Who sends a request, and what their token is good for. */
export interface Principal {
  user: User;
  familyId: string;
  clientId: string;
  scope: readonly string[];
  /** How long ago the session began, in milliseconds. */
  age: number;
}

interface SignIn {
  username: string;
  password: string;
  scope: readonly string[] | undefined;
}

interface Renewal {
  refreshToken: string;
  scope: readonly string[] | undefined;
}

/** The OAuth side of the simulated server: it decides like the real one. */
export class IdentityServer {
  readonly #schema: SimulatedSchema;
  readonly #accounts: Accounts;
  readonly #tokens: TokenStore;
  readonly #now: () => number;
  readonly #gateway: SimulatedGateway;

  constructor(
    parts: TokenStoreParts & { accounts: Accounts; gateway: SimulatedGateway },
  ) {
    this.#schema = parts.schema;
    this.#accounts = parts.accounts;
    this.#tokens = new TokenStore(parts);
    this.#now = parts.now;
    this.#gateway = parts.gateway;
  }

  /**
   * [RFC 6749 section 4.3](https://www.rfc-editor.org/rfc/rfc6749#section-4.3).
   * @throws OAuthError
   */
  signIn(
    client: SimulatedClient,
    { username, password, scope: requested }: SignIn,
  ): IssuedTokens {
    const scope = chooseScope(client, requested);
    const user = this.#accounts.findUser(username);
    if (!user || user.password !== password || user.isDisabled) {
      throw new OAuthError('invalid_grant', 'The e-mail or password is wrong.');
    }
    return this.startSession(user.id, { clientId: client.id, scope });
  }

  /** Begins a family of tokens with its first pair, as for somebody who has just proven who they are. */
  startSession(
    userId: string,
    {
      userAgent = navigator.userAgent,
      ...details
    }: {
      clientId: string;
      scope: readonly string[];
      /** Another browser's; the page's own unless said otherwise. */
      userAgent?: string;
    },
  ): IssuedTokens {
    const family = this.#tokens.startFamily({ userId, userAgent, ...details });
    return this.#tokens.issue(family, details.scope);
  }

  /** Where a user is signed in, the session used last first. */
  sessionsOf({ id }: User): TokenFamily[] {
    return this.#tokens.liveFamiliesOf(id);
  }

  /** Ends all families of a user, or all but one. */
  endSessionsOf(user: User, { except }: { except?: string } = {}): void {
    for (const family of this.sessionsOf(user)) {
      if (family.id !== except) this.#tokens.endFamily(family);
    }
  }

  /** Ends a family of tokens: the user has to sign in again. */
  endSession(familyId: string): void {
    const family = this.#schema.find('tokenFamily', familyId);
    if (family) this.#tokens.endFamily(family);
  }

  /**
   * Exchanges a refresh token for a new pair ([RFC 6749 section 6](https://www.rfc-editor.org/rfc/rfc6749#section-6)),
   * rotating it ([RFC 9700 section 4.14.2](https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2)).
   * @throws OAuthError
   */
  renew(client: SimulatedClient, renewal: Renewal): IssuedTokens {
    const token = this.#tokens.refreshToken(renewal.refreshToken);
    const family = token && this.#tokens.familyOf(token);
    if (!token || family?.clientId !== client.id || family.endedAt !== null) {
      throw refusedToken();
    }
    if (isSpent(token) && !this.#tokens.mayRetry(token)) {
      this.#tokens.endFamily(family);
      throw refusedToken();
    }
    const user = this.#schema.find('user', family.userId);
    const isOver = [token, family].some((part) =>
      this.#tokens.hasExpired(part),
    );
    if (isOver || !user || user.isDisabled) throw refusedToken();

    const scope = renewal.scope ?? family.scope;
    requireScope(family.scope, scope);

    const tokens = this.#tokens.issue(family, scope);
    this.#tokens.replace(token, tokens);
    return tokens;
  }

  /**
   * [RFC 7009 section 2.1](https://www.rfc-editor.org/rfc/rfc7009#section-2.1): a refresh token ends its family, an
   * access token ends alone. One that is unknown, or another client's, changes nothing.
   */
  revoke(client: SimulatedClient, token: string): void {
    const refreshToken = this.#tokens.refreshToken(token);
    const accessToken = this.#tokens.accessToken(token);
    const known = refreshToken ?? accessToken;
    const family = known && this.#tokens.familyOf(known);
    if (family?.clientId !== client.id) return;

    if (refreshToken) this.#tokens.endFamily(family);
    else if (accessToken) this.#tokens.revoke(accessToken);
  }

  /** The principal of the gateway's cookie, or nothing. It is good for all that the first-party client is. */
  authenticateCookie(): Principal | undefined {
    const { user } = this.#gateway;
    if (!user) return undefined;
    return {
      user,
      familyId: 'gateway',
      clientId: FIRST_PARTY_CLIENT.id,
      scope: FIRST_PARTY_CLIENT.scopes,
      age: 0,
    };
  }

  /** The principal of an access token, or nothing. */
  authenticate(accessToken: string): Principal | undefined {
    const token = this.#tokens.accessToken(accessToken);
    const family = token && this.#tokens.familyOf(token);
    const user = family && this.#schema.find('user', family.userId);
    const isOver =
      !token ||
      !user ||
      user.isDisabled ||
      token.revokedAt !== null ||
      family.endedAt !== null ||
      [token, family].some((part) => this.#tokens.hasExpired(part));
    if (isOver) return undefined;

    this.#tokens.recordUse(token, family);
    return {
      user,
      familyId: family.id,
      clientId: family.clientId,
      scope: token.scope,
      age: this.#now() - family.createdAt,
    };
  }
}

/** One sentence for all of it: the client learns nothing about other people's tokens. */
function refusedToken(): OAuthError {
  return new OAuthError('invalid_grant', 'The refresh token is not valid.');
}
