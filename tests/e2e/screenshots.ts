/**
 * `npm run screenshots`: all pages and states of the built app, as they look on a desktop and on a phone, by day and by night,
 * in Arabic, with more contrast and with letters of twice the size, in `docs/screenshots/`. Not a part of the tests.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { root } from '../../scripts/child-process.ts';
import { startServer } from '../../scripts/start-server.ts';
import { simulatedSettings } from '../../server/simulated-provider/settings.ts';
import { copyTemplate } from '../../server/tests/support/database.ts';
import { browser } from './support/browser.ts';
import { buildIfStale } from './support/build.ts';
import { stop } from './support/stop-server.ts';
import { enlarge, looks, type Look } from './support/looks.ts';
import { states } from './support/states.ts';

const PROVIDERS = ['google', 'facebook', 'github'] as const;

/** Of a picture, from 0 to 100. */
const QUALITY = 80;

const folder = join(root, 'docs/screenshots');

buildIfStale();
rmSync(folder, { recursive: true, force: true });
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
try {
  for (const look of looks) await walk(program, look);
} finally {
  await program.close();
  await stop(server);
  rmSync(data, { recursive: true });
}

async function walk(program: Browser, look: Look): Promise<void> {
  const context = await program.newContext({
    baseURL: server.answer,
    ...look.options,
  });
  const page = await context.newPage();
  for (const { name, reach } of states) {
    await reach(page);
    await take(page, look, `${name}-${look.name}.webp`);
  }
  await context.close();
}

async function take(page: Page, look: Look, file: string): Promise<void> {
  await enlarge(page, look);
  // Nothing is pointed at.
  await page.mouse.move(0, 0);
  const client = await page.context().newCDPSession(page);
  const { data } = await client.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
  });
  await client.detach();
  writeFileSync(join(folder, file), Buffer.from(data, 'base64'));
  console.log(file);
}
