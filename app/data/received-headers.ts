import { setOwner, type default as Owner } from '@ember/owner';
import { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import { tracked } from '@glimmer/tracking';
import { AuthError } from '../auth/errors';
import { isRecord, own } from '../auth/session-data';
import type ApiService from '../services/api';
import type SettingsService from '../services/settings';
import { toApiError } from './api-error';
import { askApi } from './ask-api';

export interface ReceivedHeader {
  name: string;
  value: string;
}

/** The headers of a request, as the API says that it received them. */
export default class ReceivedHeaders {
  @service declare private readonly api: ApiService;
  @service declare private readonly settings: SettingsService;

  /** Absent until the API has answered. */
  @tracked all: readonly ReceivedHeader[] | undefined;
  @tracked error: AuthError | undefined;
  @tracked isLoading = false;

  #isAsking = false;

  constructor(owner: Owner) {
    setOwner(this, owner);
  }

  /** Asks the API. Does not throw: see `error`. */
  load = (): Promise<void> => waitForPromise(this.#load());

  async #load(): Promise<void> {
    // Not by `isLoading`, which a page may not read and change while it is being drawn.
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.isLoading = true;
    try {
      const { apiBase } = this.settings.values;
      this.all = parseHeaders(await askApi(this.api, `${apiBase}headers`));
      this.error = undefined;
    } catch (error) {
      this.error = toApiError(error);
    } finally {
      this.#isAsking = false;
      this.isLoading = false;
    }
  }
}

/** @throws {AuthError} for anything else than a list of headers */
function parseHeaders(document: unknown): ReceivedHeader[] {
  const data = isRecord(document) && own(document, 'data');
  const attributes = isRecord(data) && own(data, 'attributes');
  const headers = isRecord(attributes) && own(attributes, 'headers');
  if (!Array.isArray(headers)) {
    throw new AuthError('bad-answer', 'That is no list of headers.');
  }
  return headers.flatMap((header: unknown) => {
    if (!isRecord(header)) return [];
    const [name, value] = [own(header, 'name'), own(header, 'value')];
    return typeof name === 'string' && typeof value === 'string'
      ? [{ name, value }]
      : [];
  });
}
