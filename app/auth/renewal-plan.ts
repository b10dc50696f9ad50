import type { SessionData } from './session-data';

/** How long before its end a token is renewed at most, in milliseconds. */
const LONGEST_LEAD = 90_000;

/** A token of a shorter life is renewed when a request needs it, and not ahead: that would never end. In milliseconds. */
const SHORTEST_LIFE = 60_000;

/**
 * When a token is renewed ahead of its end, in milliseconds since the epoch.
 *
 * @returns nothing where it is renewed when a request needs it, or never
 */
export function renewsAt(session: SessionData): number | undefined {
  // A cookie is renewed by whoever holds it.
  if (session.kind === 'cookie') return undefined;
  const { expiresAt, issuedAt, refreshToken } = session;
  if (expiresAt === undefined || !refreshToken) return undefined;
  const life = issuedAt === undefined ? Infinity : expiresAt - issuedAt;
  if (life < SHORTEST_LIFE) return undefined;
  return expiresAt - Math.min(LONGEST_LEAD, life / 4);
}

/**
 * Whether it is time to renew a token ahead of its end, by the wall clock: there is no timer that could overflow, or that a
 * sleeping machine could miss.
 *
 * @param now milliseconds since the epoch
 */
export function isDueForRenewal(session: SessionData, now: number): boolean {
  const dueAt = renewsAt(session);
  if (dueAt === undefined || session.kind === 'cookie') return false;
  const { issuedAt } = session;
  // The clock was put back: how long the token has got, nobody knows.
  if (issuedAt !== undefined && now < issuedAt - LONGEST_LEAD) return true;
  return now >= dueAt;
}

/** Whether a token has run out by this machine's clock. */
export function hasExpired(session: SessionData, now: number): boolean {
  return (
    session.kind === 'bearer' &&
    session.expiresAt !== undefined &&
    session.expiresAt <= now
  );
}
