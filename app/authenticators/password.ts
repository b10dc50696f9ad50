import { waitForPromise } from '@ember/test-waiters';
import type { SessionData } from '../auth/session-data';
import type { PasswordCredentials } from '../auth/token-client';
import type { RegisteredProvider } from '../identity-providers';
import BearerAuthenticator from './bearer';
import type { Flow } from './flow';

/**
 * The resource owner password credentials grant (RFC 6749 section 4.3). RFC 9700 section 2.4 advises against it: it is
 * for first-party apps whose server offers nothing better.
 */
export default class PasswordAuthenticator
  extends BearerAuthenticator
  implements Flow<PasswordCredentials>
{
  static readonly id = 'password';

  signIn(
    provider: RegisteredProvider,
    credentials: PasswordCredentials,
    signal: AbortSignal,
  ): Promise<SessionData> {
    return waitForPromise(this.#askFor(provider, credentials, signal));
  }

  async #askFor(
    provider: RegisteredProvider,
    credentials: PasswordCredentials,
    signal: AbortSignal,
  ): Promise<SessionData> {
    const tokens = await this.tokens();
    return tokens.passwordGrant(provider.id, credentials, signal);
  }
}
