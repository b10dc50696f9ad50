import Service, { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import {
  createAuthorizedFetch,
  type AuthorizedFetch,
  type RequestSession,
} from '../auth/authorized-fetch';
import { SessionEndedError } from '../auth/errors';
import {
  createGatewayFetch,
  type CookieRequestSession,
} from '../auth/gateway-fetch';
import { confirmSession } from '../auth/session-confirmation';
import { bearerOf, type SessionData } from '../auth/session-data';
import type BrowserService from './browser';
import type SessionService from './session';
import type SettingsService from './settings';

/** How the API is asked: by the kind of the session. */
type Fetches = Readonly<Record<SessionData['kind'], AuthorizedFetch>>;

/** The one way to the API: EmberData's adapter, the store's handler and everything else that asks it come through here. */
export default class ApiService extends Service {
  @service declare private readonly browser: BrowserService;
  @service declare private readonly session: SessionService;
  @service declare private readonly settings: SettingsService;

  #fetches: Fetches | undefined;
  /** Of the session that is there, or of the last one: its user may come back. */
  #kind: SessionData['kind'] = 'bearer';

  /**
   * `fetch` for whoever is signed in, for addresses of the API only.
   *
   * @throws {AuthError} see `createAuthorizedFetch`
   */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    this.#fetches ??= this.#createFetches();
    this.#kind = this.session.current?.kind ?? this.#kind;
    return waitForPromise(this.#fetches[this.#kind](input, init));
  }

  /**
   * `fetch` with a session of which it is not known yet whose it is. Whatever the API answers, the session stays as it is.
   *
   * @throws {AuthError} as `fetch`
   */
  fetchWith(
    session: SessionData,
    url: string,
    init: RequestInit,
  ): Promise<Response> {
    return waitForPromise(this.#fetchOnce(session)(url, init));
  }

  #createFetches(): Fetches {
    const { session, settings, browser } = this;
    const { values } = settings;
    const common = {
      epoch: () => session.epoch,
      verified: () => session.verified(),
      doubted: (error: unknown) => session.doubted(error),
    };
    const bearer: RequestSession = {
      ...common,
      data: () => session.current && bearerOf(session.current),
      renew: (usedToken) => session.renew(usedToken),
      end: () => session.expire(),
      resumed: async (signal) => bearerOf(await session.resumed(signal)),
    };
    const cookie: CookieRequestSession = {
      ...common,
      isHere: () => session.current !== undefined,
      confirm: () =>
        confirmSession({
          ...common,
          current: () => session.current,
          isSuspended: () => session.suspension !== undefined,
          find: ({ provider }) => session.find(provider),
          expire: () => session.expire(),
          changeUser: () => session.changeUser(),
        }),
      resumed: (signal) => session.resumed(signal),
    };
    return {
      bearer: createAuthorizedFetch(values, bearer, browser),
      cookie: createGatewayFetch(values, cookie, browser),
    };
  }

  #fetchOnce(session: SessionData): AuthorizedFetch {
    const { values } = this.settings;
    const isOver = () => Promise.reject(new SessionEndedError());
    const common = {
      epoch: () => 0,
      resumed: isOver,
      verified: () => undefined,
      doubted: () => undefined,
    };
    if (session.kind === 'cookie') {
      const known = { ...common, isHere: () => true, confirm: isOver };
      return createGatewayFetch(values, known, this.browser);
    }
    // It has just come, and is not renewed, however short its life is.
    const { expiresAt: _, ...lasting } = session;
    const known = {
      ...common,
      data: () => lasting,
      renew: isOver,
      end: () => Promise.resolve(),
    };
    return createAuthorizedFetch(values, known, this.browser);
  }
}

declare module '@ember/service' {
  interface Registry {
    api: ApiService;
  }
}
