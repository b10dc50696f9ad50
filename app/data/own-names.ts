import { setOwner, type default as Owner } from '@ember/owner';
import { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import { tracked } from '@glimmer/tracking';
import type { CurrentUser } from '../auth/current-user';
import { AuthError, type AuthErrorCode } from '../auth/errors';
import type User from '../models/user';
import type StoreService from '../services/store';
import { toApiError } from './api-error';
import { readProblems } from './attribute-problems';
import { hasStatus } from './has-status';

export const NAME_FIELDS = ['firstName', 'lastName'] as const;
export type NameField = (typeof NAME_FIELDS)[number];
export type Names = Record<NameField, string>;

/** What is wrong with a name. */
export type NameProblem = 'blank' | 'too-long' | 'malformed' | 'refused';
export type NameProblems = Partial<Record<NameField, NameProblem>>;

/** What our server's own codes mean; any other is `refused`. */
const PROBLEMS: Readonly<Record<string, NameProblem>> = {
  'attribute-blank': 'blank',
  'attribute-too-long': 'too-long',
  'attribute-malformed': 'malformed',
};

/** The ways in which an API may write an attribute. */
const POINTERS: Readonly<Record<NameField, RegExp>> = {
  firstName: /^\/data\/attributes\/first[-_]?name$/i,
  lastName: /^\/data\/attributes\/last[-_]?name$/i,
};

/** What is shown in a form is as new as the form. */
const RELOAD = { reload: true };

/** What it means that the user cannot be had: there is no such resource, or nobody may see it, or it is something else. */
const NOT_THERE: readonly AuthErrorCode[] = [
  'not-found',
  'forbidden',
  'bad-answer',
];

/** The API does not take the names. `problems` says which, where the API does. */
export class NamesRefusedError extends AuthError {
  override name = 'NamesRefusedError';

  constructor(
    readonly problems: NameProblems,
    cause: unknown,
  ) {
    super('refused', 'The API does not accept the names.', { cause });
  }
}

/** Somebody has changed the names since they were read: `saved` has theirs, and what was written is not lost to the form. */
export class NamesConflictError extends AuthError {
  override name = 'NamesConflictError';

  constructor(cause: unknown) {
    super('refused', 'The names have been changed meanwhile.', { cause });
  }
}

/** The names of whoever is signed in, as the API's user has them. Its methods throw `AuthError` and nothing else. */
export default class OwnNames {
  @service declare private readonly store: StoreService;

  /** Whether the API has such a user; unknown until it has answered. */
  @tracked isSupported: boolean | undefined;

  /** As the API last told them; absent until it has. */
  @tracked saved: Names | undefined;

  #user: User | undefined;

  constructor(owner: Owner) {
    setOwner(this, owner);
  }

  load(user: CurrentUser): Promise<void> {
    return waitForPromise(this.#load(user));
  }

  /**
   * Writes the names. Where that fails the user stays as the API has it, for all who show it; what was typed is the form's.
   *
   * @throws {NamesRefusedError | NamesConflictError}
   */
  save(names: Names): Promise<void> {
    return waitForPromise(this.#save(names));
  }

  async #load({ id, email }: CurrentUser): Promise<void> {
    try {
      const user = await this.store.findRecord<User>('user', id, RELOAD);
      // An id that is not the API's own (OpenID's `sub`) may be somebody else's there.
      this.isSupported = !email || !user.email || email === user.email;
      if (this.isSupported) this.#show(user);
    } catch (thrown) {
      const error = toApiError(thrown);
      this.isSupported = !NOT_THERE.includes(error.code);
      if (this.isSupported) throw error;
    }
  }

  #show(user: User): void {
    this.#user = user;
    this.saved = {
      firstName: user.firstName ?? '',
      lastName: user.lastName ?? '',
    };
  }

  async #save(names: Names): Promise<void> {
    const user = this.#user;
    if (!user) return;
    try {
      Object.assign(user, names);
      await user.save();
      this.#show(user);
    } catch (error) {
      if (!user.isDestroying && !user.isDestroyed) user.rollbackAttributes();
      throw await this.#refusalOf(error, user);
    }
  }

  async #refusalOf(error: unknown, { id }: User): Promise<AuthError> {
    if (hasStatus(error, 422)) {
      return new NamesRefusedError(
        readProblems(error.content, POINTERS, PROBLEMS),
        error,
      );
    }
    if (!hasStatus(error, 412)) return toApiError(error);
    try {
      this.#show(await this.store.findRecord<User>('user', id!, RELOAD));
      return new NamesConflictError(error);
    } catch (failure) {
      return toApiError(failure);
    }
  }
}
