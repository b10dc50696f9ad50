import { chromium, type Browser, type Page } from '@playwright/test';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import flags from '../browser-flags.cjs';
import { findBrowser } from '../find-browser.cjs';
import type { TestRun } from './mutation.ts';
import { endGroup } from '../process-group.ts';
import type { Outcome, Suite } from './suite.ts';

type EmberRun = Extract<TestRun, { suite: 'ember' }>;

/** The first page makes Vite's caches. In milliseconds. */
const TIMEOUT = 300_000;

/** How much of what the server says is told when it ends, in characters. */
const LAST_WORDS = 2_000;

/** QUnit's page: a test that has failed, and the end. */
const FAILED = '#qunit-tests > li.fail, #qunit-banner.qunit-fail';
const PASSED = '#qunit-banner.qunit-pass';

/**
 * The tests that `ember test` runs, from Vite's development server instead of a build: a mutation costs the loading of a page,
 * and not half a minute. A page is left at the first test that fails.
 */
export async function emberSuite(folder: string): Promise<Suite<EmberRun>> {
  const server = fork(
    fileURLToPath(new URL('test-server.ts', import.meta.url)),
    {
      cwd: folder,
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      detached: true,
    },
  );
  const gone = end(server);
  const { address } = await answerOf<{ address: string }>(server, gone);
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: flags.filter((flag) => flag !== '--headless'),
  });
  const context = await browser.newContext();

  return {
    async run({ filter }) {
      const page = await context.newPage();
      try {
        const query = new URLSearchParams({ filter });
        await page.goto(`${address}tests/index.html?${query}`, {
          timeout: TIMEOUT,
        });
        return await outcomeOf(page);
      } finally {
        await page.close();
      }
    },
    async changed(file) {
      const answer = answerOf(server, gone);
      server.send({ file });
      await answer;
    },
    stop: () => stop(server, browser),
  };
}

async function outcomeOf(page: Page): Promise<Outcome> {
  const end = page.locator(`${FAILED}, ${PASSED}`).first();
  const hasEnded = await end
    .waitFor({ state: 'attached', timeout: TIMEOUT })
    .then(
      () => true,
      () => false,
    );
  const tests = await page.locator('#qunit-tests > li').count();
  if (tests === 0) return 'broken';
  if (!hasEnded) return 'failed';
  return (await page.locator(FAILED).count()) > 0 ? 'failed' : 'passed';
}

async function answerOf<Answer>(
  server: ChildProcess,
  gone: Promise<never>,
): Promise<Answer> {
  const [answer] = (await Promise.race([once(server, 'message'), gone])) as [
    Answer,
  ];
  return answer;
}

/** Rejects when the server ends, with its last words. */
function end(server: ChildProcess): Promise<never> {
  let words = '';
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = `${words}${text}`.slice(-LAST_WORDS);
  });
  const gone = once(server, 'exit').then(([code]): never => {
    throw new Error(
      `The server of the tests has ended with ${code}.\n${words}`,
    );
  });
  // When it is stopped nobody waits for it any more.
  gone.catch(() => undefined);
  return gone;
}

async function stop(server: ChildProcess, browser: Browser): Promise<void> {
  endGroup(server);
  await browser.close();
}
