import { start } from '../../scripts/child-process.ts';
import { demo } from './support/accounts.ts';
import { rows, signInForm, submitSignIn } from './support/pages.ts';
import { expect, test } from './support/test.ts';

/** The first build makes Vite's caches, and the first page waits for them. In milliseconds. */
const FIRST = 240_000;

// They share Vite's caches.
test.describe.configure({ mode: 'serial' });

for (const [name, flags] of [
  ['npm start', []],
  ['npm run start:mirage', ['--mirage']],
] as const) {
  test(`${name}: sign in, look at the users, sign out, on the development build`, async ({
    page,
    watch,
  }) => {
    test.slow();
    const started = await start({
      command: ['--import', 'tsx', 'scripts/start.ts', ...flags],
      environment: {},
      ready: /^\s*Latchkey\s+(\S+)\/$/,
      timeout: FIRST,
    });
    watch.trust(started.answer);
    watch.expect(/^console (warning|error): /, /^foreign: /);
    try {
      const answer = await page.goto(started.answer);
      // The styles come with the app here: a form that is there before it would have none.
      expect(await answer?.text()).not.toMatch(/early.form/i);
      await expect(signInForm(page).email).toBeVisible({ timeout: FIRST });
      await expect(page.getByText(demo.password)).toBeVisible();
      await submitSignIn(page);
      await expect(rows(page)).toHaveCount(20, { timeout: FIRST });
      await page.getByRole('link', { name: 'Profile' }).click();
      await expect(page.getByLabel('First name')).toHaveValue(demo.firstName);
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await expect(signInForm(page).reason).toHaveText('You are signed out.');
      await watch.quiet();
    } finally {
      await page.close();
      await started.stop();
    }
    expect(
      watch.console.filter((line) => /Error|Assertion/.test(line)),
    ).toEqual([]);
  });
}
