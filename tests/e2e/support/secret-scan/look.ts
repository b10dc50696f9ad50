import type { Page } from '@playwright/test';

/** The entries of a page's history, as the browser's menu shows them. */
export async function historyOf(page: Page): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page);
  const { entries } = await cdp.send('Page.getNavigationHistory');
  await cdp.detach();
  return entries.flatMap(({ title, url }) => [title, url]);
}

/** What scripts can read at once. The session's own record is elsewhere, or, where IndexedDB is missing, left out. */
export function publicPlaces(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const attempt = (read: () => string) => {
      try {
        return read();
      } catch {
        // A page of an error, or a test that forbids it.
        return '';
      }
    };
    const textOf = (storage: Storage) =>
      JSON.stringify(
        Object.entries({ ...storage }).filter(
          ([key]) => !/^latchkey:session(@|$)/.test(key),
        ),
      );
    return [
      attempt(() => textOf(localStorage)),
      attempt(() => textOf(sessionStorage)),
      attempt(() => document.cookie),
      attempt(() => JSON.stringify(history.state)),
      document.title,
      document.referrer,
      window.name,
    ];
  });
}

/** The caches, and all databases but for the session's own record. */
export function storedPlaces(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error!);
      });
    const texts: string[] = [];
    for (const name of await caches.keys().catch(() => [])) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const answer = await cache.match(request);
        texts.push(request.url, (await answer?.text()) ?? '');
      }
    }
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name!));
      for (const store of database.objectStoreNames) {
        const values = database.transaction(store).objectStore(store);
        const keys = await settled(values.getAllKeys());
        for (const key of keys) {
          if (/^latchkey(@|$)/.test(name!) && key === 'session') continue;
          const reading = database.transaction(store).objectStore(store);
          texts.push(JSON.stringify([key, await settled(reading.get(key))]));
        }
      }
      database.close();
    }
    return texts;
  });
}
