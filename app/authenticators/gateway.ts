import { waitForPromise } from '@ember/test-waiters';
import { AuthError } from '../auth/errors';
import type { GatewayClient } from '../auth/gateway-client';
import type { BrowserStorage } from '../auth/key-value-storage';
import {
  parseSessionData,
  type CookieSession,
  type SessionData,
} from '../auth/session-data';
import type { RegisteredProvider } from '../identity-providers';
import type { Journey, NavigatorId } from '../navigators/navigator';
import type { Arrival, Flow, VisitInput } from './flow';
import KeptSessionAuthenticator from './kept-session';

/** Set from the moment when the user signs out until the gateway has said that the session is over. */
const SIGN_OUT_DUE = 'gateway-sign-out-due';

/** How long the first page waits to hear whether a session of a former visit still holds, in milliseconds. */
const RESTORE_WAIT = 2_000;

/** What the flow needs of the app. */
export interface GatewayPorts {
  /** The client of the gateway, which is not a part of the first script. */
  client(): Promise<GatewayClient>;
  navigator(): NavigatorId;
  setOut(navigator: NavigatorId): Journey;
  /** Gives an answer to the page that waits for it. @returns whether it took it */
  handOver(state: string, answer: URLSearchParams): Promise<boolean>;
  /** Sends the whole page there. */
  leaveFor(url: string): void;
  /** A path of the app as the browser shows it, below the app's root. */
  address(path: string): string;
  randomId(): string;
  storage: BrowserStorage;
  /** Settles after so many milliseconds. */
  after(wait: number): Promise<void>;
}

/**
 * A session that a gateway keeps in a cookie which no script can read. The app asks the gateway who it is; signing in is a visit
 * to the gateway, which sends the browser back.
 */
export default class GatewayAuthenticator
  extends KeptSessionAuthenticator
  implements Flow<VisitInput>
{
  static readonly id = 'gateway';

  constructor(
    owner: object,
    private readonly ports: GatewayPorts,
  ) {
    super(owner);
  }

  /**
   * The gateway has the last word, if it says it soon. One that says nothing, or can't be reached, signs nobody out: the first
   * request finds out.
   */
  override restore(stored: unknown): Promise<SessionData> {
    return waitForPromise(this.#restore(stored));
  }

  async #restore(stored: unknown): Promise<SessionData> {
    const session = parseSessionData(stored);
    if (session?.kind !== 'cookie') {
      throw new TypeError('The stored data is not a session of a gateway.');
    }
    const found = await this.#soon(session);
    if (found === undefined) {
      throw new AuthError('session-ended', 'The gateway knows of nobody.');
    }
    return found.subject === session.subject
      ? { ...session, user: found.user }
      : { ...found, signInId: this.ports.randomId() };
  }

  async signIn(
    provider: RegisteredProvider,
    { navigator = this.ports.navigator(), returnTo }: VisitInput,
    signal: AbortSignal,
  ): Promise<SessionData | undefined> {
    // Before anything is waited for: a window that is not opened by the click is blocked.
    const journey = this.ports.setOut(navigator);
    try {
      const state = this.ports.randomId();
      const client = await waitForPromise(this.#clientForSignIn());
      signal.throwIfAborted();
      const callback = `/login/callback/${provider.id}?state=${state}`;
      const url = client.startUrl(this.ports.address(callback));
      // Tests do not wait for this: it lasts as long as a person takes.
      const answer = await journey.go({ state, url }, signal);
      signal.throwIfAborted();
      if (answer) return await waitForPromise(this.#arrived(provider));
      this.ports.leaveFor(client.startUrl(this.ports.address(returnTo ?? '/')));
      return undefined;
    } catch (error) {
      journey.giveUp();
      throw error;
    }
  }

  /** Nothing in the answer is believed: it only says which page waits for it. */
  async complete(
    provider: RegisteredProvider,
    answer: URLSearchParams,
  ): Promise<Arrival> {
    const state = answer.get('state');
    if (state && (await this.ports.handOver(state, answer))) {
      return { kind: 'handed-over' };
    }
    const session = await this.#arrived(provider);
    return { kind: 'session', session, returnTo: undefined };
  }

  async find(provider: RegisteredProvider): Promise<SessionData | undefined> {
    const client = await this.ports.client();
    if (await this.#isSignOutDue()) {
      await this.#signOut(client);
      return undefined;
    }
    return client.userInfo(provider.id);
  }

  /**
   * Whoever signs out while the gateway can't be reached is signed out all the same: as long as the gateway has not heard of it
   * the cookie counts for nothing here, and it is told at the next opportunity.
   */
  async revoke(): Promise<void> {
    try {
      await this.ports.storage.set(SIGN_OUT_DUE, true);
      await this.#signOut(await this.ports.client());
    } catch {
      // It is due, and tried again when the app is opened.
    }
  }

  /** What the gateway says, or the session as it was stored where it does not say it soon. */
  async #soon(stored: CookieSession): Promise<CookieSession | undefined> {
    const asked = this.#ask(stored.provider).catch(() => stored);
    const waited = this.ports.after(RESTORE_WAIT).then(() => stored);
    return Promise.race([asked, waited]);
  }

  async #ask(provider: string): Promise<CookieSession | undefined> {
    return (await this.ports.client()).userInfo(provider);
  }

  async #clientForSignIn(): Promise<GatewayClient> {
    await this.ports.storage.delete(SIGN_OUT_DUE).catch(() => undefined);
    return this.ports.client();
  }

  /** Who has come back from the gateway. */
  async #arrived(provider: RegisteredProvider): Promise<CookieSession> {
    await this.ports.storage.delete(SIGN_OUT_DUE).catch(() => undefined);
    const session = await this.#ask(provider.id);
    if (session) return session;
    throw new AuthError('callback-unknown', 'The gateway knows of nobody.');
  }

  async #isSignOutDue(): Promise<boolean> {
    const due = this.ports.storage.get(SIGN_OUT_DUE);
    return (await due.catch(() => undefined)) === true;
  }

  async #signOut(client: GatewayClient): Promise<void> {
    await client.signOut();
    await this.ports.storage.delete(SIGN_OUT_DUE);
  }
}
