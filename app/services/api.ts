import Service, { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import {
  createAuthorizedFetch,
  type AuthorizedFetch,
} from '../auth/authorized-fetch';
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
      },
      this.browser,
    );
    return waitForPromise(this.#fetch(input, init));
  }
}

declare module '@ember/service' {
  interface Registry {
    api: ApiService;
  }
}
