import type { Finding, Secrets } from './secrets.ts';

/** Where others could read a secret. */
export const PLACES = [
  'URL',
  'referrer',
  'history',
  'console',
  'storage',
  'log',
] as const;
export type Place = (typeof PLACES)[number];

/** What was seen of one place. */
export interface Sighting {
  place: Place;
  text: string;
}

export interface Leak extends Finding {
  place: Place;
}

/** The secrets in what was seen. */
export function leaksIn(
  sightings: readonly Sighting[],
  secrets: Secrets,
): Leak[] {
  return sightings.flatMap(({ place, text }) =>
    secrets
      .findIn(place === 'URL' ? withoutDeliveredCode(text) : text)
      .map((finding) => ({ place, ...finding })),
  );
}

/** The app's redirect URIs, and the gateway's. */
const CALLBACK = /\/login\/callback\/[\w-]+$|\/callback$/;

/**
 * The one place where an authorization code may stand in a URL: where a provider delivers it (RFC 6749 section 4.1.2). Once it
 * is there it must be gone from the history, and in no referrer.
 */
function withoutDeliveredCode(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.searchParams.has('state') || !CALLBACK.test(url.pathname)) {
    return text;
  }
  url.searchParams.delete('code');
  return url.href;
}
