import { getOwner } from '@ember/owner';
import type { Handler, NextFn } from '@warp-drive/core/request';
import type { RequestContext } from '@warp-drive/core/types/request';
import { parseJson, readText } from '../auth/answers';
import { AuthError } from '../auth/errors';
import type ApiService from '../services/api';

const MEDIA_TYPE = 'application/vnd.api+json';

/** More than any page of an API that pages. In bytes. */
const MAX_DOCUMENT = 10_485_760;

/** An answer of the API that says no. `errors` is what its document lists (JSON:API 1.1, "Error Objects"). */
export class ApiError extends AuthError {
  override name = 'ApiError';

  constructor(
    readonly status: number,
    readonly content: unknown,
  ) {
    super('server-error', `The API said ${status}.`);
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
    return content as T;
  },
};

function withAccept(headers: HeadersInit | undefined): Headers {
  const result = new Headers(headers);
  if (!result.has('Accept')) result.set('Accept', MEDIA_TYPE);
  return result;
}
