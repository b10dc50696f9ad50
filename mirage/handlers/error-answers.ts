import type { Response } from 'miragejs';
import { ApiError } from '../api-error.ts';
import { jsonAnswer, jsonApiAnswer, NOT_STORED } from '../http/answers.ts';
import { OAuthError } from '../oauth-error.ts';

/** Turns what a handler throws on purpose into an answer. Anything else is a mistake, and fails the test. */
export function answer(handle: () => Response): Response {
  try {
    return handle();
  } catch (error) {
    if (error instanceof OAuthError) return oauthAnswer(error);
    if (error instanceof ApiError) return apiAnswer(error);
    reportError(error);
    throw error;
  }
}

/** [RFC 6749 section 5.2](https://www.rfc-editor.org/rfc/rfc6749#section-5.2). */
function oauthAnswer({ code, message, status, headers }: OAuthError): Response {
  return jsonAnswer(
    status,
    { error: code, error_description: message },
    { ...NOT_STORED, ...headers },
  );
}

function apiAnswer(error: ApiError): Response {
  const { status, code, title, message: detail, parameter, headers } = error;
  return jsonApiAnswer(
    {
      errors: [
        {
          id: crypto.randomUUID(),
          status: String(status),
          code,
          title,
          detail,
          ...(parameter !== undefined && { source: { parameter } }),
        },
      ],
    },
    { status, headers },
  );
}
