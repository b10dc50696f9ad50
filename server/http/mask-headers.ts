/** A header as it was received. A name may be there more than once. */
export type Header = readonly [name: string, value: string];

/** Stands for what is not shown; the same for each length. */
export const MASK = '••••';

/** What names of headers with credentials look like, beside those that have a form of their own. */
const SECRETIVE =
  /token|secret|key|passw|passphrase|credential|jwt|assertion|signature|session|\botp\b|csrf|xsrf|authorization|authentication(?!-(?:type|scheme))|cookie|oidc-data/i;

/** The same, of parameters in an address; `code` and `state` are what a provider sends a browser back with. */
const PARAMETER =
  /([?&#;](?:code|state|[^=&#;\s]*(?:token|secret|key|passw|signature|session|jwt|assertion)[^=&#;\s]*)=)[^&#;\s]*/gi;

/** Three parts of base64url, of which the first is JSON: a token, whatever the header is called ([RFC 7515](https://www.rfc-editor.org/rfc/rfc7515#section-7.1)). */
const JSON_WEB_TOKEN = /\beyJ[\w-]+\.[\w-]*\.[\w-]*(?:\.[\w-]*)*/g;

/** `Bearer x`: the scheme says how, and is no secret ([RFC 9110 section 11.4](https://www.rfc-editor.org/rfc/rfc9110#section-11.4)). */
const CREDENTIALS = /^\s*([!#$%&'*+\-.^_`|~0-9a-z]{1,20}) +\S/i;

const SCHEME_HEADERS = ['authorization', 'proxy-authorization'];

/**
 * The headers of a request without what would let somebody else act for who sent it: they are made to be looked at,
 * copied, and pasted into a report. What a secret is, is decided by the name of the header, by the form of the value, and
 * by what the request itself proves to be one: its credentials, wherever else a proxy may have put them.
 */
export function maskHeaders(headers: readonly Header[]): Header[] {
  const own = headers
    .filter(([name]) => SCHEME_HEADERS.includes(name.toLowerCase()))
    .map(([, value]) => value.trim().split(/\s+/).at(-1) ?? '')
    .filter((secret) => secret.length >= SHORTEST_SECRET);
  return headers.map(([name, value]) => [name, mask(name, value, own)]);
}

/** Shorter ones are looked for nowhere else: they would be found in words. */
const SHORTEST_SECRET = 8;

function mask(name: string, value: string, own: readonly string[]): string {
  const known = name.toLowerCase();
  if (SCHEME_HEADERS.includes(known)) {
    const scheme = CREDENTIALS.exec(value)?.[1];
    return scheme === undefined ? MASK : `${scheme} ${MASK}`;
  }
  if (known === 'cookie') return maskCookies(value);
  if (SECRETIVE.test(known)) return MASK;
  return own
    .reduce((text, secret) => text.replaceAll(secret, MASK), value)
    .replace(JSON_WEB_TOKEN, MASK)
    .replace(PARAMETER, `$1${MASK}`);
}

/** The names stay. What has no name is a value. */
function maskCookies(value: string): string {
  return value
    .split(';')
    .map((cookie) => cookie.trim())
    .map((cookie) => {
      const separator = cookie.indexOf('=');
      return separator < 1 ? MASK : `${cookie.slice(0, separator)}=${MASK}`;
    })
    .join('; ');
}
