import type { BrowserSessionId } from '../services/browser';
import { ownName } from './own-name';
import { PREFIX, type TabStorage } from './storages';

const NAME = `${PREFIX}-browser-session`;

/**
 * A cookie without an age, which a browser throws away when it is closed (one that restores its tabs at the next start keeps
 * it, too). Its id is of no use to a server. For a browser that takes no cookies the tab remembers it.
 */
export class BrowserSessionCookie implements BrowserSessionId {
  constructor(
    private readonly tabStorage: TabStorage,
    /** The page's, as in `location.protocol`. */
    private readonly protocol: string,
    /** Below which the app lies. */
    private readonly rootUrl: string,
  ) {}

  read(): string[] {
    return [this.#readCookie(), this.tabStorage.get(NAME)].filter(
      (id): id is string => typeof id === 'string' && id !== '',
    );
  }

  write(id: string): void {
    this.#writeCookie(`${this.#name}=${id}`);
    this.tabStorage.set(NAME, id);
  }

  clear(): void {
    this.#writeCookie(`${this.#name}=; Max-Age=0`);
    this.tabStorage.delete(NAME);
  }

  #readCookie(): string | undefined {
    try {
      const pairs = document.cookie.split('; ').map((pair) => pair.split('='));
      return pairs.find(([name]) => name === this.#name)?.[1];
    } catch {
      // A frame in a sandbox may not even look.
      return undefined;
    }
  }

  #writeCookie(cookie: string): void {
    try {
      document.cookie = `${cookie}; ${this.#attributes}`;
    } catch {
      // The tab remembers it.
    }
  }

  /** A cookie above is seen here, too; and no name of one may hold a slash (RFC 6265 section 4.1.1). */
  get #name(): string {
    return encodeURIComponent(ownName(NAME, this.rootUrl));
  }

  get #attributes(): string {
    const secure = this.protocol === 'https:' ? '; Secure' : '';
    return `Path=${this.rootUrl}; SameSite=Strict${secure}`;
  }
}
