import { start } from '../../scripts/child-process.ts';
import { demo } from './support/accounts.ts';
import { rows, signInForm, submitSignIn } from './support/pages.ts';
import { expect, test, type Page } from './support/test.ts';

/** The first build makes Vite's caches, and the first page waits for them. In milliseconds. */
const FIRST = 240_000;

/** How long the table may take once the form is sent, in milliseconds. */
const TABLE = 60_000;

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
    const told: string[] = [];
    const tell = (line: string) =>
      told.push(`${new Date().toISOString()} ${line}`);
    const started = await start({
      command: ['--import', 'tsx', 'scripts/start.ts', ...flags],
      environment: {},
      ready: /^\s*Latchkey\s+(\S+)\/$/,
      timeout: FIRST,
      hear: tell,
    });
    watch.trust(started.answer);
    watch.expect(/^console (warning|error): /, /^foreign: /);
    page.on('framenavigated', (frame) => tell(`at ${frame.url()}`));
    page.on('requestfailed', (request) =>
      tell(`${request.failure()?.errorText} ${request.url()}`),
    );
    try {
      const answer = await page.goto(started.answer, { timeout: FIRST });
      // The styles come with the app here: a form that is there before it would have none.
      expect(await answer?.text()).not.toMatch(/early.form/i);
      await expect(signInForm(page).email).toBeVisible({ timeout: FIRST });
      await expect(page.getByText(demo.password)).toBeVisible();
      await signInThere(page, told);
      await page.getByRole('link', { name: 'Profile' }).click();
      await expect(page.getByLabel('First name')).toHaveValue(demo.firstName);
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await expect(signInForm(page).reason).toHaveText('You are signed out.');
      await watch.quiet();
    } catch (error) {
      console.log([...told, ...watch.console].join('\n'));
      throw error;
    } finally {
      await page.close();
      await started.stop();
    }
    expect(
      watch.console.filter((line) => /Error|Assertion/.test(line)),
    ).toEqual([]);
  });
}

/**
 * Vite may load a page anew while its caches are made, and with it goes what was typed: whoever develops signs in once more then,
 * and so does this. Where the page was not loaded anew the app has to answer for it.
 */
async function signInThere(page: Page, told: string[]): Promise<void> {
  let isAnew = false;
  page.on('domcontentloaded', () => (isAnew = true));
  await submitSignIn(page);
  const table = () => expect(rows(page)).toHaveCount(20, { timeout: TABLE });
  await table().catch(async (error: unknown) => {
    told.push('No table:', await page.locator('body').innerText());
    if (!isAnew) throw error;
    console.log(told.join('\n'));
    await submitSignIn(page);
    await table();
  });
}
