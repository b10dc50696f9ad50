/**
 * `npm test`: everything that says whether the product works, and one closing line over all of it. It stops at nothing, so
 * that one run shows all that is wrong.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './child-process.ts';
import { ensureBrowser } from './ensure-browser.ts';
import { ensureNginx } from './ensure-nginx.ts';
import {
  passedInPlaywright,
  passedInTap,
  writePassedTests,
} from './suites/passed-tests.ts';

interface Count {
  passed: number;
  failed: number;
}

interface Suite {
  name: string;
  command: string;
  /** Reads the suite's own count from what it printed; without it the suite counts as one test. */
  count?: (output: string) => Count | undefined;
  /** The names of the tests that have passed, from what it printed. */
  passed?: (output: string) => string[];
}

interface Result extends Count {
  name: string;
  /** The names of the tests that have passed. */
  names: string[];
  seconds: number;
}

/** Playwright's summaries: see `tests/e2e/playwright.config.ts`, and the one in `behind-nginx`. */
const E2E_SUMMARY = join(root, 'test-results/e2e.json');
const NGINX_SUMMARY = join(root, 'test-results/nginx.json');

const suites: Suite[] = [
  { name: 'lint: types', command: 'npm run --silent lint:types' },
  { name: 'lint: scripts', command: 'npm run --silent lint:js' },
  { name: 'lint: templates', command: 'npm run --silent lint:hbs' },
  { name: 'lint: styles', command: 'npm run --silent lint:css' },
  { name: 'lint: format', command: 'npm run --silent lint:format' },
  {
    name: 'ember test: unit, acceptance, contract on the simulated server',
    // Any free port: another run may be under way.
    command: 'npx ember test --test-port=0',
    count: countTap,
    passed: passedInTap,
  },
  {
    name: 'server: its own tests, contract on the real server',
    command: 'npm run --silent test:server',
    count: countTap,
    passed: passedInTap,
  },
  { name: 'build', command: 'npm run --silent build' },
  { name: 'size of the sign-in page', command: 'npm run --silent size' },
  {
    name: 'end to end: real browser, production build, real server',
    command: 'npm run --silent test:e2e',
    count: () => countEndToEnd(E2E_SUMMARY),
    passed: () => passedInPlaywright(readEndToEnd(E2E_SUMMARY)),
  },
];

/** Where there is an nginx, or may be one. */
const behindNginx: Suite[] = [
  {
    name: 'nginx: what it lets through, what it says itself',
    command:
      'node --import tsx --test --test-reporter=tap scripts/tests/nginx/*.test.ts',
    count: countTap,
    passed: passedInTap,
  },
  {
    name: 'end to end behind nginx: our server as the gateway, and with tokens',
    command: 'npx playwright test --config tests/e2e/behind-nginx',
    count: () => countEndToEnd(NGINX_SUMMARY),
    passed: () => passedInPlaywright(readEndToEnd(NGINX_SUMMARY)),
  },
];

if (ensureBrowser()) {
  for (const summary of [E2E_SUMMARY, NGINX_SUMMARY]) {
    rmSync(summary, { force: true });
  }
  const results: Result[] = [];
  const all = ensureNginx() ? [...suites, ...behindNginx] : suites;
  const isLint = ({ name }: Suite) => name.startsWith('lint:');
  // None of them fills a machine by itself.
  results.push(...(await Promise.all(all.filter(isLint).map(run))));
  for (const suite of all.filter((one) => !isLint(one))) {
    results.push(await run(suite));
  }
  if (all === suites) {
    console.log('\nThere is no nginx here: what stands behind it was not run.');
  }
  writePassedTests(results.flatMap(({ names }) => names));
  report(results);
} else {
  console.error(
    'There is no browser to test in: install Chrome, Chromium or Edge, or set CHROME_BIN to its program.',
  );
  process.exitCode = 1;
}

async function run({
  name,
  command,
  count,
  passed: named,
}: Suite): Promise<Result> {
  console.log(`\n── ${name}\n   ${command}\n`);
  const started = performance.now();
  const { code, output } = await execute(command);
  const seconds = (performance.now() - started) / 1_000;

  const counted = count ? count(output) : { passed: 1, failed: 0 };
  if (!counted) return { name, names: [], seconds, passed: 0, failed: 1 };
  // A suite that says that all is well and exits otherwise is not well.
  const failed = code === 0 ? counted.failed : Math.max(counted.failed, 1);
  const passed = count ? counted.passed : 1 - failed;
  return { name, names: named?.(output) ?? [], seconds, passed, failed };
}

function execute(command: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, {
      cwd: root,
      shell: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The closing lines of testem and of Node's test runner: `# pass 12`, `# fail 0`. */
function countTap(output: string): Count | undefined {
  const passed = /^# pass\s+(\d+)$/m.exec(output)?.[1];
  const failed = /^# fail\s+(\d+)$/m.exec(output)?.[1];
  if (passed === undefined || failed === undefined) return undefined;
  return atLeastOne({ passed: Number(passed), failed: Number(failed) });
}

function countEndToEnd(summary: string): Count | undefined {
  try {
    const { stats } = readEndToEnd(summary);
    return atLeastOne({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
    });
  } catch {
    return undefined;
  }
}

type EndToEnd = Parameters<typeof passedInPlaywright>[0] & {
  stats: { expected: number; unexpected: number; flaky: number };
};

function readEndToEnd(summary: string): EndToEnd {
  return JSON.parse(readFileSync(summary, 'utf8')) as EndToEnd;
}

/** A suite in which nothing ran has shown nothing. */
function atLeastOne(count: Count): Count | undefined {
  return count.passed + count.failed > 0 ? count : undefined;
}

function report(all: Result[]): void {
  console.log('\n── All suites\n');
  for (const { name, passed, failed, seconds } of all) {
    const mark = failed === 0 ? '✓' : '✗';
    const time = `${seconds.toFixed(0)} s`.padStart(6);
    console.log(`${mark} ${time}  ${name}: ${passed} passed, ${failed} failed`);
  }
  const passed = all.reduce((sum, result) => sum + result.passed, 0);
  const failed = all.reduce((sum, result) => sum + result.failed, 0);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}
