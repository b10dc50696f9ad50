import { setOwner, type default as Owner } from '@ember/owner';
import { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import { tracked } from '@glimmer/tracking';
import { AuthError } from '../auth/errors';
import { isRecord, own } from '../auth/session-data';
import { ApiError } from '../handlers/authorized';
import type ApiService from '../services/api';
import type SessionService from '../services/session';
import type SettingsService from '../services/settings';
import { askApi } from './ask-api';

/** The statuses by which a server says that it has no such thing. */
const NOT_THERE: readonly number[] = [404, 405, 501];

/** A place where the user is signed in, as the API lists it. */
export interface UserSession {
  id: string;
  /** Such as `Firefox on Linux`; empty where the API does not say. */
  device: string;
  address: string | undefined;
  /** The name of the app. */
  client: string | undefined;
  createdAt: Date | undefined;
  lastUsedAt: Date | undefined;
  isCurrent: boolean;
}

/** Where the user is signed in. Its methods throw `AuthError` and nothing else. */
export default class Sessions {
  @service declare private readonly api: ApiService;
  @service declare private readonly session: SessionService;
  @service declare private readonly settings: SettingsService;

  /** The current one first; absent until they are loaded. */
  @tracked all: readonly UserSession[] | undefined;
  /** Whether the API has such a list; unknown until it has answered. */
  @tracked isSupported: boolean | undefined;

  constructor(owner: Owner) {
    setOwner(this, owner);
  }

  load(): Promise<void> {
    return waitForPromise(this.#load());
  }

  /** Ends one. That it is over already is as good. */
  async end({ id }: UserSession): Promise<void> {
    try {
      await this.#ask(`/${encodeURIComponent(id)}`, 'DELETE');
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
    this.all = this.all?.filter((other) => other.id !== id);
  }

  /** Ends all of them on the server, this one too. */
  async endAll(): Promise<void> {
    await this.#ask('', 'DELETE');
  }

  async #load(): Promise<void> {
    const { epoch } = this.session;
    try {
      const document = await this.#ask('', 'GET');
      if (epoch !== this.session.epoch) return;
      this.all = parseSessions(document);
      this.isSupported = true;
    } catch (error) {
      const isThere = !(
        error instanceof ApiError && NOT_THERE.includes(error.status)
      );
      this.isSupported = isThere;
      if (isThere) throw error;
    }
  }

  #ask(path: string, method: string): Promise<unknown> {
    const url = `${this.settings.values.apiBase}me/sessions${path}`;
    return askApi(this.api, url, { method });
  }
}

function parseSessions(document: unknown): UserSession[] {
  const data = isRecord(document) ? own(document, 'data') : undefined;
  if (!Array.isArray(data)) {
    throw new AuthError('bad-answer', 'That is no list of sessions.');
  }
  return data
    .flatMap((resource) => parseSession(resource) ?? [])
    .sort((one, other) => Number(other.isCurrent) - Number(one.isCurrent));
}

function parseSession(resource: unknown): UserSession | undefined {
  if (!isRecord(resource)) return undefined;
  const id = own(resource, 'id');
  const attributes = own(resource, 'attributes');
  if (typeof id !== 'string' || !isRecord(attributes)) return undefined;
  const text = (name: string) => {
    const value = own(attributes, name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    id,
    device: text('device') ?? '',
    address: text('address'),
    client: text('client'),
    createdAt: parseMoment(text('created-at')),
    lastUsedAt: parseMoment(text('last-used-at')),
    isCurrent: own(attributes, 'current') === true,
  };
}

function parseMoment(text: string | undefined): Date | undefined {
  const moment = new Date(text ?? Number.NaN);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
