import { registerDestructor } from '@ember/destroyable';
import BaseSessionStore from 'ember-simple-auth/session-stores/base';
import {
  isRecord,
  isSameSession,
  own,
  type SessionData,
} from '../auth/session-data';
import { isEndReason, type EndReason } from '../auth/session-state';
import {
  emptyContent,
  parseStoredSession,
  toContent,
  toStoredSession,
  type SessionContent,
  type StoredSession,
} from '../auth/stored-session';
import { SESSION } from '../browser/kept-names';
import type BrowserService from '../services/browser';
import type { Channel } from '../services/browser';

const CHANNEL = 'latchkey:session';

/** What one tab tells the others: that the record has changed, and why the session is over if it is. */
interface Changed {
  type: 'changed';
  reason: EndReason | undefined;
}

/** What the store needs of the session. */
export interface SessionStorePorts {
  /** Whether the app has that authenticator for that provider. */
  isKnown(authenticator: string, provider: string): boolean;
  /** Whether ember-simple-auth is in the middle of something: it drops what it is told then. */
  isBusy(): boolean;
  /** Why the session is being ended here. */
  endReason(): EndReason | undefined;
  /** Called before the session of somebody else is told, who signed in in another tab. */
  onReplaced(): void;
  /** Called before the end of the session is told, with what another tab says of it. */
  onEnded(reason: EndReason | undefined): void;
}

/**
 * Where ember-simple-auth keeps the session: one record in the browser's storage, the same for all tabs. Its methods
 * never reject, because ember-simple-auth would sign out without a word; what comes from storage is validated, because
 * anything may lie there.
 */
export default class ApplicationSessionStore extends BaseSessionStore {
  readonly #browser: BrowserService;
  readonly #ports: SessionStorePorts;
  readonly #channel: Channel;
  #last: StoredSession | undefined;
  /** Counts up with each write of this tab: what was read before one is old. */
  #writes = 0;
  #isReplacing = false;

  constructor(
    owner: object,
    browser: BrowserService,
    ports: SessionStorePorts,
  ) {
    super(owner as never);
    this.#browser = browser;
    this.#ports = ports;
    this.#channel = browser.openChannel(CHANNEL, (message) => {
      if (isChanged(message)) void this.catchUp(message.reason);
    });
    const unsubscribe = browser.onStorageChange(() => void this.catchUp());
    registerDestructor(this, () => {
      this.#channel.close();
      unsubscribe();
    });
  }

  /** Replaces the stored session; other tabs are told, unless nothing has changed. */
  override async persist(content: unknown): Promise<void> {
    const stored = toStoredSession(content);
    if (isSame(stored, this.#last)) return;
    if (!stored && this.#isReplacing) return;
    await this.#write(stored);
  }

  /**
   * The stored session as ember-simple-auth's content; empty where there is none, none that is valid, or one that has ended
   * with the browser session.
   */
  override async restore(): Promise<SessionContent> {
    const stored = await this.#read();
    const browserSession = stored?.session.browserSession;
    const isOver =
      browserSession !== undefined &&
      !this.#browser.browserSession.read().includes(browserSession);
    if (isOver) await this.#discard();
    this.#last = isOver ? undefined : stored;
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

  /**
   * Tells ember-simple-auth what has changed in storage since. To be called whenever something may have been missed: after it
   * was busy, after this tab was asleep.
   *
   * @param reason why the session has ended, if it has, in the words of whoever ended it
   */
  async catchUp(reason?: EndReason): Promise<void> {
    const writes = this.#writes;
    const stored = await this.#read();
    if (writes !== this.#writes) return this.catchUp(reason);
    if (this.#ports.isBusy() || isSame(stored, this.#last)) return;
    const isReplaced =
      stored &&
      this.#last &&
      stored.session.signInId !== this.#last.session.signInId;
    this.#last = stored;
    if (isReplaced) this.#ports.onReplaced();
    if (!stored) this.#ports.onEnded(reason);
    this.trigger('sessionDataUpdated', toContent(stored));
  }

  // Return-to is kept by `services/return-to.ts`: per tab, used once.
  override setRedirectTarget(): void {}
  override clearRedirectTarget(): void {}
  override getRedirectTarget(): null {
    return null;
  }

  async #read(): Promise<StoredSession | undefined> {
    const value = await this.#browser.storage
      .get(SESSION)
      .catch(() => undefined);
    const stored = parseStoredSession(value, (authenticator, provider) =>
      this.#ports.isKnown(authenticator, provider),
    );
    if (!stored && value !== undefined) await this.#discard();
    return stored;
  }

  async #discard(): Promise<void> {
    await this.#browser.storage.delete(SESSION).catch(() => undefined);
  }

  async #write(stored: StoredSession | undefined): Promise<void> {
    this.#last = stored;
    this.#writes += 1;
    const { storage } = this.#browser;
    await (
      stored ? storage.set(SESSION, stored) : storage.delete(SESSION)
    ).catch(() => undefined);
    const message: Changed = {
      type: 'changed',
      reason: stored ? undefined : this.#ports.endReason(),
    };
    this.#channel.post(message);
  }
}

/** Anybody in this origin may post here. */
function isChanged(message: unknown): message is Changed {
  if (!isRecord(message) || own(message, 'type') !== 'changed') return false;
  const reason = own(message, 'reason');
  return reason === undefined || isEndReason(reason);
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
