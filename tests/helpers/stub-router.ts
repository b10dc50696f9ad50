import Service from '@ember/service';

interface Page {
  name: string;
  parent: Page | null;
}

/** Stands in for the router where there are no pages: keeps where it was sent, and knows `/users` alone. */
export default class StubRouter extends Service {
  readonly transitions: unknown[] = [];
  readonly rootURL = '/';
  currentRouteName: string | null = null;
  currentURL: string | null = null;

  readonly #listeners = new Set<() => void>();

  /** The app's services listen for arrivals alone. */
  on(_event: 'routeDidChange', listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** A page has been reached. */
  arrive(routeName: string, url: string): void {
    this.currentRouteName = routeName;
    this.currentURL = url;
    for (const listener of this.#listeners) listener();
  }

  transitionTo(...target: unknown[]): Promise<void> {
    this.transitions.push(...target);
    return Promise.resolve();
  }

  recognize(url: string): Page | null {
    if (!/^\/users(\/|\?|#|$)/.test(url)) return null;
    return {
      name: 'authenticated.users',
      parent: { name: 'authenticated', parent: null },
    };
  }
}
