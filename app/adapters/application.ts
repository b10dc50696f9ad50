import { service } from '@ember/service';
import { JSONAPIAdapter } from '@warp-drive/legacy/adapter/json-api';
import { isRecord } from '../auth/session-data';
import type ApiService from '../services/api';
import type SettingsService from '../services/settings';

/** Brings EmberData to the API that the settings name, with the user's token. */
export default class ApplicationAdapter extends JSONAPIAdapter {
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
    if (isRecord(result) && result.isAdapterError) {
      Object.assign(result, { status, content: payload });
    }
    return result as Record<string, unknown>;
  }

  /**
   * The one place where the library calls `fetch`. It is private there: `tests/unit/adapters/application-test.ts` fails if it
   * is renamed.
   */
  _fetchRequest({
    url,
    ...init
  }: RequestInit & { url: string }): Promise<Response> {
    return this.api.fetch(url, init);
  }
}
