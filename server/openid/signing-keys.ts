import { desc } from 'drizzle-orm';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import type { Database } from '../database/open.ts';
import { signingKeys } from '../database/schema-openid.ts';

/** The one algorithm that every OpenID client understands (OpenID Connect Core section 15.1). */
export const SIGNING_ALGORITHM = 'RS256';

/** What may be known of an RSA key ([RFC 7518 section 6.3.1](https://www.rfc-editor.org/rfc/rfc7518#section-6.3.1)). */
type PublicJwk = Pick<JWK, 'kty' | 'kid' | 'n' | 'e' | 'alg' | 'use'>;

/** Makes the key at the first start. Belongs inside `prepare`, where processes that start together take turns. */
export async function ensureSigningKey(
  database: Database,
  now: Date,
): Promise<void> {
  const [present] = await database
    .select({ id: signingKeys.id })
    .from(signingKeys)
    .limit(1);
  if (present) return;

  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, {
    extractable: true,
  });
  const jwk = await exportJWK(privateKey);
  await database.insert(signingKeys).values({
    id: await calculateJwkThumbprint(jwk),
    privateKey: JSON.stringify(jwk),
    createdAt: now,
  });
}

/** The key that signs: the newest. */
export async function currentSigningKey(database: Database) {
  const [newest] = await readKeys(database);
  if (!newest) throw new Error('there is no signing key');
  return {
    kid: newest.id,
    key: await importJWK(newest.jwk, SIGNING_ALGORITHM),
  };
}

/** What the world may check signatures with. */
export async function publicKeys(
  database: Database,
): Promise<{ keys: PublicJwk[] }> {
  const keys = await readKeys(database);
  return {
    keys: keys.map(({ id, jwk: { kty, n, e } }) => ({
      ...{ kty, n, e },
      kid: id,
      alg: SIGNING_ALGORITHM,
      use: 'sig',
    })) as PublicJwk[],
  };
}

async function readKeys(
  database: Database,
): Promise<{ id: string; jwk: JWK }[]> {
  const rows = await database
    .select()
    .from(signingKeys)
    .orderBy(desc(signingKeys.createdAt));
  return rows.map(({ id, privateKey }) => ({
    id,
    jwk: JSON.parse(privateKey) as JWK,
  }));
}
