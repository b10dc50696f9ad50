import type { SessionData } from '../auth/session-data';
import type { RegisteredProvider } from '../identity-providers';

/** What a flow asks for that visits the provider's own page. */
export interface RedirectInput {
  /** Where to go after the sign-in, which ends in a page that is loaded anew. */
  returnTo: string | undefined;
}

/** What comes of a sign-in on the provider's own page. */
export interface SignedInElsewhere {
  session: SessionData;
  returnTo: string | undefined;
}

/**
 * How signing in proceeds: what each of the app's authenticators offers to `services/session.ts`, beside what
 * ember-simple-auth asks of it. `static id` is the flow's id; it lies in the storage of browsers and is never renamed.
 */
export interface Flow<Input = unknown> {
  /**
   * Gets a session from the provider. Nothing is stored yet: ember-simple-auth clears the session that there was when
   * `authenticate` fails, so whatever can fail happens here.
   *
   * @returns nothing where the browser is on its way to the provider instead
   * @throws {AuthError}
   */
  signIn(
    provider: RegisteredProvider,
    input: Input,
    signal: AbortSignal,
  ): Promise<SessionData | undefined>;

  /** @throws {AuthError} one that ends the session is a `TokenEndpointError` with `endsSession` */
  renew(session: SessionData): Promise<SessionData>;

  /** Tells the server that the session is over. Never rejects; nobody waits for it. */
  revoke(session: SessionData): Promise<void>;
}
