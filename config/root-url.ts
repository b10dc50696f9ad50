import { SettingsError } from './settings-error';

/** Where the app lies when nobody says anything else: it has its origin for itself. */
export const DEFAULT_ROOT_URL = '/';

/** RFC 3986 section 3.3: segments of unreserved characters, none of which is hidden, `.` or `..`. */
const PLAIN_PATH = /^\/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*\/)*$/;

/** What lies at the root of the origin beside the app: API, token server, probes. */
const TAKEN = ['api', 'oauth', '.well-known', 'healthz', 'readyz'];

/**
 * Understands `ROOT_URL`: the path below which the app is served, `/` or like `/app/`. It is a setting of the build, which writes
 * it into the addresses of its files; who serves a built app reads it there.
 *
 * @throws {SettingsError}
 */
export function understandRootUrl(value: string | undefined): string {
  const path = value?.trim() || DEFAULT_ROOT_URL;
  if (isTaken(path)) {
    throw new SettingsError(
      'ROOT_URL',
      `is "${path}", where the server answers and not the app.`,
      'Choose another path, like /app/.',
    );
  }
  if (PLAIN_PATH.test(path)) return path;
  throw new SettingsError(
    'ROOT_URL',
    `is "${path}", which is not a plain path between two slashes.`,
    'Write it like /app/, or leave it empty for an app that has its origin for itself.',
  );
}

/** Whether it is the path of an app, and could be written as `ROOT_URL`. */
export function isRootUrl(value: unknown): value is string {
  return typeof value === 'string' && PLAIN_PATH.test(value) && !isTaken(value);
}

function isTaken(path: string): boolean {
  return TAKEN.some((name) => `${path}/`.startsWith(`/${name}/`));
}
