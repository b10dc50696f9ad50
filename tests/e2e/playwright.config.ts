import { defineConfig } from '@playwright/test';
import { browser } from './support/browser.ts';

/** `npm run test:e2e`: the built app, on the real server, in a real browser. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  testIgnore: 'behind-nginx/**',
  globalSetup: './support/global-setup.ts',
  outputDir: '../../test-results/e2e',
  reporter: [['list'], ['json', { outputFile: '../../test-results/e2e.json' }]],
  fullyParallel: true,
  forbidOnly: true,
  workers: 3,
  retries: 0,
  // Generous: a machine that is busy with something else is slow, not wrong.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  use: {
    browserName: 'chromium',
    launchOptions: browser,
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'off',
  },
});
