/** Paths that the simulated server answers itself, or fails at, also where the page has the same origin. */
const SIMULATED = /^\/(?:api|oauth|\.well-known)(?:\/|$)/;

/**
 * Whether a request is for a file of the app itself (a chunk, a translation, Vite's own client), for which in
 * development the page's real server is there.
 */
export function isOwnAsset(request: { method: string; url: string }): boolean {
  const url = new URL(request.url, location.href);
  return (
    request.method.toUpperCase() === 'GET' &&
    url.origin === location.origin &&
    !SIMULATED.test(url.pathname)
  );
}
