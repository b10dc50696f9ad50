import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../../database/open.ts';
import { consents } from '../../database/schema-openid.ts';

interface Consent {
  userId: string;
  clientId: string;
  scope: readonly string[];
}

/** Whether the user has allowed the client all of this before. */
export async function hasConsented(
  database: Database,
  { clientId, scope, userId }: Consent,
): Promise<boolean> {
  const [consent] = await database
    .select({ scopes: consents.scopes })
    .from(consents)
    .where(and(eq(consents.userId, userId), eq(consents.clientId, clientId)));
  return (
    consent !== undefined &&
    scope.every((value) => consent.scopes.includes(value))
  );
}

/** Remembers what the user allows, beside what they allowed before. */
export async function rememberConsent(
  database: Database,
  { clientId, scope, userId }: Consent,
  now: Date,
): Promise<void> {
  await database
    .insert(consents)
    .values({ userId, clientId, scopes: [...scope], updatedAt: now })
    .onConflictDoUpdate({
      target: [consents.userId, consents.clientId],
      set: {
        scopes: sql`array(select distinct unnest(${consents.scopes} || excluded.scopes))`,
        updatedAt: now,
      },
    });
}
