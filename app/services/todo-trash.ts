import Service, { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import { tracked } from '@glimmer/tracking';
import { AuthError, toAuthError } from '../auth/errors';
import type ApplicationAdapter from '../adapters/application';
import { codeOfStatus } from '../data/api-error';
import type Todo from '../models/todo';
import type ApiService from './api';
import type BrowserService from './browser';
import type StoreService from './store';

/** How long one can take a deletion back, in milliseconds. */
export const UNDO_TIME = 8_000;

/** How often to look whether that is over, in milliseconds. */
const LOOK_EVERY = 500;

/** The part of EmberData's store that its types leave open. */
interface Adapters {
  adapterFor(model: 'todo'): ApplicationAdapter;
}

/** A to-do that is to be deleted. */
interface Discarded {
  todo: Todo;
  title: string;
  url: string;
  /** Milliseconds since the epoch, by the browser's clock. */
  dueAt: number;
}

/** A to-do that is there still, although it should have been deleted. */
export interface Returned {
  title: string;
  error: AuthError;
  /** Whether it was changed elsewhere: what is there now is not what the user wanted to delete. */
  wasChanged: boolean;
}

/**
 * Deletes to-dos a moment late. The row goes at once, the request when the time to undo is over, when the next one is deleted,
 * and when the list or the page is left. So nothing can be lost: until the request is sent the API has the to-do as it was, with
 * its id, its place in the order and all, which adding it once more could not bring back, and could fail to. When the browser
 * crashes in between, the to-do is still there, which is the better of the two mistakes. The request names the version that the
 * user saw (RFC 9110 section 13.1.1): what was changed elsewhere meanwhile is not deleted.
 */
export default class TodoTrashService extends Service {
  @service declare private readonly api: ApiService;
  @service declare private readonly browser: BrowserService;
  @service declare private readonly store: StoreService;

  /** What can be taken back. */
  @tracked latest: Discarded | undefined;
  /** What could not be deleted, to be told. */
  @tracked returned: Returned | undefined;
  /** Ids of what is not to be shown: on its way to be deleted, or deleted. */
  @tracked private hidden: readonly string[] = [];

  /** While somebody is at the button the time does not run out. */
  isHeld = false;

  readonly #settledTasks = new Set<() => void>();
  #stop: (() => void) | undefined;

  isHidden = ({ id }: Todo): boolean => this.hidden.includes(id ?? '');

  /** Runs a task whenever the API has said what came of a deletion. @returns stops that */
  onSettled(task: () => void): () => void {
    this.#settledTasks.add(task);
    return () => this.#settledTasks.delete(task);
  }

  /** Lets a to-do go, until it is taken back. */
  put(todo: Todo): void {
    void this.flush();
    const { browser } = this;
    const url = this.#adapter.urlOf('todo', todo.id!);
    this.returned = undefined;
    this.hidden = [...this.hidden, todo.id!];
    this.latest = {
      todo,
      title: todo.title ?? '',
      url,
      dueAt: browser.now() + UNDO_TIME,
    };
    const stops = [
      browser.every(LOOK_EVERY, () => this.#look()),
      browser.onLeave(() => void this.flush()),
    ];
    this.#stop = () => stops.forEach((stop) => stop());
  }

  /** Takes the last deletion back. @returns the to-do, if there was one */
  undo = (): Todo | undefined => {
    const discarded = this.#take();
    if (discarded) this.#show(discarded.todo);
    return discarded?.todo;
  };

  /** Sends what waits, if anything does. Does not throw: see `returned`. */
  flush = (): Promise<void> => {
    const discarded = this.#take();
    return discarded
      ? waitForPromise(this.#delete(discarded))
      : Promise.resolve();
  };

  /** Whoever was signed in is not any more. */
  forget(): void {
    this.#take();
    this.returned = undefined;
    this.hidden = [];
  }

  override willDestroy(): void {
    this.#stop?.();
    super.willDestroy();
  }

  get #adapter(): ApplicationAdapter {
    return (this.store as unknown as Adapters).adapterFor('todo');
  }

  #look(): void {
    const { latest } = this;
    if (!latest) return;
    if (this.isHeld) latest.dueAt = this.browser.now() + UNDO_TIME;
    else if (latest.dueAt <= this.browser.now()) void this.flush();
  }

  #take(): Discarded | undefined {
    const { latest } = this;
    this.#stop?.();
    this.#stop = undefined;
    this.isHeld = false;
    this.latest = undefined;
    return latest;
  }

  #show({ id }: Todo): void {
    this.hidden = this.hidden.filter((hidden) => hidden !== id);
  }

  /** Past EmberData, which could not send anything in the last moment of a page. */
  async #delete({ title, todo, url }: Discarded): Promise<void> {
    const tag = this.#adapter.tagOf(url);
    try {
      const { status } = await this.api.fetch(url, {
        method: 'DELETE',
        keepalive: true,
        headers: {
          Accept: 'application/vnd.api+json',
          ...(tag && { 'If-Match': tag }),
        },
      });
      // What is gone already was to be deleted.
      if (status >= 300 && status !== 404) throw new DeletionError(status);
    } catch (thrown) {
      if (this.isDestroying) return;
      const error = toAuthError(thrown);
      // Whoever is signed in now has never seen it.
      if (error.code === 'session-changed') return;
      this.#show(todo);
      const wasChanged = error instanceof DeletionError && error.status === 412;
      this.returned = { title, error, wasChanged };
    }
    for (const task of this.#settledTasks) task();
  }
}

/** The API did not delete it. */
class DeletionError extends AuthError {
  override name = 'DeletionError';

  constructor(readonly status: number) {
    super(codeOfStatus(status), `The API said ${status}.`);
  }
}

declare module '@ember/service' {
  interface Registry {
    'todo-trash': TodoTrashService;
  }
}
