/**
 * Return-to: where the user wanted to go when asked to sign in. It comes from outside (an address bar, a storage that
 * scripts can write), and it decides where the browser goes next: so it is read by a positive grammar, not by a list of
 * what is known to be bad (OWASP ASVS 5.0, 3.7.2; RFC 9700 section 4.11).
 */

const MAX_LENGTH = 2_048;

/** RFC 3986 section 3.3: the characters of a path segment, without the percent sign and without `;`, which some servers cut at. */
const SEGMENT = /^[A-Za-z0-9\-._~!$&'()*+,=:@]*$/;

/** RFC 3986 sections 3.4 and 3.5: query and fragment, with the brackets and the `|` that JSON:API's parameters use. */
const TAIL = /^[A-Za-z0-9\-._~!$&'()*+,;=:@/?[\]%|]*$/;

/** A percent-encoding of UTF-8 text that holds no control character. */
const PERCENT_ENCODED = /%[0-9A-Fa-f]{2}/g;

/** U+0000 to U+001F, DEL, C1, and the characters that readers drop or take for a slash or a dot. */
const DECEPTIVE =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- they are what it looks for
  /[\u0000-\u001f\u007f-\u009f\u00a0\u00ad\u1680\u2000-\u200f\u2024-\u202f\u2044\u205f-\u206f\u2215\u2216\u2571\u2572\u27cb\u27cd\u29f5-\u29f9\u3000\u3002\ufe00-\ufe0f\ufe52\ufeff\uff0e\uff0f\uff3c\uff61]/;

/** U+0000 to U+001F, DEL and C1: nothing that a person types into a search. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** The names of parameters that a token could be smuggled in with. */
const CREDENTIALS = new Set([
  'access_token',
  'code',
  'id_token',
  'refresh_token',
]);

/**
 * Reads a return-to: an absolute path inside the app, with query and fragment.
 *
 * The path is checked as it stands and after each percent-decoding until nothing is left to decode: whoever decodes it
 * once more on the way finds the same path, not another host. `isKnown` has the last word: only what the router
 * recognises as a page of the signed-in part passes.
 *
 * @param value anything
 * @param isKnown whether the app has such a page
 * @returns the return-to as it came, or nothing
 */
export function parseReturnTo(
  value: unknown,
  isKnown: (returnTo: string) => boolean,
): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_LENGTH) return undefined;

  const [beforeFragment = '', fragment = ''] = splitAt(value, '#');
  const [path = '', query = ''] = splitAt(beforeFragment, '?');
  const isGood = isSafePath(path) && isSafeTail(query) && isSafeTail(fragment);
  return isGood && isKnown(value) ? value : undefined;
}

function isSafePath(path: string): boolean {
  if (!path.startsWith('/')) return false;
  if (path === '/') return true;
  const segments = path.slice(1).split('/');
  return (
    segments.every(
      (segment, index) =>
        (segment !== '' || index === segments.length - 1) &&
        isSafeSegment(segment),
    ) && segments[0] !== ''
  );
}

/** A segment as it stands: ASCII, every percent sign the start of an encoding. */
function isSafeSegment(segment: string): boolean {
  if (!SEGMENT.test(segment.replace(PERCENT_ENCODED, ''))) return false;
  return isSafeAtEveryDepth(segment);
}

/** A decoded slash inside a segment (`a%2Fb`) is data; a decoded slash at its start, or next to another, is a trick. */
function isSafeAtEveryDepth(segment: string): boolean {
  // Some servers normalise what they have decoded, and find a slash where there was none.
  if (!isPlain(segment) || !isPlain(segment.normalize('NFKC'))) return false;
  const decoded = decode(segment);
  if (decoded === undefined) return false;
  return decoded === segment || isSafeAtEveryDepth(decoded);
}

function isPlain(text: string): boolean {
  return !(
    DECEPTIVE.test(text) ||
    text.includes('\\') ||
    text.startsWith('/') ||
    text.includes('//') ||
    // Some servers cut a segment at its semicolon.
    text.split(/[/;]/).some((part) => part === '.' || part === '..')
  );
}

function isSafeTail(tail: string): boolean {
  if (!TAIL.test(tail)) return false;
  const decoded = decode(tail);
  if (decoded === undefined || CONTROL.test(decoded)) return false;
  // Old servers part parameters by semicolons, too.
  return !tail.split(/[?#&;]/).some(isCredential);
}

/** Whether a parameter is called like one that brings a token, however its name is written, and also as a list of them. */
function isCredential(parameter: string): boolean {
  const [name = '', value] = splitAt(parameter, '=');
  return value !== undefined && CREDENTIALS.has(plainName(name));
}

function plainName(name: string): string {
  const decoded = decode(name) ?? name;
  return decoded === name
    ? name.replace(/\[.*$/s, '').replaceAll('+', ' ').trim().toLowerCase()
    : plainName(decoded);
}

/** One percent-decoding; nothing where a percent sign begins none, or the bytes are not UTF-8. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function splitAt(text: string, separator: string): [string, string?] {
  const index = text.indexOf(separator);
  return index < 0
    ? [text]
    : [text.slice(0, index), text.slice(index + separator.length)];
}
