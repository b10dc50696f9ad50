import type { Locator } from '@playwright/test';
import { demo } from './support/accounts.ts';
import { expectNoSidewaysScroll, rows } from './support/pages.ts';
import { expect, test, type Page, type Request } from './support/test.ts';

const languages = [
  { locale: 'ar', code: 'ar', dir: 'rtl', title: 'تسجيل الدخول' },
  { locale: 'ja-JP', code: 'ja', dir: 'ltr', title: 'ログイン' },
  { locale: 'de-AT', code: 'de', dir: 'ltr', title: 'Anmelden' },
];

/** The files of texts that were asked for, such as `de-sign-in`. */
function textsOf(requests: readonly Request[]): string[] {
  return requests.flatMap(
    (request) =>
      /\/assets\/(\w\w-(?:sign-in|signed-in|waiting))-/.exec(
        request.url(),
      )?.[1] ?? [],
  );
}

const choice = (page: Page): Locator => page.locator('.language select');

/** By what does not depend on the language. */
async function signIn(page: Page): Promise<void> {
  await page.locator('#sign-in-email').fill(demo.email);
  await page.locator('#sign-in-password').fill(demo.password);
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(20);
}

for (const { code, dir, locale, title } of languages) {
  test.describe(`a browser that reads ${locale}`, () => {
    test.use({ locale });

    test('is spoken to in its language from the first word on, and nothing moves', async ({
      page,
      watch,
    }) => {
      await page.addInitScript(() => {
        const seen = window as unknown as { shift: number; first: string };
        seen.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            seen.shift += (entry as unknown as { value: number }).value;
          }
        }).observe({ type: 'layout-shift', buffered: true });
        const observer = new MutationObserver(() => {
          const heading = document.querySelector('h1')?.textContent?.trim();
          if (!heading) return;
          seen.first = heading;
          observer.disconnect();
        });
        observer.observe(document, { childList: true, subtree: true });
      });
      await page.goto('/login');
      await expect(page.getByRole('heading')).toHaveText(title);
      await page.waitForLoadState('networkidle');

      const seen = await page.evaluate(() => {
        const { first, shift } = window as unknown as {
          shift: number;
          first: string;
        };
        return { first, shift };
      });
      expect(seen).toEqual({ first: title, shift: 0 });
      await expect(page.locator('html')).toHaveAttribute('lang', code);
      await expect(page.locator('html')).toHaveAttribute('dir', dir);
      expect(textsOf(watch.requests)).toEqual([`${code}-sign-in`]);
    });

    test('does not scroll sideways on a phone', async ({ page, watch }) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto('/login');
      await expect(page.getByRole('heading')).toHaveText(title);
      await expectNoSidewaysScroll(page);
      await signIn(page);
      for (const path of ['/users', '/todos', '/profile', '/session']) {
        await page.goto(path);
        await expect(choice(page)).toHaveValue(code);
        await expectNoSidewaysScroll(page);
      }
      expect(new Set(textsOf(watch.requests))).toEqual(
        new Set([`${code}-sign-in`, `${code}-signed-in`]),
      );
    });
  });
}

test('a language is chosen by keyboard, kept over a reload, and told to the other tab', async ({
  context,
  page,
}) => {
  const other = await context.newPage();
  await other.goto('/login');
  await page.goto('/login');
  await page.locator('#sign-in-email').fill('somebody');
  await choice(page).focus();
  await page.keyboard.press('d');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading')).toHaveText('Anmelden');
  await expect(page.locator('#sign-in-email')).toHaveValue('somebody');
  await expect(other.getByRole('heading')).toHaveText('Anmelden');
  await page.reload();
  await expect(page.getByRole('heading')).toHaveText('Anmelden');
});

test.describe('where the texts can’t be had', () => {
  test.use({ locale: 'fr' });

  test('the page is English, and says that it is', async ({ page, watch }) => {
    watch.expect(/fr-sign-in/);
    await page.route(/\/assets\/fr-/, (route) => route.abort());
    await page.goto('/login');
    await expect(page.getByRole('heading')).toHaveText('Sign in');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(choice(page)).toHaveValue('en');

    await choice(page).selectOption('fr');
    await expect(page.locator('.language [aria-live]')).toContainText(
      'cannot be reached',
    );
    await expect(choice(page)).toHaveValue('en');
  });

  test('so is the signed-in part, when only its own are missing', async ({
    page,
    watch,
  }) => {
    watch.expect(/fr-signed-in/);
    await page.route(/\/assets\/fr-signed-in/, (route) => route.abort());
    await page.goto('/login');
    await expect(page.getByRole('heading')).toHaveText('Connexion');
    await signIn(page);
    await expect(page.getByRole('heading')).toHaveText('Users');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
});
