import { defineConfig } from '@playwright/test';
import base from '../playwright.config.ts';

/** `npm run test:nginx`: the built app behind nginx, with our server as the gateway and as the token server. */
export default defineConfig(base, {
  testDir: '.',
  testIgnore: [],
  globalSetup: '../support/global-setup.ts',
  outputDir: '../../../test-results/nginx',
  reporter: [
    ['list'],
    ['json', { outputFile: '../../../test-results/nginx.json' }],
  ],
});
