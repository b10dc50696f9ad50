import { rows, signIn, signInForm, signOut } from './support/pages.ts';
import { expect, test } from './support/test.ts';

test('H5 without IndexedDB the session survives a reload all the same', async ({
  page,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Not here.', 'SecurityError');
    };
  });
  await signIn(page);
  await page.reload();
  await expect(rows(page)).toHaveCount(20);
  await signOut(page);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test('H4 where the browser forbids all storage, one is signed in for as long as the page lives', async ({
  page,
}) => {
  await page.addInitScript(() => {
    for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Not here.', 'SecurityError');
        },
      });
    }
  });
  await signIn(page);
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page.getByText('Page 2 of 13')).toBeVisible();

  await page.reload();
  await expect(page).toHaveURL('/login');
  await expect(signInForm(page).email).toBeVisible();
});

test('C9 sign-out leaves nothing behind in the browser', async ({
  context,
  page,
}) => {
  await page.goto('/users?page=3');
  await signIn(page);
  await signOut(page);

  const left = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const values = await Promise.all(
      databases.map(
        ({ name }) =>
          new Promise<unknown[]>((resolve) => {
            const opening = indexedDB.open(name!);
            opening.onsuccess = () => {
              const { result } = opening;
              const reading = result
                .transaction([...result.objectStoreNames])
                .objectStore(result.objectStoreNames[0]!)
                .getAll();
              reading.onsuccess = () => resolve(reading.result);
            };
          }),
      ),
    );
    return {
      indexedDB: values.flat(),
      localStorage: { ...localStorage },
      sessionStorage: { ...sessionStorage },
      caches: await caches.keys(),
    };
  });
  expect(left).toEqual({
    indexedDB: [],
    localStorage: {},
    sessionStorage: {},
    caches: [],
  });
  expect(await context.cookies()).toEqual([]);
});
