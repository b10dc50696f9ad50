import { service } from '@ember/service';
import { JSONAPIAdapter } from '@warp-drive/legacy/adapter/json-api';
import { singularize } from '@warp-drive/utilities/string';
import { isRecord } from '../auth/session-data';
import type ApiService from '../services/api';
import type SettingsService from '../services/settings';

/** Brings EmberData to the API that the settings name, with the user's token. */
export default class ApplicationAdapter extends JSONAPIAdapter {
  /** The entity tags of what was last read or written, by address (RFC 9110 section 8.8.3). */
  readonly #tags = new Map<string, string>();

  @service declare private readonly api: ApiService;
  @service declare private readonly settings: SettingsService;

  // @ts-expect-error -- a getter, so that the settings are read when they are needed
  override get host(): string {
    return new URL(this.settings.values.apiBase).origin;
  }

  // @ts-expect-error -- as above
  override get namespace(): string {
    return new URL(this.settings.values.apiBase).pathname.replace(
      /^\/|\/$/g,
      '',
    );
  }

  /** The entity tag of what was last read or written at an address, where the API has told one. */
  tagOf(url: string): string | undefined {
    return this.#tags.get(url);
  }

  /** The address of a resource. What `buildURL` wants beside that is for subclasses of the library. */
  urlOf(modelName: string, id: string): string {
    return this._buildURL(modelName, id);
  }

  /** A list can tell the tags of its resources, as `meta.etag`: ours does, so that none has to be read once more alone. */
  #takeTags(payload: unknown): void {
    const data = isRecord(payload) ? payload.data : undefined;
    for (const resource of [data].flat().filter(isRecord)) {
      const { id, meta, type } = resource;
      const tag = isRecord(meta) && meta.etag;
      if (typeof tag !== 'string' || typeof id !== 'string') continue;
      this.#tags.set(this.urlOf(singularize(String(type)), id), tag);
    }
  }

  /**
   * An error keeps the status of its answer, and the document: of the document's `errors` the library leaves no `code`, and
   * the server may leave the status out of them.
   */
  override handleResponse(
    status: number,
    headers: Record<string, string>,
    payload: Record<string, unknown>,
    requestData: Parameters<JSONAPIAdapter['handleResponse']>[3],
  ): Record<string, unknown> {
    const result: unknown = super.handleResponse(
      status,
      headers,
      payload,
      requestData,
    );
    this.#takeTags(payload);
    if (isRecord(result) && result.isAdapterError) {
      Object.assign(result, { status, content: payload });
    }
    return result as Record<string, unknown>;
  }

  /**
   * The one place where the library calls `fetch`. It is private there: `tests/unit/adapters/application-test.ts` fails if it
   * is renamed. A change is made only to what was read (RFC 9110 section 13.1.1), where the API gives tags; else it answers 412.
   */
  async _fetchRequest({
    url,
    ...init
  }: RequestInit & { url: string }): Promise<Response> {
    const headers = new Headers(init.headers);
    const tag = this.#tags.get(url);
    if (init.method === 'PATCH' && tag) headers.set('If-Match', tag);
    const response = await this.api.fetch(url, { ...init, headers });
    const newTag = response.headers.get('ETag');
    if (response.ok && newTag) this.#tags.set(url, newTag);
    return response;
  }
}
