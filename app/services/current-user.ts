import Service, { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import { tracked } from '@glimmer/tracking';
import { parseJson, readText, retryAfter } from '../auth/answers';
import { parseCurrentUser, type CurrentUser } from '../auth/current-user';
import { AuthError } from '../auth/errors';
import type { SessionData } from '../auth/session-data';
import type ApiService from './api';
import type BrowserService from './browser';
import type SessionService from './session';
import type SettingsService from './settings';

const INIT: RequestInit = {
  headers: { Accept: 'application/vnd.api+json, application/json' },
};

/** A user document is small. In bytes. */
const MAX_DOCUMENT = 1_048_576;

/** Who is signed in, as the API says. */
export default class CurrentUserService extends Service {
  @service declare private readonly api: ApiService;
  @service declare private readonly browser: BrowserService;
  @service declare private readonly session: SessionService;
  @service declare private readonly settings: SettingsService;

  @tracked user: CurrentUser | undefined;
  @tracked error: AuthError | undefined;

  /** Asks who is signed in. Does not throw: a page can be of use without the user's name on it. */
  async load(): Promise<void> {
    const { epoch } = this.session;
    try {
      const user = await waitForPromise(
        this.#read(this.api.fetch(this.#url, INIT)),
      );
      if (epoch === this.session.epoch) this.#show(user, undefined);
    } catch (cause) {
      const error =
        cause instanceof AuthError
          ? cause
          : new AuthError('bad-answer', 'The user cannot be read.', { cause });
      if (epoch === this.session.epoch) this.#show(this.user, error);
    }
  }

  /** Nobody is signed in any more. */
  forget(): void {
    this.#show(undefined, undefined);
  }

  /**
   * Whether a session belongs to the user that is shown; where none is shown, nobody knows, and the answer is no.
   *
   * @throws {AuthError} where the API can't be asked, or does not say
   */
  async isSameAs(session: SessionData): Promise<boolean> {
    const { id } = await this.#read(
      this.api.fetchWith(session, this.#url, INIT),
    );
    return id === this.user?.id;
  }

  get #url(): string {
    return this.settings.values.currentUserEndpoint;
  }

  async #read(answer: Promise<Response>): Promise<CurrentUser> {
    const response = await answer;
    if (!response.ok) {
      const { status } = response;
      const isBusy = status === 429 || response.headers.has('Retry-After');
      throw new AuthError('server-error', `The API said ${status}.`, {
        ...(isBusy && { retryAfter: retryAfter(response, this.browser.now()) }),
      });
    }
    const user = parseCurrentUser(
      parseJson(await readText(response, MAX_DOCUMENT)),
    );
    if (!user) throw new AuthError('bad-answer', 'That is not a user.');
    return user;
  }

  #show(user: CurrentUser | undefined, error: AuthError | undefined): void {
    this.user = user;
    this.error = error;
  }
}

declare module '@ember/service' {
  interface Registry {
    'current-user': CurrentUserService;
  }
}
