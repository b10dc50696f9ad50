import { demo } from './support/accounts.ts';
import {
  expectSorted,
  notices,
  rows,
  signIn,
  signInForm,
  signOut,
  sortLink,
  submitSignIn,
} from './support/pages.ts';
import { tokensOf } from './support/session.ts';
import { PRIVATE } from './support/tabs.ts';
import { expect, test } from './support/test.ts';

/** Ways in which IndexedDB may fail: each takes the place of its `open`. */
const failures: Record<string, () => IDBOpenDBRequest> = {
  throws: () => {
    throw new DOMException('Not here.', 'SecurityError');
  },
  'is blocked and never answers': () => new EventTarget() as IDBOpenDBRequest,
  'is of a newer version': () => {
    const request = Object.assign(new EventTarget(), {
      error: new DOMException('Newer.', 'VersionError'),
      onerror: null as (() => void) | null,
    });
    queueMicrotask(() => request.onerror?.());
    return request as unknown as IDBOpenDBRequest;
  },
};

for (const [failure, open] of Object.entries(failures)) {
  test(`H5 where IndexedDB ${failure}, the session survives a reload all the same`, async ({
    page,
  }) => {
    await page.addInitScript(`IDBFactory.prototype.open = ${String(open)}`);
    await signIn(page);
    await page.reload();
    await expect(rows(page)).toHaveCount(20);
    await signOut(page);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });
}

test('G6 where localStorage has to do, clearing it in one tab signs the others out', async ({
  context,
  page,
}) => {
  await context.addInitScript(
    `IDBFactory.prototype.open = ${String(failures['throws'])}`,
  );
  await signIn(page);
  const other = await context.newPage();
  await other.goto('/session');
  await expect(other.getByRole('main')).toContainText(demo.email);

  await page.evaluate(() => localStorage.clear());
  await expect(other).toHaveURL('/login');
  await expect(other.locator(PRIVATE)).toHaveCount(0);
});

test('H5 IndexedDB is deleted while a page is open: it goes on, and the next page asks to sign in', async ({
  context,
  page,
}) => {
  await signIn(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Storage.clearDataForOrigin', {
    origin: new URL(page.url()).origin,
    storageTypes: 'indexeddb',
  });
  await sortLink(page, 'E-mail').click();
  await expectSorted(page, 'E-mail');

  await page.reload();
  await expect(page).toHaveURL('/login');
  await submitSignIn(page);
  await expect(page).toHaveURL('/users?sort=email');
  await page.reload();
  await expectSorted(page, 'E-mail');
  expect(await tokensOf(page)).toBeTruthy();
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
  await expect(notices(page)).toContainText(
    'you are signed in until you close or reload this page',
  );
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
  // The server's mark of a browser that has signed in before stays: it signs nobody in, and spares its owner the throttle.
  const cookies = await context.cookies();
  expect(cookies.map(({ name }) => name)).toEqual(['latchkey_device']);
});
