import type { PresentedCode } from '../auth/presented-code';
import type { BearerSession, SessionData } from '../auth/session-data';
import type { RegisteredProvider } from '../identity-providers';
import type { NavigatorId } from '../navigators/navigator';

/** What comes of a visit to a provider's own page. */
export type Arrival =
  /** Somebody has signed in. */
  | { kind: 'session'; session: SessionData; returnTo: string | undefined }
  /** Whoever is signed in has proven to be somebody at the provider, too: our server links the two. */
  | { kind: 'identity'; code: PresentedCode; returnTo: string | undefined }
  /** The page that waited for the answer has taken it. */
  | { kind: 'handed-over' };

/** What a flow asks for that visits the provider's own page. */
export interface VisitInput {
  /** Where to go afterwards, if the answer comes to a page that is loaded anew. */
  returnTo: string | undefined;
  /** Which way to go; absent: as the settings or the browser want it. */
  navigator?: NavigatorId;
}

/** What a provider is asked, by whoever words it. */
export interface Question {
  /** The page where the browser goes. */
  url: string;
  /** Tells the one who words it of an answer that fits. @returns what is presented to our server */
  settle?(presented: PresentedCode): Promise<PresentedCode>;
  /** Tells them that none will come. */
  giveUp?(reason: unknown): void;
}

/**
 * How signing in proceeds: what each of the app's authenticators offers to `services/session.ts`, beside what
 * ember-simple-auth asks of it. `static id` is the flow's id; it lies in the storage of browsers and is never renamed.
 */
export interface Flow<Input = unknown> {
  /**
   * Gets a session from the provider. Nothing is stored yet: ember-simple-auth clears the session that there was when
   * `authenticate` fails, so whatever can fail happens here. A flow that opens a window does so before it waits for anything.
   *
   * @returns nothing where the browser is on its way to the provider instead
   * @throws {AuthError}
   */
  signIn(
    provider: RegisteredProvider,
    input: Input,
    signal: AbortSignal,
  ): Promise<SessionData | undefined>;

  /**
   * Has the provider vouch for whoever is signed in, so that our server can link the two. Absent where a flow can't.
   *
   * @param linkTo the `signInId` of the session
   * @returns nothing where the browser is on its way to the provider instead
   * @throws {AuthError}
   */
  identify?(
    provider: RegisteredProvider,
    input: VisitInput & { linkTo: string },
    signal: AbortSignal,
  ): Promise<PresentedCode | undefined>;

  /**
   * Takes what a provider sent back with the browser. Absent where a flow sends nobody away.
   *
   * @throws {AuthError}
   */
  complete?(
    provider: RegisteredProvider,
    answer: URLSearchParams,
  ): Promise<Arrival>;

  /** Forgets what is under way: nobody is signed in any more. */
  forget?(): Promise<void>;

  /**
   * Who is signed in by the provider's own session, with no page visited. Absent where a browser keeps no such session for
   * the app to ask for.
   *
   * @returns nothing where nobody is
   * @throws {AuthError} where it can't be asked
   */
  find?(provider: RegisteredProvider): Promise<SessionData | undefined>;

  /**
   * Gets a newer token. Absent where a session has none.
   *
   * @throws {AuthError} one that ends the session is a `TokenEndpointError` with `endsSession`
   */
  renew?(session: BearerSession): Promise<BearerSession>;

  /** Tells the server that the session is over. Never rejects; nobody waits for it. */
  revoke(session: SessionData): Promise<void>;
}
