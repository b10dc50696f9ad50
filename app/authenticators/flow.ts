import type { SessionData } from '../auth/session-data';
import type { RegisteredProvider } from '../identity-providers';

/**
 * How signing in proceeds: what each of the app's authenticators offers to `services/session.ts`, beside what
 * ember-simple-auth asks of it. `static id` is the flow's id; it lies in the storage of browsers and is never renamed.
 */
export interface Flow<Input = unknown> {
  /**
   * Gets a session from the provider. Nothing is stored yet: ember-simple-auth clears the session that there was when
   * `authenticate` fails, so whatever can fail happens here.
   *
   * @throws {AuthError}
   */
  signIn(
    provider: RegisteredProvider,
    input: Input,
    signal: AbortSignal,
  ): Promise<SessionData>;

  /** @throws {AuthError} one that ends the session is a `TokenEndpointError` with `endsSession` */
  renew(session: SessionData): Promise<SessionData>;

  /** Tells the server that the session is over. Never rejects; nobody waits for it. */
  revoke(session: SessionData): Promise<void>;
}
