import { parseJson, readText } from '../auth/answers';
import { toAuthError } from '../auth/errors';
import { ApiError } from '../handlers/authorized';
import type ApiService from '../services/api';

const MEDIA_TYPE = 'application/vnd.api+json';

/** More than any list that one user owns. In bytes. */
const MAX_DOCUMENT = 1_048_576;

/**
 * Asks the API for a document that EmberData has no use for.
 *
 * @returns the document; nothing where the answer was empty, or none
 * @throws {ApiError} the API said no
 * @throws {AuthError} there was no answer
 */
export async function askApi(
  api: ApiService,
  url: string,
  init: RequestInit = {},
): Promise<unknown> {
  const response = await api.fetch(url, {
    ...init,
    headers: {
      Accept: MEDIA_TYPE,
      // A text is a document; a form says itself what it is.
      ...(typeof init.body === 'string' && { 'Content-Type': MEDIA_TYPE }),
    },
  });
  const document = parseJson(
    await readText(response, MAX_DOCUMENT).catch((error: unknown) => {
      throw toAuthError(error);
    }),
  );
  if (!response.ok) throw new ApiError(response.status, document);
  return document;
}
