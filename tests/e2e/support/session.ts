import type { APIRequestContext, Page } from '@playwright/test';
import { CLIENT_ID } from './accounts.ts';

/** The tokens as they lie in the browser's storage. */
export interface StoredTokens {
  accessToken: string;
  refreshToken: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** Reads the session from IndexedDB, as any script of the page could. */
export async function storedTokens(
  page: Page,
): Promise<StoredTokens | undefined> {
  const record = await page.evaluate(
    () =>
      new Promise<unknown>((resolve, reject) => {
        const opening = indexedDB.open('latchkey');
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database
            .transaction('values')
            .objectStore('values')
            .get('session');
          reading.onerror = () => reject(reading.error!);
          reading.onsuccess = () => {
            database.close();
            resolve(reading.result);
          };
        };
      }),
  );
  return (record as { session: StoredTokens } | undefined)?.session;
}

/** Lets the access token in the storage have run out a minute ago. A page that is open does not know of it. */
export async function letExpire(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('latchkey');
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('values', 'readwrite');
          const values = transaction.objectStore('values');
          const reading = values.get('session');
          reading.onsuccess = () => {
            const record = reading.result as { session: StoredTokens };
            record.session.expiresAt = Date.now() - 60_000;
            values.put(record, 'session');
          };
          transaction.onabort = () => reject(transaction.error!);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );
}

/** The same, where somebody is signed in. */
export async function tokensOf(page: Page): Promise<StoredTokens> {
  const tokens = await storedTokens(page);
  if (!tokens) throw new Error('Nobody is signed in.');
  return tokens;
}

/**
 * Ends a token as somebody else with the same token would, behind the page's back (RFC 7009): an access token alone, or
 * with a refresh token the whole session.
 */
export async function revoke(page: Page, token: string): Promise<void> {
  const { origin } = new URL(page.url());
  await page.request.post(`${origin}/oauth/revoke`, {
    form: { token, client_id: CLIENT_ID },
    failOnStatusCode: true,
  });
}

/** What the API says to a token. */
export async function statusOf(
  request: APIRequestContext,
  accessToken: string,
): Promise<number> {
  const response = await request.get('/api/me', {
    headers: { Authorization: `Bearer ${accessToken}` },
  });
  return response.status();
}
