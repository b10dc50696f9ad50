import { parseReturnTo } from '../../app/auth/return-to.ts';

/** Where one goes who wanted nothing in particular. */
const HOME = '/';

/** What is of the server, or leads to another sign-in: nobody wanted to go there. The rest is known to the app's router. */
const NOT_OF_THE_APP = [
  '/api',
  '/oauth',
  '/assets',
  '/.well-known',
  '/healthz',
  '/readyz',
  '/login',
  '/logout',
  '/callback',
];

/**
 * The app's callback page, which a window of the app's own comes back to: it tells the page that waits, known by the state. It may
 * lie below a path.
 */
const CALLBACK =
  /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*\/login\/callback\/[a-z][a-z0-9-]*\?state=[A-Za-z0-9_-]{16,128}$/;

/**
 * Reads `rd`: a path inside the app, by the grammar that the app itself has for it. Whatever else stands there counts as
 * nothing, because a request with a broken `rd` is to be served all the same.
 * @param prefix of the gateway
 */
export function readReturnTo(rd: string | undefined, prefix: string): string {
  const isPage = (returnTo: string) => isOfTheApp(returnTo, prefix);
  if (rd !== undefined && CALLBACK.test(rd)) return rd;
  return parseReturnTo(rd, isPage) ?? HOME;
}

function isOfTheApp(returnTo: string, prefix: string): boolean {
  const [path = ''] = returnTo.split(/[?#]/, 1);
  const plain = plainPath(path);
  // A first segment with a colon looks like a scheme to whoever drops the slash.
  if (plain.split('/')[1]?.includes(':')) return false;
  return [...NOT_OF_THE_APP, prefix.toLowerCase()].every(
    (taken) => plain !== taken && !plain.startsWith(`${taken}/`),
  );
}

/** As the most lenient of servers would read it: decoded as often as it can be, in lower case. */
function plainPath(path: string): string {
  const decoded = decodeURIComponent(path);
  return decoded === path ? path.toLowerCase() : plainPath(decoded);
}
