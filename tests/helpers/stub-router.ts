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

  /** It tells nobody: there are no pages to arrive at. */
  on(): void {}

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
