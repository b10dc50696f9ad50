import type { Request as MirageRequest } from 'miragejs';
import { toChallenge } from '../pkce.ts';

/** A request as the handlers read it. */
export interface Question {
  /** In capitals. */
  method: string;
  url: URL;
  /** The dynamic parts of the path, decoded. */
  params: Readonly<Record<string, string>>;
  /** The body as it came; `''` where there is none. */
  body: string;
  /** The value of a header, by its name in lower case. One that came twice is joined by a comma. */
  header: (name: string) => string | undefined;
  /** All of them, with the names as they were sent. */
  headers: readonly (readonly [name: string, value: string])[];
  /**
   * What the `code_verifier` in the body stands for (RFC 7636 section 4.6). It is here because a browser hashes in its own
   * time, and a handler does its work in one go.
   */
  codeChallenge: string | undefined;
}

/** @param method in any case; Mirage's request does not tell it */
export async function toQuestion(
  method: string,
  request: MirageRequest,
): Promise<Question> {
  const { requestHeaders, requestBody, params } = request;
  const body = typeof requestBody === 'string' ? requestBody : '';
  const verifier = findVerifier(body);
  return {
    method: method.toUpperCase(),
    url: new URL(request.url, location.href),
    params,
    body,
    header: (wanted) =>
      Object.entries(requestHeaders).find(
        ([name]) => name.toLowerCase() === wanted,
      )?.[1],
    headers: Object.entries(requestHeaders),
    codeChallenge: verifier && (await toChallenge(verifier)),
  };
}

/** The verifier in a form, or in a JSON object. */
function findVerifier(body: string): string | undefined {
  const inForm = new URLSearchParams(body).get('code_verifier');
  if (inForm !== null) return inForm;
  try {
    const { code_verifier: inJson } = Object(JSON.parse(body)) as {
      code_verifier?: unknown;
    };
    return typeof inJson === 'string' ? inJson : undefined;
  } catch {
    return undefined;
  }
}
