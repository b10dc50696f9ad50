import { Response } from 'miragejs';

/** One header, because nothing that is answered here may be kept by a cache (RFC 6749 section 5.1). */
export const NOT_STORED = { 'Cache-Control': 'no-store' } as const;

const JSON_TYPE = { 'Content-Type': 'application/json' } as const;

type Headers = Readonly<Record<string, string>>;

export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Headers = {},
): Response {
  return new Response(
    status,
    { ...JSON_TYPE, ...headers },
    JSON.stringify(body),
  );
}

/** An answer that says all by its status. */
export function emptyAnswer(status: number, headers: Headers = {}): Response {
  // Without a type of its own Mirage would answer `{}`.
  return new Response(status, { 'Content-Type': 'text/plain', ...headers }, '');
}

/** [JSON:API 1.1](https://jsonapi.org/format/1.1/). */
const JSON_API_TYPE = { 'Content-Type': 'application/vnd.api+json' } as const;

/** A JSON:API document with its media type exactly as the format wants it. */
export function jsonApiAnswer(
  document: object,
  { status = 200, headers = {} }: { status?: number; headers?: Headers } = {},
): Response {
  return new Response(
    status,
    { ...JSON_API_TYPE, ...NOT_STORED, ...headers },
    JSON.stringify({ jsonapi: { version: '1.1' }, ...document }),
  );
}

/** The headers of an answer. */
export function headersOf(response: Response): Headers {
  return response.toRackResponse()[1] ?? {};
}

/** Adds headers to an answer, in the place of those that have their names. */
export function addHeaders(response: Response, headers: Headers): Response {
  // Mirage's answer is its own headers' only owner, and making another one would give an empty body a content.
  Object.assign(headersOf(response), headers);
  return response;
}

/**
 * A moment as HTTP words it ([RFC 9110 section 5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7)).
 * @param moment in milliseconds since 1970
 */
export function dateHeader(moment: number): string {
  return new Date(moment).toUTCString();
}
