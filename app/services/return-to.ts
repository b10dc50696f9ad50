import Service, { service } from '@ember/service';
import type RouterService from '@ember/routing/router-service';
import type Transition from '@ember/routing/transition';
import { parseReturnTo } from '../auth/return-to';
import { HOME } from '../home';
import type BrowserService from './browser';

const KEY = 'latchkey:return-to';

/** The parent of all pages that only a signed-in user may see. */
const SIGNED_IN_PART = 'authenticated';

/** Where visitors sign in. */
export const LOGIN = 'login';

/** The pages that nobody has a use for who is signed in. */
const WAY_IN = new Set([LOGIN, 'callback']);

type RouteInfo = Transition['to'] | null;

/**
 * Remembers where the user wanted to go when asked to sign in: for this tab alone, through a reload, for one use. Anyone
 * may have written to the storage that it lies in, so it is checked when it is used.
 */
export default class ReturnToService extends Service {
  @service declare private readonly browser: BrowserService;
  @service declare private readonly router: RouterService;

  /** The page that the user is on the way to. */
  #target: string | undefined;

  /** The page is being loaded anew: what is remembered is for the one that comes. */
  #isLeaving = false;

  /** Whether no page of the app has been reached yet. */
  get isOnTheWay(): boolean {
    return !this.router.currentRouteName || this.isAtTheDoor;
  }

  /** Whether a page is open where one signs in. */
  get isAtTheDoor(): boolean {
    return WAY_IN.has(this.router.currentRouteName ?? '');
  }

  /** Whether a page is open that only a signed-in user sees. */
  get isInside(): boolean {
    const { currentRouteName } = this.router;
    return currentRouteName?.startsWith(`${SIGNED_IN_PART}.`) ?? false;
  }

  /** Follows where the user goes. Call it once, before the first page. */
  watch(): void {
    this.router.on('routeDidChange', () => {
      const hasArrived = this.#target !== undefined && !this.isOnTheWay;
      if (hasArrived && !this.#isLeaving) this.forget();
    });
  }

  /**
   * Goes to where the user wanted to go, or home. Several may ask for it after one sign-in (the page that has signed in, the
   * session that another tab told of, a guard), and the page may be loaded anew on the way: what was wanted holds until the
   * user has arrived.
   */
  go(): void {
    this.#target = this.#read() ?? this.#target;
    this.router.transitionTo(this.#target ?? HOME);
  }

  /** Remembers where the user is or is going, over a reload: the browser may load the page before. */
  keepOverReload(): void {
    // The address need not tell yet where the user is.
    const { currentURL } = this.router;
    this.restore(
      this.#target ?? (this.isOnTheWay ? undefined : (currentURL ?? undefined)),
    );
    this.#isLeaving = true;
  }

  /** Remembers the page that a transition was to lead to: a deep link, a link in a page, a page that was reloaded. */
  keep(transition: Transition): void {
    this.#keep(this.#urlOf(transition.to));
  }

  /** The user is on the way to a page. */
  follow(transition: Transition): void {
    this.#target = this.#urlOf(transition.to);
  }

  /** Remembers the page that is open, or that was to be the first. */
  keepCurrent(): void {
    const url = this.router.currentURL ?? this.#target;
    if (url !== undefined) this.#keep(url);
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
    this.#target = undefined;
    this.browser.tabStorage.delete(KEY);
  }

  /** What is remembered, if it is a page of the signed-in part. Whatever else it was, it is forgotten. */
  #read(): string | undefined {
    const { tabStorage } = this.browser;
    const returnTo = this.#parse(tabStorage.get(KEY));
    if (!returnTo) tabStorage.delete(KEY);
    return returnTo;
  }

  #parse(url: string | null | undefined): string | undefined {
    return parseReturnTo(url, (value) => this.#isPageOfSignedInPart(value));
  }

  #keep(url: string | null | undefined): void {
    const returnTo = this.#parse(url);
    const { tabStorage } = this.browser;
    if (returnTo) tabStorage.set(KEY, returnTo);
    else tabStorage.delete(KEY);
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
