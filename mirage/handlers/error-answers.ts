import type { Response } from 'miragejs';
import { ApiError } from '../api-error.ts';
import { jsonAnswer, jsonApiAnswer, NOT_STORED } from '../http/answers.ts';
import { OAuthError } from '../oauth-error.ts';

/** Turns what a handler throws on purpose into an answer. Anything else is a mistake, and fails the test. */
export async function answer(
  handle: () => Promise<Response>,
): Promise<Response> {
  try {
    return await handle();
  } catch (error) {
    if (error instanceof OAuthError) return late(error, oauthAnswer(error));
    if (error instanceof ApiError) return late(error, apiAnswer(error));
    reportError(error);
    return jsonAnswer(500, { error: String(error) });
  }
}

async function late(
  { delay }: { delay: number },
  response: Response,
): Promise<Response> {
  if (delay > 0) {
    await new Promise((resolve) => setTimeout(resolve, delay * 1000));
  }
  return response;
}

/** [RFC 6749 section 5.2](https://www.rfc-editor.org/rfc/rfc6749#section-5.2). */
export function oauthAnswer({
  code,
  message,
  status,
  headers,
}: OAuthError): Response {
  return jsonAnswer(
    status,
    { error: code, error_description: message },
    { ...NOT_STORED, ...headers },
  );
}

/** [JSON:API](https://jsonapi.org/format/#error-objects). */
export function apiAnswer({ errors, headers, status }: ApiError): Response {
  return jsonApiAnswer({ errors }, { status, headers });
}
