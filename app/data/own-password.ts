import { setOwner, type default as Owner } from '@ember/owner';
import { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import { tracked } from '@glimmer/tracking';
import { AuthError } from '../auth/errors';
import { errorsOf } from '../auth/json-api-errors';
import { isRecord, own } from '../auth/session-data';
import { ApiError } from '../handlers/authorized';
import type ApiService from '../services/api';
import type SettingsService from '../services/settings';
import { askApi } from './ask-api';
import { readProblems } from './attribute-problems';

export type PasswordField = 'current' | 'wanted';
export type PasswordProblem = 'wrong' | 'blank' | 'too-long' | 'refused';
export type PasswordProblems = Partial<Record<PasswordField, PasswordProblem>>;

/** The statuses by which a server says that there is no such thing, or not for this app. */
const NOT_THERE: readonly number[] = [403, 404, 405, 501];

const TYPE = 'passwords';
const CURRENT = 'current-password';
const WANTED = 'new-password';
const POINTERS: Readonly<Record<PasswordField, RegExp>> = {
  current: new RegExp(`^/data/attributes/${CURRENT}$`),
  wanted: new RegExp(`^/data/attributes/${WANTED}$`),
};

const PROBLEMS: Readonly<Record<string, PasswordProblem>> = {
  'password-wrong': 'wrong',
  'attribute-blank': 'blank',
  'attribute-too-long': 'too-long',
};

/** The API does not take the passwords. `problems` says which, where the API does. */
export class PasswordRefusedError extends AuthError {
  override name = 'PasswordRefusedError';

  constructor(
    readonly problems: PasswordProblems,
    cause: unknown,
  ) {
    super('refused', 'The API does not accept the password.', { cause });
  }
}

/** A first password needs a sign-in that is not long ago. */
export class FreshSignInNeededError extends AuthError {
  override name = 'FreshSignInNeededError';

  constructor(cause: unknown) {
    super('forbidden', 'The sign-in is too long ago.', { cause });
  }
}

/** The password of whoever is signed in: it can be set, and never read. Its methods throw `AuthError` and nothing else. */
export default class OwnPassword {
  @service declare private readonly api: ApiService;
  @service declare private readonly settings: SettingsService;

  /** Whether the API lets this app change it; unknown until it has answered. */
  @tracked isSupported: boolean | undefined;
  /** Whether there is one; unknown until the API has answered. */
  @tracked isSet: boolean | undefined;

  #id: string | undefined;

  constructor(owner: Owner) {
    setOwner(this, owner);
  }

  load(): Promise<void> {
    return waitForPromise(this.#load());
  }

  /**
   * Sets another one, which ends all other sessions of the user.
   *
   * @param current absent where there is none yet
   * @throws {PasswordRefusedError | FreshSignInNeededError}
   */
  save(wanted: string, current?: string): Promise<void> {
    return waitForPromise(this.#save(wanted, current));
  }

  async #load(): Promise<void> {
    try {
      const document = await askApi(this.api, this.#url);
      const data = isRecord(document) ? own(document, 'data') : undefined;
      const id = isRecord(data) ? own(data, 'id') : undefined;
      const attributes = isRecord(data) ? own(data, 'attributes') : undefined;
      const isSet = isRecord(attributes)
        ? own(attributes, 'is-set')
        : undefined;
      this.isSupported = typeof id === 'string' && typeof isSet === 'boolean';
      if (!this.isSupported) return;
      this.#id = id as string;
      this.isSet = isSet as boolean;
    } catch (error) {
      this.isSupported = !(
        error instanceof ApiError && NOT_THERE.includes(error.status)
      );
      if (this.isSupported) throw error;
    }
  }

  async #save(wanted: string, current: string | undefined): Promise<void> {
    const attributes = {
      ...(current !== undefined && { [CURRENT]: current }),
      [WANTED]: wanted,
    };
    try {
      await askApi(this.api, this.#url, {
        method: 'PATCH',
        body: JSON.stringify({
          data: { type: TYPE, id: this.#id, attributes },
        }),
      });
      this.isSet = true;
    } catch (error) {
      throw refusalOf(error);
    }
  }

  get #url(): string {
    return `${this.settings.values.apiBase}me/password`;
  }
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  if (error.status === 422) {
    return new PasswordRefusedError(
      readProblems(error.content, POINTERS, PROBLEMS),
      error,
    );
  }
  const isTooOld = errorsOf(error.content).some(
    (told) => own(told, 'code') === 'fresh-sign-in-needed',
  );
  return isTooOld ? new FreshSignInNeededError(error) : error;
}
