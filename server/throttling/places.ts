import { and, eq, gt, sql } from 'drizzle-orm';
import { secondsAfter } from '../clock.ts';
import type { Database } from '../database/open.ts';
import { signInPlaces } from '../database/schema-throttling.ts';
import { hashToken } from '../tokens.ts';

/** Where somebody signs in from: a browser that has our cookie, or a network. */
export type Place =
  { kind: 'device'; token: string } | { kind: 'network'; network: string };

/** Seconds. */
export const PLACE_LIFETIME = 90 * 24 * 60 * 60;

/**
 * Whether a user has signed in there before.
 * @param account the user's id; anything else, for an account that there is not, is asked in vain and in the same time
 */
export async function isKnownPlace(
  database: Database,
  { account, place }: { account: string; place: Place },
  now: Date,
): Promise<boolean> {
  const rows = await database
    .select({ hash: signInPlaces.hash })
    .from(signInPlaces)
    .where(
      and(
        eq(signInPlaces.hash, placeHash(account, place)),
        gt(signInPlaces.expiresAt, now),
      ),
    );
  return rows.length > 0;
}

/** Remembers that a user has signed in at these places, or that they did again. */
export async function rememberPlaces(
  database: Database,
  { userId, places }: { userId: string; places: readonly Place[] },
  now: Date,
): Promise<void> {
  if (places.length === 0) return;
  await database
    .insert(signInPlaces)
    .values(
      places.map((place) => ({
        hash: placeHash(userId, place),
        userId,
        expiresAt: secondsAfter(now, PLACE_LIFETIME),
      })),
    )
    .onConflictDoUpdate({
      target: signInPlaces.hash,
      set: { expiresAt: sql`excluded.expires_at` },
    });
}

function placeHash(account: string, place: Place): string {
  return hashToken(JSON.stringify([account, ...placeName(place)]));
}

/** A text that no two places share. */
export function placeName(place: Place): readonly string[] {
  return place.kind === 'device'
    ? [place.kind, place.token]
    : [place.kind, place.network];
}
