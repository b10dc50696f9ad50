import { AuthError } from '../auth/errors';
import type { OidcClient } from '../auth/oidc-client';
import type { SessionData } from '../auth/session-data';
import type { TokenClient } from '../auth/token-client';
import type { Transactions } from '../auth/transactions';
import type { RegisteredProvider } from '../identity-providers';
import BearerAuthenticator from './bearer';
import type { Flow, RedirectInput, SignedInElsewhere } from './flow';

/** What the flow needs of the app. */
export interface AuthorizationCodePorts {
  transactions: Transactions;
  /** The client of a provider, which is not a part of the first script. */
  clientOf(providerId: string): Promise<OidcClient>;
  /** Sends the whole page there. */
  leaveFor(url: string): void;
}

/**
 * The authorization code grant by way of the provider's own page (RFC 6749 section 4.1): `signIn` sends the browser there,
 * `complete` takes what it comes back with.
 */
export default class AuthorizationCodeAuthenticator
  extends BearerAuthenticator
  implements Flow<RedirectInput>
{
  static readonly id = 'authorization-code';

  constructor(
    owner: object,
    tokens: () => Promise<TokenClient>,
    private readonly ports: AuthorizationCodePorts,
  ) {
    super(owner, tokens);
  }

  /** Sends the browser to the provider; the session comes with `complete`, in a page that is loaded anew. */
  async signIn(
    provider: RegisteredProvider,
    { returnTo }: RedirectInput,
    signal: AbortSignal,
  ): Promise<undefined> {
    const client = await this.ports.clientOf(provider.id);
    const { transaction, url } = await client.begin(returnTo);
    signal.throwIfAborted();
    await this.ports.transactions.begin(transaction);
    this.ports.leaveFor(url);
  }

  /**
   * Takes the provider's answer. The attempt that it belongs to is forgotten by that, whatever comes of it.
   *
   * @throws {AuthError} `callback-unknown` where nobody here has asked; see `OidcClient.redeem` for the others
   */
  async complete(
    provider: RegisteredProvider,
    answer: URLSearchParams,
  ): Promise<SignedInElsewhere> {
    const states = answer.getAll('state');
    const [state] = states;
    const transaction =
      state && states.length === 1
        ? await this.ports.transactions.take(state)
        : undefined;
    if (!transaction) {
      throw new AuthError('callback-unknown', 'No sign-in is under way.');
    }
    if (transaction.provider !== provider.id) {
      throw new AuthError('callback-invalid', 'Another provider was asked.');
    }
    const client = await this.ports.clientOf(provider.id);
    const session = await client.redeem(answer, transaction);
    return { session, returnTo: transaction.returnTo };
  }

  /** The provider gave out the tokens, so the provider renews them. */
  override async renew(session: SessionData): Promise<SessionData> {
    return (await this.#tokensOf(session)).refresh(session);
  }

  override async revoke(session: SessionData): Promise<void> {
    try {
      await (await this.#tokensOf(session)).revoke(session);
    } catch {
      // Nobody to tell: the tokens run out by themselves.
    }
  }

  async #tokensOf({ provider }: SessionData): Promise<TokenClient> {
    return (await this.ports.clientOf(provider)).tokenClient();
  }
}
