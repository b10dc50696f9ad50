import { registerDestructor } from '@ember/destroyable';
import BaseSessionStore from 'ember-simple-auth/session-stores/base';
import { isSameSession, type SessionData } from '../auth/session-data';
import {
  emptyContent,
  parseStoredSession,
  toContent,
  toStoredSession,
  type SessionContent,
  type StoredSession,
} from '../auth/stored-session';
import type BrowserService from '../services/browser';
import type { Channel } from '../services/browser';

type IsKnown = (authenticator: string, provider: string) => boolean;

const KEY = 'session';
const CHANNEL = 'latchkey:session';
const CHANGED = 'changed';

/**
 * Where ember-simple-auth keeps the session: one record in the browser's storage, the same for all tabs. Its methods
 * never reject, because ember-simple-auth would sign out without a word; what comes from storage is validated, because
 * anything may lie there.
 */
export default class ApplicationSessionStore extends BaseSessionStore {
  readonly #browser: BrowserService;
  readonly #isKnown: IsKnown;
  readonly #channel: Channel;
  #last: StoredSession | undefined;
  #isReplacing = false;

  /**
   * @param isKnown whether the app has that authenticator for that provider
   * @param onReplaced called before the session of somebody else is told, who signed in in another tab
   */
  constructor(
    owner: object,
    browser: BrowserService,
    isKnown: IsKnown,
    private readonly onReplaced: () => void = () => undefined,
  ) {
    super(owner as never);
    this.#browser = browser;
    this.#isKnown = isKnown;
    this.#channel = browser.openChannel(CHANNEL, (message) => {
      if (message === CHANGED) void this.#announce();
    });
    registerDestructor(this, () => this.#channel.close());
  }

  /** Replaces the stored session; other tabs are told, unless nothing has changed. */
  override async persist(content: unknown): Promise<void> {
    const stored = toStoredSession(content);
    if (isSame(stored, this.#last)) return;
    if (!stored && this.#isReplacing) return;
    await this.#write(stored);
  }

  /** The stored session as ember-simple-auth's content; empty where there is none, or none that is valid. */
  override async restore(): Promise<SessionContent> {
    this.#last = await this.#read();
    return toContent(this.#last);
  }

  override async clear(): Promise<void> {
    await this.persist(emptyContent());
  }

  /**
   * Ends a session in whose place another one is put at once. It stays in the storage until then: the other tabs hear of one
   * change, and don't take it for a sign-out.
   */
  async replace(end: () => Promise<void>): Promise<void> {
    this.#isReplacing = true;
    try {
      await end();
    } finally {
      this.#isReplacing = false;
    }
  }

  /** The session as it lies in storage at this moment, whichever tab wrote it. */
  async readSession(): Promise<SessionData | undefined> {
    return (await this.#read())?.session;
  }

  // Return-to is kept by `services/return-to.ts`: per tab, used once.
  override setRedirectTarget(): void {}
  override clearRedirectTarget(): void {}
  override getRedirectTarget(): null {
    return null;
  }

  async #read(): Promise<StoredSession | undefined> {
    const { storage } = this.#browser;
    const value = await storage.get(KEY).catch(() => undefined);
    const stored = parseStoredSession(value, this.#isKnown);
    if (!stored && value !== undefined) {
      await storage.delete(KEY).catch(() => undefined);
    }
    return stored;
  }

  async #write(stored: StoredSession | undefined): Promise<void> {
    this.#last = stored;
    const { storage } = this.#browser;
    await (stored ? storage.set(KEY, stored) : storage.delete(KEY)).catch(
      () => undefined,
    );
    this.#channel.post(CHANGED);
  }

  async #announce(): Promise<void> {
    const stored = await this.#read();
    if (isSame(stored, this.#last)) return;
    const isReplaced =
      stored &&
      this.#last &&
      stored.session.signInId !== this.#last.session.signInId;
    this.#last = stored;
    if (isReplaced) this.onReplaced();
    this.trigger('sessionDataUpdated', toContent(stored));
  }
}

function isSame(
  a: StoredSession | undefined,
  b: StoredSession | undefined,
): boolean {
  return (
    a?.authenticator === b?.authenticator &&
    isSameSession(a?.session, b?.session)
  );
}
