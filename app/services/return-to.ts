import Service, { service } from '@ember/service';
import type RouterService from '@ember/routing/router-service';
import type Transition from '@ember/routing/transition';
import { parseReturnTo } from '../auth/return-to';
import type BrowserService from './browser';

const KEY = 'latchkey:return-to';

/** The parent of all pages that only a signed-in user may see. */
const SIGNED_IN_PART = 'authenticated';

type RouteInfo = Transition['to'] | null;

/**
 * Remembers where the user wanted to go when asked to sign in: for this tab alone, through a reload, for one use. Anyone
 * may have written to the storage that it lies in, so it is checked when it is used.
 */
export default class ReturnToService extends Service {
  @service declare private readonly browser: BrowserService;
  @service declare private readonly router: RouterService;

  /** Remembers the page that a transition was to lead to: a deep link, a link in a page, a page that was reloaded. */
  keep(transition: Transition): void {
    this.#keep(this.#urlOf(transition.to));
  }

  /** Remembers the page that is open. */
  keepCurrent(): void {
    this.#keep(this.router.currentURL);
  }

  /** Puts back what a sign-in on the provider's own page has brought along; without it what there is stays. */
  restore(returnTo: string | undefined): void {
    if (returnTo !== undefined) this.#keep(returnTo);
  }

  /** What is remembered, without taking it. */
  peek(): string | undefined {
    return this.browser.tabStorage.get(KEY) ?? undefined;
  }

  forget(): void {
    this.browser.tabStorage.delete(KEY);
  }

  /** Takes what was remembered, if it is a page of the signed-in part. Whatever it was, it is forgotten. */
  take(): string | undefined {
    const value = this.browser.tabStorage.get(KEY);
    this.forget();
    return parseReturnTo(value, (url) => this.#isPageOfSignedInPart(url));
  }

  #keep(url: string | null | undefined): void {
    const returnTo = parseReturnTo(url, (value) =>
      this.#isPageOfSignedInPart(value),
    );
    if (returnTo) this.browser.tabStorage.set(KEY, returnTo);
    else this.forget();
  }

  #urlOf(to: RouteInfo): string | undefined {
    if (!to) return undefined;
    const models: string[] = [];
    for (let info: RouteInfo = to; info; info = info.parent) {
      models.unshift(
        ...info.paramNames.map(
          (name) => (info?.params?.[name] ?? '') as string,
        ),
      );
    }
    return this.#withoutRoot(
      this.router.urlFor(to.name, ...models, { queryParams: to.queryParams }),
    );
  }

  #isPageOfSignedInPart(url: string): boolean {
    const root = this.router.rootURL.replace(/\/$/, '');
    let info: RouteInfo = this.router.recognize(`${root}${url}`);
    while (info) {
      if (info.name === SIGNED_IN_PART) return true;
      info = info.parent;
    }
    return false;
  }

  #withoutRoot(url: string): string {
    const root = this.router.rootURL.replace(/\/$/, '');
    return url.startsWith(`${root}/`) ? url.slice(root.length) : url;
  }
}

declare module '@ember/service' {
  interface Registry {
    'return-to': ReturnToService;
  }
}
