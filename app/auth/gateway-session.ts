import { AuthError } from './errors';
import type { GatewayClient } from './gateway-client';
import type { BrowserStorage } from './key-value-storage';
import type { CookieSession } from './session-data';

/** Set from the moment when the user signs out until the gateway has said that the session is over. */
const SIGN_OUT_DUE = 'gateway-sign-out-due';

/** What the session at the gateway needs of the app. */
export interface GatewaySessionPorts {
  client: GatewayClient;
  storage: BrowserStorage;
  randomId(): string;
}

/** The session that the browser has with a gateway. Not a part of the first script. */
export class GatewaySession {
  readonly #client: GatewayClient;
  readonly #storage: BrowserStorage;

  constructor(private readonly ports: GatewaySessionPorts) {
    this.#client = ports.client;
    this.#storage = ports.storage;
  }

  /**
   * What has become of a session of a former visit.
   *
   * @returns it, as it is now; that of somebody else who is signed in now; nothing where nobody is
   * @throws {AuthError} where the gateway can't be asked
   */
  async check(stored: CookieSession): Promise<CookieSession | undefined> {
    const found = await this.#client.userInfo(stored.provider);
    if (!found) return undefined;
    return found.subject === stored.subject
      ? { ...stored, user: found.user }
      : { ...found, signInId: this.ports.randomId() };
  }

  /**
   * Who is signed in. Where a sign-out is due nobody is, whatever the cookie says.
   *
   * @throws {AuthError} where the gateway can't be asked
   */
  async find(provider: string): Promise<CookieSession | undefined> {
    if (!(await this.#isSignOutDue())) return this.#client.userInfo(provider);
    await this.#signOut();
    return undefined;
  }

  /**
   * Who has come back from the gateway's page.
   *
   * @throws {AuthError} `callback-unknown` where nobody has signed in there
   */
  async arrived(provider: string): Promise<CookieSession> {
    await this.#forgetSignOut();
    const session = await this.#client.userInfo(provider);
    if (session) return session;
    throw new AuthError('callback-unknown', 'The gateway knows of nobody.');
  }

  /** The gateway's page that leads back to a path of the app. Whoever goes there wants to be signed in. */
  async pageLeadingTo(path: string): Promise<string> {
    await this.#forgetSignOut();
    return this.#client.startUrl(path);
  }

  /**
   * Signs out. As long as the gateway has not heard of it the cookie counts for nothing here, and it is told at the next
   * opportunity.
   */
  async end(): Promise<void> {
    try {
      await this.#storage.set(SIGN_OUT_DUE, true);
      await this.#signOut();
    } catch {
      // It is due, and tried again when the app is opened.
    }
  }

  async #signOut(): Promise<void> {
    await this.#client.signOut();
    await this.#storage.delete(SIGN_OUT_DUE);
  }

  async #isSignOutDue(): Promise<boolean> {
    const due = this.#storage.get(SIGN_OUT_DUE);
    return (await due.catch(() => undefined)) === true;
  }

  async #forgetSignOut(): Promise<void> {
    await this.#storage.delete(SIGN_OUT_DUE).catch(() => undefined);
  }
}
