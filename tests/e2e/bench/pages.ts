import {
  expect as playwright,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import { rows, submitSignIn } from '../support/pages.ts';
import { revoke, tokensOf } from '../support/session.ts';

/** Patient: with many tabs even a fast machine is slow. */
export const expect = playwright.configure({ timeout: 120_000 });

/** Signs in, and opens as many tabs with the table of users in all. One after the other: opening them is not what is measured. */
export async function openTabs(
  context: BrowserContext,
  count: number,
): Promise<[Page, ...Page[]]> {
  const first = await context.newPage();
  await first.goto('/login');
  await submitSignIn(first);
  await expect(rows(first)).toHaveCount(20);
  const tabs: [Page, ...Page[]] = [first];
  while (tabs.length < count) {
    const tab = await context.newPage();
    await tab.goto('/users');
    await expect(rows(tab)).toHaveCount(20);
    tabs.push(tab);
  }
  return tabs;
}

/** The access token is no good any more, and no tab knows of it. */
export async function refuseToken(page: Page): Promise<void> {
  await revoke(page, (await tokensOf(page)).accessToken);
}

/** Has a tab ask the API for something, as a press on a heading does. */
export function ask(tab: Page): Promise<void> {
  return tab
    .getByRole('columnheader')
    .getByRole('link', { name: 'E-mail' })
    .dispatchEvent('click');
}

/** Counts the renewals that the tabs ask for. */
export function countRenewals(context: BrowserContext): () => number {
  let count = 0;
  context.on('request', (request) => {
    if (request.postData()?.includes('grant_type=refresh_token')) count += 1;
  });
  return () => count;
}

/** Whether a tab shows that the user has to sign in (again). */
export async function isSignedOut(tab: Page): Promise<boolean> {
  const isAtTheDoor = new URL(tab.url()).pathname === '/login';
  return isAtTheDoor || (await tab.getByRole('dialog').count()) > 0;
}
