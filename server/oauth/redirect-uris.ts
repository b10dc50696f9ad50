const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);
const VISIBLE_ASCII = /^[\x21-\x7e]{1,2000}$/;

/** A name, or an address; no sign that means something in a header. */
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:]+\])$/;

/** For people who register one. */
export const REDIRECT_URI_RULE =
  'an address that begins with https:// (http:// only for localhost, 127.0.0.1 and [::1]) and has no fragment';

/**
 * Whether a browser may ever be sent to this address with an answer: https, or http on the machine itself; no fragment
 * ([RFC 6749 section 3.1.2](https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2)), no credentials. `javascript:`,
 * `data:` and the schemes of apps are refused with the rest. It is asked when an address is registered, and again before
 * the browser is sent there.
 */
export function isSafeRedirectUri(uri: string): boolean {
  if (!VISIBLE_ASCII.test(uri) || uri.includes('#') || uri.includes('\\')) {
    return false;
  }
  if (!/^https?:\/\/[^/]/.test(uri) || !URL.canParse(uri)) return false;
  const { hostname, password, protocol, username } = new URL(uri);
  if (username !== '' || password !== '' || !HOST.test(hostname)) return false;
  return protocol === 'https:' || LOOPBACK_HOSTS.has(hostname);
}

/**
 * Whether an address is one of the registered ones, byte for byte
 * ([RFC 9700 section 2.1](https://www.rfc-editor.org/rfc/rfc9700#section-2.1)).
 */
export function isRegistered(
  uri: string,
  registered: readonly string[],
): boolean {
  return registered.includes(uri) && isSafeRedirectUri(uri);
}

/**
 * The address with these parameters at the end of its query; the rest of it stays as it was registered.
 * @param parameters those without a value are left out
 */
export function withParameters(
  uri: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams(
    Object.entries(parameters).filter(
      (parameter): parameter is [string, string] => parameter[1] !== undefined,
    ),
  ).toString();
  if (query === '') return uri;
  return `${uri}${uri.includes('?') ? '&' : '?'}${query}`;
}
