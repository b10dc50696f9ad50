import type { BrowserSessionId } from '../services/browser';
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
  ) {}

  read(): string[] {
    const pairs = document.cookie.split('; ').map((pair) => pair.split('='));
    const cookie = pairs.find(([name]) => name === NAME)?.[1];
    return [cookie, this.tabStorage.get(NAME)].filter(
      (id): id is string => typeof id === 'string' && id !== '',
    );
  }

  write(id: string): void {
    document.cookie = `${NAME}=${id}; ${this.#attributes}`;
    this.tabStorage.set(NAME, id);
  }

  clear(): void {
    document.cookie = `${NAME}=; Max-Age=0; ${this.#attributes}`;
    this.tabStorage.delete(NAME);
  }

  get #attributes(): string {
    const secure = this.protocol === 'https:' ? '; Secure' : '';
    return `Path=/; SameSite=Strict${secure}`;
  }
}
