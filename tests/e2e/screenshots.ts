/**
 * The pictures of the README: `node --import tsx tests/e2e/screenshots.ts` writes them to `docs/screenshots/`. Not a
 * part of the tests.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, expect, type Browser } from '@playwright/test';
import { root } from '../../scripts/child-process.ts';
import { startServer } from '../../scripts/start-server.ts';
import { simulatedSettings } from '../../server/simulated-provider/settings.ts';
import { copyTemplate } from '../../server/tests/support/database.ts';
import { browser } from './support/browser.ts';
import { buildIfStale } from './support/build.ts';
import { rows, signInForm, submitSignIn } from './support/pages.ts';
import { stop } from './support/stop-server.ts';

const folder = join(root, 'docs/screenshots');

const viewports = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
};
const colorSchemes = ['light', 'dark'] as const;

const PROVIDERS = ['google', 'facebook', 'github'] as const;

buildIfStale();
mkdirSync(folder, { recursive: true });
const data = await copyTemplate();
const server = await startServer({
  DATA_DIR: data,
  SEED_DEMO: 'on',
  APP_DIR: 'dist',
  PORT: '0',
  // Nobody visits them here: the buttons are all that is seen.
  ...simulatedSettings('http://127.0.0.1:4400', PROVIDERS),
  SIGN_IN_METHODS: ['password', ...PROVIDERS].join(),
});
const program = await chromium.launch(browser);
for (const device of ['desktop', 'phone'] as const) {
  for (const colorScheme of colorSchemes) {
    await takeAll(program, device, colorScheme);
  }
}
await program.close();
await stop(server);
rmSync(data, { recursive: true });

async function takeAll(
  program: Browser,
  device: keyof typeof viewports,
  colorScheme: (typeof colorSchemes)[number],
): Promise<void> {
  const context = await program.newContext({
    baseURL: server.answer,
    viewport: viewports[device],
    deviceScaleFactor: 2,
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  const take = async (name: string) => {
    // Nothing is pointed at.
    await page.mouse.move(0, 0);
    const path = join(folder, `${name}-${device}-${colorScheme}.png`);
    await page.screenshot({ path });
    console.log(path);
  };

  await page.goto('/login');
  await expect(signInForm(page).email).toBeFocused();
  await take('sign-in');

  await submitSignIn(page);
  await expect(rows(page)).toHaveCount(20);
  await expect(page.getByRole('banner')).toContainText('Demo User');
  await take('users');

  await page.getByRole('link', { name: 'Todos' }).click();
  await expect(page.getByRole('listitem')).toHaveCount(5);
  await take('todos');

  await page.getByRole('link', { name: 'Session' }).click();
  await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible();
  await take('session');

  await page.getByRole('link', { name: 'Demo User' }).click();
  await expect(page.getByRole('button', { name: /^Link/ })).toHaveCount(3);
  await expect(page.getByLabel('First name')).toHaveValue('Demo');
  await take('profile');
  await context.close();
}
