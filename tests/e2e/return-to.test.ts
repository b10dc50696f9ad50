import hostile from '../fixtures/return-to.json' with { type: 'json' };
import { demo } from './support/accounts.ts';
import {
  column,
  expectSorted,
  rows,
  signIn,
  signInForm,
  signOut,
  submitSignIn,
} from './support/pages.ts';
import { revoke, tokensOf } from './support/session.ts';
import { expect, test, type Page } from './support/test.ts';

const KEY = 'latchkey:return-to';

const kept = (page: Page) =>
  page.evaluate((key) => sessionStorage.getItem(key), KEY);

test('a deep link leads through sign-in to its page, once', async ({
  page,
}) => {
  await page.goto('/users?page=3');
  await expect(page).toHaveURL('/login');

  await submitSignIn(page);
  await expect(page).toHaveURL('/users?page=3');
  await expect(page.getByText('Page 3 of 13')).toBeVisible();
  await expect(rows(page)).toHaveCount(20);

  expect(await kept(page)).toBeNull();
  await page.goto('/login');
  await expect(page).toHaveURL('/users');
});

test('the page that was asked for is kept while the sign-in page is reloaded', async ({
  page,
}) => {
  await page.goto('/session');
  await expect(signInForm(page).email).toBeVisible();
  await page.reload();
  await submitSignIn(page);
  await expect(page).toHaveURL('/session');
  await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible();
});

test('a link that is followed after the session was ended elsewhere leads there after sign-in', async ({
  page,
  watch,
}) => {
  watch.expect(/^401 GET \/api\/users$/, /^400 POST \/oauth\/token$/);
  await signIn(page);
  const firstPage = await column(page, 'email');
  await revoke(page, (await tokensOf(page)).refreshToken);

  await page.getByRole('link', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL('/login');
  await expect(signInForm(page).reason).toContainText('ended by the server');

  await submitSignIn(page);
  await expect(page).toHaveURL('/users?page=2');
  await expectSorted(page, 'Last name');
  expect(await column(page, 'email')).not.toEqual(firstPage);
});

test('what a signed-out user had open is not where the next one arrives', async ({
  page,
}) => {
  await page.goto('/users?page=3');
  await submitSignIn(page);
  await expect(page).toHaveURL('/users?page=3');
  await signOut(page);

  await submitSignIn(page);
  await expect(page).toHaveURL('/users');
});

test('a tab that was opened for itself does not get another tab’s page', async ({
  context,
  page,
}) => {
  await page.goto('/users?page=3');
  await expect(page).toHaveURL('/login');
  const other = await context.newPage();
  await other.goto('/login');
  await submitSignIn(other);

  await expect(other).toHaveURL('/users');
  await expect(page).toHaveURL('/users?page=3');
});

test('B11 two tabs, two targets: each returns to its own', async ({
  context,
  page,
}) => {
  await page.goto('/users?page=3');
  await expect(page).toHaveURL('/login');
  const other = await context.newPage();
  await other.goto('/session');
  await expect(other).toHaveURL('/login');

  await submitSignIn(page);
  await expect(page).toHaveURL('/users?page=3');
  await expect(other).toHaveURL('/session');
});

test('good targets that were put into the tab’s storage are kept', async ({
  page,
}) => {
  await page.goto('/login');
  for (const target of [
    '/session',
    '/users?page=2&search=a%26b',
    '/users?sort=-email',
  ]) {
    await keep(page, target);
    await submitSignIn(page);
    await expect(page).toHaveURL(target);
    await signOut(page);
  }
});

const inputs = Object.values(hostile.groups).flatMap((group) =>
  group.map(({ input }) => input),
);

/** As the value would arrive in a query, where it has such a form of its own. */
const decoded = inputs.flatMap((input) => {
  try {
    const value = decodeURIComponent(input);
    return inputs.includes(value) ? [] : [value];
  } catch {
    return [];
  }
});

/** Each part runs beside another. */
const parts = {
  'raw, first half': inputs.slice(0, inputs.length / 2),
  'raw, second half': inputs.slice(inputs.length / 2),
  decoded,
};

for (const [part, values] of Object.entries(parts)) {
  test(`B1 hostile targets (${part}: ${values.length}) all end at the start page of the app`, async ({
    page,
    watch,
  }) => {
    test.setTimeout(240_000);
    // A sign-out overtakes what the table had asked for.
    watch.expect(/^401 GET \/api\/(me|users)$/);
    await page.goto('/login');
    await signInWithEach(page, values);
    const documents = watch.requests.filter((request) =>
      request.isNavigationRequest(),
    );
    expect(documents).toHaveLength(1);
    // Nothing left the origin, and nothing opened a dialog: the watch would have seen it.
  });
}

/** Somebody has written to the tab's storage. */
function keep(page: Page, value: string): Promise<void> {
  return page.evaluate(([key, text]) => sessionStorage.setItem(key, text), [
    KEY,
    value,
  ] as const);
}

/**
 * Signs in and out again with each value in the tab's storage, in the page itself: without the time that fingers take,
 * because there are many values.
 *
 * @throws at the first value after which the page is not `/users`
 */
function signInWithEach(page: Page, values: string[]): Promise<void> {
  return page.evaluate(
    async ({ key, values, account: { email, password } }) => {
      const until = (isSo: () => boolean, value: string) =>
        new Promise<void>((resolve, reject) => {
          const timer = setTimeout(
            () => reject(new Error(`${value} led to ${location.href}`)),
            10_000,
          );
          const look = () => {
            if (!isSo()) return;
            clearTimeout(timer);
            observer.disconnect();
            resolve();
          };
          const observer = new MutationObserver(look);
          observer.observe(document, { childList: true, subtree: true });
          look();
        });
      const signOut = () =>
        document.querySelector<HTMLElement>('header button');

      for (const value of values) {
        await until(() => document.forms[0]?.method === 'post', value);
        sessionStorage.setItem(key, value);
        const form = document.forms[0]!;
        const field = (name: string) =>
          form.elements.namedItem(name) as HTMLInputElement;
        field('username').value = email;
        field('password').value = password;
        form.requestSubmit();
        await until(
          () =>
            location.href === `${location.origin}/users` && signOut() !== null,
          value,
        );
        if (sessionStorage.getItem(key) !== null) {
          throw new Error(`${value} is still there.`);
        }
        signOut()!.click();
      }
    },
    { key: KEY, values, account: demo },
  );
}
