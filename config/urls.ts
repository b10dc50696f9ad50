import { SettingsError } from './settings-error';

/** RFC 6749 section 3.2: tokens travel over TLS. On the own machine, and on a page that has none itself, http is let through. */
export function refuseInsecure(name: string, url: URL, origin: string): void {
  if (
    url.protocol === 'https:' ||
    isLoopback(url.hostname) ||
    url.origin === origin
  ) {
    return;
  }
  throw new SettingsError(
    name,
    `leads to ${url.origin}, without TLS.`,
    'Use https; plain http is for localhost only.',
  );
}

/** Whether a host name is this machine's own (RFC 6761 section 6.3, RFC 8252 section 7.3). */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

/** A URL, or nothing where it is none. */
export function parseUrl(value: string, base?: string): URL | undefined {
  return URL.canParse(value, base) ? new URL(value, base) : undefined;
}

/** A path as a URL of an origin; nothing where a browser would read it as another host. */
export function parsePath(path: string, origin: string): URL | undefined {
  if (!/^\/(?![/\\])/.test(path) || path.includes('\\')) return undefined;
  const url = parseUrl(path, origin);
  return url?.origin === new URL(origin).origin ? url : undefined;
}
