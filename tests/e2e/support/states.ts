import { expect, type Page } from '@playwright/test';
import { demo } from './accounts.ts';
import { expectApp, rows } from './pages.ts';

/** What is shown, and how one gets there from the state before. Nothing is looked for by its words: they are of any language. */
export interface State {
  name: string;
  reach: (page: Page) => Promise<void>;
}

const EMAIL = 'input[autocomplete="username"]';
const PASSWORD = 'input[autocomplete="current-password"]';
const TITLE = '.todo-editor input';
const SUBMIT = 'form button[type="submit"]';

/** What servers answer in them, as `Watch` tells it: each refusal is what a state is about. */
export const refusals = /^(?:400|401|503) |^422 PATCH /;

/** In the order of a walk: nobody is signed in at its beginning, and a session that has ended is its end. */
export const states: readonly State[] = [
  {
    name: 'sign-in',
    reach: async (page) => {
      await page.goto('/login');
      await expectApp(page);
      await expect(page.locator(EMAIL)).toBeFocused();
    },
  },
  {
    name: 'sign-in-refused',
    reach: async (page) => {
      // Not the server's own word: it counts, and lets who guesses wait.
      await page.route('**/oauth/token', (route) =>
        route.fulfill({ status: 400, json: { error: 'invalid_grant' } }),
      );
      await page.locator(EMAIL).fill(demo.email);
      await page.locator(PASSWORD).fill('wrong');
      await page.locator(SUBMIT).click();
      await expect(page.locator('.notice-error')).toBeVisible();
      await page.unrouteAll();
    },
  },
  {
    name: 'users',
    reach: async (page) => {
      await page.locator(EMAIL).fill(demo.email);
      await page.locator(PASSWORD).fill(demo.password);
      await page.locator(SUBMIT).click();
      await expect(rows(page)).toHaveCount(20);
      await expect(page.locator('.account-name')).toContainText('Demo');
    },
  },
  {
    name: 'users-none',
    reach: async (page) => {
      await page.goto('/users?search=nobody-of-that-name');
      await expect(page.locator('.empty')).toBeVisible();
    },
  },
  {
    name: 'user',
    reach: async (page) => {
      await page.goto('/users');
      await page.locator('.person-link').first().click();
      await expect(page.locator('.facts dd').first()).toBeVisible();
    },
  },
  {
    name: 'todos',
    reach: async (page) => {
      await page.goto('/todos');
      await expect(page.locator('.todo')).toHaveCount(5);
    },
  },
  {
    name: 'todos-edit',
    reach: async (page) => {
      await page.locator('.todo-edit').first().click();
      await expect(page.locator('.todo-editor')).toBeVisible();
    },
  },
  {
    name: 'todos-refused',
    reach: async (page) => {
      await page.locator(TITLE).fill('x'.repeat(501));
      await page.locator(TITLE).press('Enter');
      await expect(page.locator('.todo .problem')).toBeVisible();
    },
  },
  {
    name: 'todos-undo',
    reach: async (page) => {
      await page.goto('/todos');
      await expect(page.locator('.todo')).toHaveCount(5);
      await page.locator('.todo-delete').last().click();
      await expect(page.locator('.todo-bar .button')).toBeVisible();
      await page.locator('.todo-bar .button').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'todos-none',
    reach: async (page) => {
      await page.locator('.todo-bar .button').click();
      await page.goto('/todos?status=done&search=nothing-of-that-name');
      await expect(page.locator('.empty')).toBeVisible();
    },
  },
  {
    name: 'session',
    reach: async (page) => {
      await page.goto('/session');
      await expect(page.locator('.facts dd').first()).toContainText('Demo');
    },
  },
  {
    name: 'session-renewed',
    reach: async (page) => {
      await page.locator('.actions .button-primary').click();
      await expect(page.locator('.actions [role="status"]')).not.toBeEmpty();
    },
  },
  {
    name: 'request-headers',
    reach: async (page) => {
      await page.goto('/request-headers');
      await expect(rows(page)).not.toHaveCount(0);
    },
  },
  {
    name: 'profile',
    reach: async (page) => {
      await page.goto('/profile');
      await expect(
        page.locator('input[autocomplete="given-name"]'),
      ).toHaveValue('Demo');
      await page.waitForLoadState('networkidle');
    },
  },
  {
    name: 'not-found',
    reach: async (page) => {
      await page.goto('/nowhere');
      await expect(page.locator('h1')).toBeVisible();
    },
  },
  {
    name: 'signed-out',
    reach: async (page) => {
      await page.goto('/users');
      await page.locator('.account .button').click();
      await expect(page.locator('.sign-in [role="status"]')).not.toBeEmpty();
    },
  },
  {
    name: 'unavailable',
    reach: async (page) => {
      await page.locator(EMAIL).fill(demo.email);
      await page.locator(PASSWORD).fill(demo.password);
      await page.route('**/api/users?**', (route) =>
        route.fulfill({ status: 503 }),
      );
      await page.locator(SUBMIT).click();
      await expect(page.locator('.page .notice-error')).toBeVisible({
        timeout: 15_000,
      });
      await page.unrouteAll();
    },
  },
  {
    name: 'sign-in-again',
    reach: async (page) => {
      await page.goto('/users');
      await expect(rows(page)).toHaveCount(20);
      await page.route('**/oauth/token', (route) =>
        route.fulfill({ status: 400, json: { error: 'invalid_grant' } }),
      );
      await page.route('**/api/users?**', (route) =>
        route.fulfill({
          status: 401,
          headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
        }),
      );
      await page.locator('.pagination .button').last().click();
      await expect(page.locator('dialog[open]')).toBeVisible();
    },
  },
];
