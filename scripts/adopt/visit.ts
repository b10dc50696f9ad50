import { chromium, type Page } from '@playwright/test';
import { DEMO_ACCOUNT } from '../../contract/seed.ts';
import { browser as launch } from '../../tests/e2e/support/browser.ts';

/** In milliseconds: the machine may be busy. */
const TIMEOUT = 30_000;

/** What ember-simple-auth's own authenticator and store leave behind; docs/migrate-password-grant.md says that it is not taken over. */
const FOREIGN_SESSION = {
  authenticated: {
    authenticator: 'authenticator:oauth2',
    access_token: 'a-token-of-before',
    refresh_token: 'a-refresh-token-of-before',
    expires_at: Date.now() + 3_600_000,
  },
};

/**
 * Signs in to an app that was made by docs/adopt.md, looks at its private page, reloads it, and signs out.
 *
 * @param origin where a server gives out the app
 * @throws {Error} where it goes another way, or the browser has something to complain about
 */
export async function visit(origin: string): Promise<void> {
  const browser = await chromium.launch(launch);
  try {
    const page = await browser.newPage({ baseURL: origin });
    page.setDefaultTimeout(TIMEOUT);
    const complaints = listen(page);
    try {
      await walkThrough(page);
    } catch (cause) {
      const text = await page.locator('body').innerText();
      const seen = [page.url(), text, ...complaints].join('\n');
      throw new Error(`${String(cause)}\nSeen then:\n${seen}`, { cause });
    }
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  } finally {
    await browser.close();
  }
}

async function walkThrough(page: Page): Promise<void> {
  const privatePage = page.getByRole('heading', { name: /^Only for those/ });
  const banner = page.getByRole('banner').getByText('Demo User');

  await page.goto('/');
  await page.waitForURL('/login');
  await page.getByRole('main').getByText('HostApp').waitFor();
  await page.evaluate(leaveForeignSession, FOREIGN_SESSION);
  await page.reload();
  await page.waitForURL('/login');
  await page.getByLabel('Email').fill(DEMO_ACCOUNT.email);
  await page
    .getByLabel('Password', { exact: true })
    .fill(DEMO_ACCOUNT.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await privatePage.waitFor();
  await banner.waitFor();
  tell('signed in, on the private page');

  await page.reload();
  await privatePage.waitFor();
  await banner.waitFor();
  tell('still there after a reload');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('/login');
  await page.goto('/');
  await page.waitForURL('/login');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  tell('signed out, and asked to sign in again');

  await page.goto('/login/callback/google?code=a-code&state=a-state');
  await page.getByRole('link', { name: 'Back to sign-in' }).waitFor();
  await page.waitForURL('/login/callback/google');
  tell('an answer that nobody asked for is refused, and not in the address');
}

/** What the browser complains about: errors of scripts, of the policy, of the console. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

/** Runs in the page. */
function leaveForeignSession(session: object): void {
  localStorage.setItem('ember_simple_auth-session', JSON.stringify(session));
}

function tell(what: string): void {
  console.log(`In the browser: ${what}.`);
}
