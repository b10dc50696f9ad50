import Service, { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import {
  createAuthorizedFetch,
  type AuthorizedFetch,
} from '../auth/authorized-fetch';
import { SessionEndedError } from '../auth/errors';
import type { SessionData } from '../auth/session-data';
import type BrowserService from './browser';
import type SessionService from './session';
import type SettingsService from './settings';

/** The one way to the API: EmberData's adapter, the store's handler and everything else that asks it come through here. */
export default class ApiService extends Service {
  @service declare private readonly browser: BrowserService;
  @service declare private readonly session: SessionService;
  @service declare private readonly settings: SettingsService;

  #fetch: AuthorizedFetch | undefined;

  /**
   * `fetch` with the user's token, for addresses of the API only.
   *
   * @throws {AuthError} see `createAuthorizedFetch`
   */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    this.#fetch ??= createAuthorizedFetch(
      this.settings.values,
      {
        data: () => this.session.current,
        epoch: () => this.session.epoch,
        renew: (usedToken) => this.session.renew(usedToken),
        end: () => this.session.expire(),
        resumed: (signal) => this.session.resumed(signal),
        verified: () => this.session.verified(),
        doubted: (error) => this.session.doubted(error),
      },
      this.browser,
    );
    return waitForPromise(this.#fetch(input, init));
  }

  /**
   * `fetch` with the token of a session of which it is not known yet whose it is. Whatever the API answers, the session stays
   * as it is.
   *
   * @throws {AuthError} as `fetch`
   */
  fetchWith(
    session: SessionData,
    url: string,
    init: RequestInit,
  ): Promise<Response> {
    const isOver = () => Promise.reject(new SessionEndedError());
    // It has just come, and is not renewed, however short its life is.
    const { expiresAt: _, ...lasting } = session;
    const fetchOnce = createAuthorizedFetch(
      this.settings.values,
      {
        data: () => lasting,
        epoch: () => 0,
        renew: isOver,
        end: () => Promise.resolve(),
        resumed: isOver,
        verified: () => undefined,
        doubted: () => undefined,
      },
      this.browser,
    );
    return waitForPromise(fetchOnce(url, init));
  }
}

declare module '@ember/service' {
  interface Registry {
    api: ApiService;
  }
}
