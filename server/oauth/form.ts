import OAuth2Server from '@node-oauth/oauth2-server';
import type { Context } from 'hono';

const { InvalidRequestError } = OAuth2Server;

/** 64 kB: a password may be long, but not so long that hashing it is an attack. */
export const MAXIMUM_FORM_SIZE = 64 * 1024;

const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * The parameters of a request to the token or the revocation endpoint, which come as a form in the body and nowhere
 * else ([RFC 6749 section 3.2](https://www.rfc-editor.org/rfc/rfc6749#section-3.2)). One without a value counts as
 * omitted; one that is there twice is an error, and so are bytes that are not UTF-8: replacing them would let two
 * different passwords become one.
 * @throws InvalidRequestError
 */
export async function readForm(
  context: Context,
): Promise<ReadonlyMap<string, string>> {
  if (new URL(context.req.url).search !== '') {
    throw new InvalidRequestError(
      'Parameters belong in the body of the request, not in its address.',
    );
  }
  if (mediaType(context.req.header('content-type')) !== FORM_TYPE) {
    throw new InvalidRequestError(`The body must be ${FORM_TYPE}.`);
  }
  return parseForm(toText(await context.req.arrayBuffer()));
}

/** @throws InvalidRequestError */
export function parseForm(body: string): ReadonlyMap<string, string> {
  const form = new Map<string, string>();
  const seen = new Set<string>();
  for (const pair of body.split('&')) {
    if (pair === '') continue;
    const separator = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const name = decode(pair.slice(0, separator));
    const value = decode(pair.slice(separator + 1));
    if (seen.has(name)) {
      throw new InvalidRequestError('A parameter is there more than once.');
    }
    seen.add(name);
    if (value !== '') form.set(name, value);
  }
  return form;
}

function toText(body: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      body,
    );
  } catch (cause) {
    throw new InvalidRequestError('The form is not UTF-8.', { cause });
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new InvalidRequestError('The form is not well encoded.', { cause });
  }
}

function mediaType(contentType: string | undefined): string | undefined {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase();
}
