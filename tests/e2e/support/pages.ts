import { expect, type Locator, type Page } from '@playwright/test';
import { demo, type Account } from './accounts.ts';

/** What users see of the sign-in page, or of the dialog that is one in small. */
export function signInForm(place: Page | Locator) {
  return {
    email: place.getByLabel('Email', { exact: true }),
    password: place.getByLabel('Password', { exact: true }),
    keep: place.getByLabel('Keep me signed in'),
    submit: place.getByRole('button', { name: 'Sign in' }),
    alert: place.getByRole('alert'),
    reason: place.locator('.sign-in').getByRole('status'),
  };
}

/** The dialog that stands above a page whose session has ended. */
export function signInAgainDialog(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Sign in again' });
}

/** What the page says of the session above everything else. */
export function notices(page: Page): Locator {
  return page.locator('.notices');
}

/** The app has shown a page of its own, in the place of the form that was there before it. */
export async function expectApp(page: Page): Promise<void> {
  await expect(page.locator('main:not([data-early])')).toBeVisible();
  await expect(page.locator('main[data-early]')).toHaveCount(0);
}

/** Fills in the form and sends it; what comes then is the test's matter. */
export async function submitSignIn(
  place: Page | Locator,
  { email, password }: Pick<Account, 'email' | 'password'> = demo,
): Promise<void> {
  const form = signInForm(place);
  await form.email.fill(email);
  await form.password.fill(password);
  await form.submit.click();
}

/** Goes to the sign-in page and signs in; ends when the table of users is there. */
export async function signIn(
  page: Page,
  { account = demo, origin = '' }: { account?: Account; origin?: string } = {},
): Promise<void> {
  await page.goto(`${origin}/login`);
  await submitSignIn(page, account);
  await expect(rows(page)).not.toHaveCount(0);
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(signInForm(page).email).toBeVisible();
}

/** The users in the table. */
export function rows(page: Page): Locator {
  return page.locator('tbody tr');
}

/** The link in a column's heading, which sorts by it. */
export function sortLink(page: Page, column: string): Locator {
  return page.getByRole('columnheader').getByRole('link', { name: column });
}

/** Sorted by this column, and the rows that belong to it are there. */
export async function expectSorted(
  page: Page,
  column: string,
  direction: 'ascending' | 'descending' = 'ascending',
): Promise<void> {
  await expect(
    page.getByRole('columnheader', { name: column }),
  ).toHaveAttribute('aria-sort', direction);
  await expect(page.getByRole('table')).toHaveAttribute('aria-busy', 'false');
  await expect(rows(page)).not.toHaveCount(0);
}

/** The texts of one column, from top to bottom. */
export function column(page: Page, name: string): Promise<string[]> {
  return page.locator(`tbody .${name}`).allInnerTexts();
}

/** WCAG 2.2, 1.4.10 (Reflow). */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(excess).toBeLessThanOrEqual(0);
}
