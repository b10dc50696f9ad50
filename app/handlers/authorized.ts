import { getOwner } from '@ember/owner';
import type { Handler, NextFn } from '@warp-drive/core/request';
import type { RequestContext } from '@warp-drive/core/types/request';
import { parseJson, readText } from '../auth/answers';
import { AuthError } from '../auth/errors';
import { isRecord } from '../auth/session-data';
import { codeOfStatus } from '../data/api-error';
import type ApiService from '../services/api';

const MEDIA_TYPE = 'application/vnd.api+json';

/** More than any page of an API that pages. In bytes. */
const MAX_DOCUMENT = 10_485_760;

/** An answer of the API that says no. `errors` is what its document lists (JSON:API 1.1, "Error Objects"). */
export class ApiError extends AuthError {
  override name = 'ApiError';
  /** The document of the answer, if it was one. */
  readonly content: Record<string, unknown> | undefined;

  constructor(
    readonly status: number,
    content: unknown,
  ) {
    super(codeOfStatus(status), `The API said ${status}.`);
    this.content = isRecord(content) ? content : undefined;
  }
}

/** Brings `store.request` to the API with the user's token, by the same way as the adapter. */
export const AuthorizedHandler: Handler = {
  async request<T>(context: RequestContext, _next: NextFn<T>): Promise<T> {
    const { store, url = '', method, body, headers, signal } = context.request;
    const api: ApiService = getOwner(store!)!.lookup('service:api');
    const response = await api.fetch(url, {
      method: method ?? 'GET',
      headers: withAccept(headers),
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    });
    context.setResponse(response);
    const content = parseJson(await readText(response, MAX_DOCUMENT));
    if (!response.ok) throw new ApiError(response.status, content);
    if (!isDocument(response, content)) {
      throw new AuthError('bad-answer', 'The API gave no document.');
    }
    return content as T;
  },
};

/** JSON:API 1.1, "Top Level": an object, or nothing at all where there is nothing to say (204). */
function isDocument(response: Response, content: unknown): boolean {
  return response.status === 204 || isRecord(content);
}

function withAccept(headers: HeadersInit | undefined): Headers {
  const result = new Headers(headers);
  if (!result.has('Accept')) result.set('Accept', MEDIA_TYPE);
  return result;
}
