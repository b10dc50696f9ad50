import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axeCore from 'axe-core';
import { demo } from './support/accounts.ts';
import {
  rows,
  signIn,
  signInForm,
  submitSignIn,
  expectNoSidewaysScroll,
} from './support/pages.ts';
import { expect, test, type Page } from './support/test.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

const looks = {
  'by day': { colorScheme: 'light', viewport: desktop },
  'by night': { colorScheme: 'dark', viewport: desktop },
  'on a phone by day': { colorScheme: 'light', viewport: phone },
  'on a phone by night': { colorScheme: 'dark', viewport: phone },
} as const;

for (const [name, look] of Object.entries(looks)) {
  test.describe(`axe finds nothing (WCAG 2.2 AA) ${name}`, () => {
    test.use({ ...look, contextOptions: { reducedMotion: 'reduce' } });

    test('on the sign-in page, plain and with what it says', async ({
      page,
      watch,
    }) => {
      watch.expect(/^400 POST \/oauth\/token$/);
      await page.goto('/login');
      const form = signInForm(page);
      await expect(form.email).toBeFocused();
      await expectAccessible(page);
      await submitSignIn(page, { ...demo, password: 'not the password' });
      await expect(form.alert).toContainText('wrong');
      await expectAccessible(page);
    });

    test('on the pages of the signed-in part, and where there is no page', async ({
      page,
    }) => {
      await signIn(page);
      await expect(page.getByRole('banner')).toContainText('Demo User');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await page.getByLabel('Search').fill('nobody has this name');
      await expect(page.getByText('No user matches.')).toBeVisible();
      await expectAccessible(page);

      await page.getByRole('link', { name: 'Session' }).click();
      await page.getByRole('button', { name: 'Renew now' }).click();
      await expect(page.getByText('Renewed.')).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await page.goto('/not/a/page');
      await expect(
        page.getByRole('heading', { name: 'Page not found' }),
      ).toBeVisible();
      await expectAccessible(page);

      await page.goto('/users');
      await expect(rows(page)).toHaveCount(20);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(signInForm(page).reason).toBeVisible();
      await expectAccessible(page);
    });

    test('on the to-dos, one being edited and one being deleted, and on the request headers', async ({
      page,
      watch,
    }) => {
      watch.expect(/^422 PATCH \/api\/todos\//);
      await signIn(page);
      await page.getByRole('link', { name: 'Todos' }).click();
      await expect(page.getByRole('checkbox')).toHaveCount(5);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await page.getByRole('button', { name: 'Edit: Water' }).click();
      await page.getByLabel('Title').fill('x'.repeat(501));
      await page.getByLabel('Title').press('Enter');
      await expect(page.getByText('This is too long.')).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Delete: Water' }).click();
      await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('link', { name: 'Done' }).click();
      await page.getByLabel('Search').fill('nothing is called so');
      await expect(page.getByText('No to-do matches.')).toBeVisible();
      await expectAccessible(page);

      await page.getByRole('link', { name: 'Session' }).click();
      await page.getByRole('link', { name: 'Request headers' }).click();
      await expect(page.getByRole('rowheader').first()).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });

    test('on an error at the table', async ({ page, watch }) => {
      watch.expect(/^503 /);
      await signIn(page);
      await page.route('**/api/users*', (route) =>
        route.fulfill({ status: 503 }),
      );
      await page.getByRole('link', { name: 'Next' }).click();
      await expect(page.getByRole('alert')).toContainText('Try again');
      await expectAccessible(page);
    });
  });
}

async function expectAccessible(page: Page): Promise<void> {
  // By the debugger's door: the page's own policy lets nobody in.
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: typeof axeCore };
    const results = await axe.run(document, {
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
    });
    return results.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ html, failureSummary }) => ({
        html,
        failureSummary,
      })),
    }));
  }, TAGS);
  expect(violations).toEqual([]);
}
