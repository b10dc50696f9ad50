import {
  countRenewals,
  openTabs,
  ask,
  expect,
  isSignedOut,
  refuseToken,
} from './pages.ts';
import type { Options } from './options.ts';
import type { Bench } from './tabs.ts';

/** In each round the token is refused to all tabs at the same moment. */
export async function measureExpiries(
  { context, server, promises }: Bench,
  { tabs: count, rounds }: Options,
): Promise<void> {
  const tabs = await openTabs(context, count);
  const renewals = countRenewals(context);
  const started = performance.now();
  let asked = 0;
  let answered = 0;

  for (let round = 1; round <= rounds; round += 1) {
    await refuseToken(tabs[0]);
    await Promise.all(tabs.map(ask));
    asked += tabs.length;
    const order = round % 2 ? 'ascending' : 'descending';
    for (const tab of tabs) {
      if (await isSignedOut(tab)) continue;
      await expect(
        tab.getByRole('columnheader', { name: 'E-mail' }),
      ).toHaveAttribute('aria-sort', order);
      await expect(tab.locator('table')).toHaveAttribute('aria-busy', 'false');
      if ((await tab.getByRole('alert').innerText()) === '') answered += 1;
    }
  }

  const seconds = (performance.now() - started) / 1_000;
  const signedOut = (await Promise.all(tabs.map(isSignedOut))).filter(Boolean);
  const families = await server.families();
  const reused = families.filter(
    ({ endReason }) => endReason === 'refresh-token-reused',
  );
  const issued = families.reduce(
    (sum, { refreshTokens }) => sum + refreshTokens,
    0,
  );
  console.log(`  ${rounds} rounds in ${seconds.toFixed(0)} s`);
  promises.exactly(
    `renewals that ${count} tabs asked for in ${rounds} rounds`,
    renewals(),
    rounds,
  );
  promises.exactly(`renewals that the server has granted`, issued - 1, rounds);
  promises.exactly(`refresh tokens used twice, of ${issued}`, reused.length, 0);
  promises.exactly(`tabs signed out, of ${count}`, signedOut.length, 0);
  promises.exactly(
    `requests answered in the end, of ${asked}`,
    answered,
    asked,
  );
}
