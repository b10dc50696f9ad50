/**
 * `npm run bench:page`: how soon the sign-in page can be used, and how soon its user sees the table, on a slow phone with a slow
 * network; in the same run, turn by turn, a bare Ember app (`bench/bare-ember-app/`), because a figure alone says more about the
 * machine than about the app. `-- --rounds 5` is done sooner than 9; with `-- --check` it exits with 1 when a promise is broken.
 */
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { browser as launchOptions } from '../tests/e2e/support/browser.ts';
import { build } from './bench/page/builds.ts';
import { loadReport, mediansOf } from './bench/page/load-report.ts';
import { measureLoad, type LoadFigures } from './bench/page/measure-load.ts';
import {
  KEY_DELAY,
  measureSignIn,
  WAYS,
  type SignIn,
  type Way,
} from './bench/page/measure-sign-in.ts';
import { checkPromises, describePromised } from './bench/page/promises.ts';
import { serve } from './bench/page/serve.ts';
import { signInReport } from './bench/page/sign-in-report.ts';
import { CONDITIONS } from './bench/page/throttling.ts';
import { wholeNumber } from './bench/whole-number.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    check: { type: 'boolean', default: false },
  },
});
const rounds = wholeNumber('rounds', values.rounds);

const builds = build();
const ours = await serve(builds.ours);
const bare = await serve(builds.bare);
const browser = await chromium.launch(launchOptions);
const signInPage = `${ours.origin}/login`;
try {
  console.log(`Chromium ${browser.version()}; ${CONDITIONS}.`);
  console.log('HTTP/1.1, brotli, an empty cache each time.\n');
  await measureAll();
} finally {
  await browser.close();
  await ours.stop();
  await bare.stop();
}

async function measureAll(): Promise<void> {
  const loads = { ours: [] as LoadFigures[], bare: [] as LoadFigures[] };
  const signIns: Record<Way, SignIn[]> = { typed: [], 'filled in at once': [] };
  // The round before the first is not counted: servers and browser begin with it.
  for (let round = 0; round <= rounds; round += 1) {
    const turn = {
      bare: () => measureLoad(browser, `${bare.origin}/`, 'form'),
      ours: () => measureLoad(browser, signInPage, 'main:not([data-early])'),
    };
    // Who is first changes.
    const names = ['bare', 'ours'] as const;
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const figures = await turn[name]();
      if (round > 0) loads[name].push(figures);
    }
    for (const way of WAYS) {
      const options = { way, isTraced: false };
      const signIn = await measureSignIn(browser, signInPage, options);
      if (round > 0) signIns[way].push(signIn);
    }
  }

  console.log(`Medians of ${rounds} rounds\n`);
  console.log(`${loadReport(loads.ours, loads.bare)}\n`);
  console.log(`Typed: ${KEY_DELAY} ms a key.`);
  for (const way of WAYS) {
    const options = { way, isTraced: true };
    const traced = await measureSignIn(browser, signInPage, options);
    console.log(`\n${signInReport(way, signIns[way], traced)}`);
  }
  console.log('');
  report(mediansOf(loads.ours), mediansOf(loads.bare));
}

function report(oursMedians: LoadFigures, bareMedians: LoadFigures): void {
  const promised = checkPromises(oursMedians, bareMedians);
  for (const one of promised) console.log(describePromised(one));
  if (values.check && promised.some(({ isKept }) => !isKept)) {
    process.exitCode = 1;
  }
}
