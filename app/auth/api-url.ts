import { ForeignUrlError } from './errors';

/** Which addresses may be asked with the user's token. */
export interface ApiAddresses {
  /** Where the API begins; ends in a slash. */
  apiBase: string;
  /** May lie elsewhere, at the token server for example; then exactly this address counts as the API's. */
  currentUserEndpoint: string;
}

/**
 * A request to the API, as it will be asked.
 *
 * @throws {ForeignUrlError} where it would go elsewhere: nothing of the session may go along
 */
export function toApiRequest(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  addresses: ApiAddresses,
): Request {
  const request = new Request(input, init);
  if (isApiUrl(request.url, addresses)) return request;
  throw new ForeignUrlError(request.url);
}

/**
 * Whether an address belongs to the API, so that the bearer token may go there (RFC 6750 section 5.2). What counts is the
 * address as the browser will ask it: parsed, with its dots resolved, and compared by origin and by whole path segments.
 */
export function isApiUrl(url: string, addresses: ApiAddresses): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, pathname, username, password, search } = new URL(url);
  if (username || password) return false;

  const me = new URL(addresses.currentUserEndpoint);
  if (
    origin === me.origin &&
    pathname === me.pathname &&
    search === me.search
  ) {
    return true;
  }
  const base = new URL(addresses.apiBase);
  return (
    origin === base.origin &&
    pathname.startsWith(base.pathname) &&
    !climbs(pathname)
  );
}

/**
 * Whether a server that decodes the path once more, that knows backslashes, or that cuts at a semicolon would leave the
 * folder.
 */
function climbs(pathname: string, isAsSent = true): boolean {
  if (/(^|[/\\])\.\.?([/\\;]|$)/.test(pathname)) return true;
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    // What is not UTF-8 is read differently by each server: it can't be said where it leads. What a decoding has left over,
    // as in `100%25`, is a text, unless it spells a dot or a slash.
    return isAsSent || /%(2e|2f|5c|c0|c1)/i.test(pathname);
  }
  return decoded !== pathname && climbs(decoded, false);
}
