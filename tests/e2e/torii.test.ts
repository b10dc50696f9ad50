import { rows } from './support/pages.ts';
import {
  approve,
  button,
  expect,
  openWindow,
  PEOPLE,
  test,
} from './support/providers.ts';
import { storedTokens } from './support/session.ts';
import type { Request } from './support/test.ts';

const isTorii = (request: Request) =>
  new URL(request.url()).pathname.startsWith('/assets/torii-');

test('A25 LinkedIn by a window that is cut from its opener: torii comes with the click, and needs no inline script', async ({
  app,
  page,
  watch,
}) => {
  await page.goto('/users?page=2');
  await expect(button(page, 'LinkedIn')).toBeVisible();
  await page.waitForLoadState('networkidle');
  const first = watch.requests.filter((request) =>
    request.url().endsWith('.js'),
  );
  expect(first.length).toBeGreaterThan(0);
  for (const request of first) {
    const script = await (await request.response())!.text();
    // Not `toContain`, which would print all of it.
    expect(script.includes('torii-service:'), request.url()).toBe(false);
    expect(isTorii(request), request.url()).toBe(false);
  }
  const leftover = await page.request.get('/torii/redirect.html');
  expect(await leftover.text(), 'torii’s own page').not.toContain('__torii');

  const opened = await openWindow(page, 'LinkedIn');
  expect(opened.url()).toContain(`${app.provider}/linkedin/authorize?`);
  expect(watch.requests.filter(isTorii)).toHaveLength(1);
  expect(await opened.evaluate(() => window.opener as unknown)).toBeNull();

  const closed = opened.waitForEvent('close');
  await approve(opened, PEOPLE.LinkedIn);
  await closed;
  await expect(page).toHaveURL('/users?page=2');
  await expect(rows(page)).toHaveCount(20);
  expect(await storedTokens(page)).toMatchObject({ provider: 'linkedin' });
  expect(watch.to('POST /oauth/identity-provider/start')).toHaveLength(1);
  expect(watch.to('POST /oauth/token')).toHaveLength(1);

  await page.getByRole('link', { name: 'Session' }).click();
  await page.getByRole('button', { name: 'Renew now' }).click();
  await expect(page.getByText('Renewed.')).toBeVisible();
  // torii's own popup keeps its requests there.
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('a person says no to LinkedIn: the form says so, and nothing is redeemed', async ({
  app,
  page,
  watch,
}) => {
  expect(app).toBeTruthy();
  await page.goto('/users?page=3');
  const opened = await openWindow(page, 'LinkedIn');
  await approve(opened, PEOPLE.LinkedIn, 'cancel');
  await expect(
    page.getByText('You did not finish at the provider'),
  ).toBeVisible();
  await expect(page.getByLabel('Sign-in window')).toHaveCount(0);
  expect(watch.to('POST /oauth/token')).toEqual([]);
});
