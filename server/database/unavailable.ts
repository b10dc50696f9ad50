/** Node's codes for a server that does not answer, and PostgreSQL's classes for one that cannot. */
const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);
const DATABASE_CODES = /^(08|53|57P|57014|XX)/;
const DRIVER_MESSAGES =
  /PGlite is closed|Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after calling end/;

/**
 * Whether an error says that the database is down, as opposed to a mistake of ours. Drivers wrap one error in
 * another, so the causes are asked too.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    NETWORK_CODES.has(code) ||
    DATABASE_CODES.test(code) ||
    DRIVER_MESSAGES.test(error.message) ||
    isDatabaseUnavailable(error.cause)
  );
}
