import { setOwner, type default as Owner } from '@ember/owner';
import { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import { tracked } from '@glimmer/tracking';
import type { AuthError } from '../auth/errors';
import type User from '../models/user';
import type SessionKeeperService from '../services/session-keeper';
import type StoreService from '../services/store';
import { statusOf, toApiError } from './api-error';

/** Why there is nobody to show: there is no such user, or the API shows users in its list only. */
export type Absence = 'unknown' | 'hidden';

/** What an API says that has no resource for one user, or none for us (RFC 9110 section 15.5 and 15.6.2). */
const ABSENCES: Readonly<Record<number, Absence>> = {
  403: 'hidden',
  404: 'unknown',
  405: 'hidden',
  501: 'hidden',
};

/** No id of a resource: in an address it would lead away from it (RFC 3986 section 3.3, dot-segments). */
const LEADS_AWAY = /(?:^|[/\\])\.{1,2}(?:$|[/\\])/;

/** Asks the API also where the list has brought the user along. */
const RELOAD = { reload: true };

/** One user of the directory. Shows at once what a list has brought along, and then what the API says now. */
export default class UserDetails {
  @service('session-keeper')
  declare private readonly keeper: SessionKeeperService;
  @service declare private readonly store: StoreService;

  @tracked user: User | undefined;
  @tracked absence: Absence | undefined;
  @tracked error: AuthError | undefined;
  @tracked isLoading = false;

  /** To be called when nobody looks any more. */
  readonly close: () => void;

  #latest = 0;

  constructor(
    owner: Owner,
    private readonly id: string,
  ) {
    setOwner(this, owner);
    this.close = this.keeper.onRecover(() => this.#retry());
  }

  /** Whether the API does not show by itself who is shown: it may be old. */
  get isFromListAlone(): boolean {
    return this.user !== undefined && this.absence !== undefined;
  }

  /** Asks the API. Of several calls at once the last one wins. Does not throw: see `error` and `absence`. */
  load = (): Promise<void> => waitForPromise(this.#load());

  /** Asks once more if the last time failed. */
  #retry(): void {
    if (this.error) void this.load();
  }

  async #load(): Promise<void> {
    const call = ++this.#latest;
    if (LEADS_AWAY.test(this.id)) {
      this.absence = 'unknown';
      return;
    }
    this.user ??= this.store.peekRecord<User>('user', this.id) ?? undefined;
    this.isLoading = true;
    try {
      const user = await this.store.findRecord<User>('user', this.id, RELOAD);
      if (call === this.#latest) this.#show({ user });
    } catch (thrown) {
      if (call === this.#latest) this.#show(reasonOf(thrown));
    } finally {
      if (call === this.#latest) this.isLoading = false;
    }
  }

  #show(outcome: Partial<Pick<this, 'user' | 'absence' | 'error'>>): void {
    this.user = outcome.user ?? this.user;
    this.absence = outcome.absence;
    this.error = outcome.error;
  }
}

function reasonOf(
  thrown: unknown,
): { absence: Absence } | { error: AuthError } {
  const absence = ABSENCES[statusOf(thrown) ?? 0];
  return absence ? { absence } : { error: toApiError(thrown) };
}
