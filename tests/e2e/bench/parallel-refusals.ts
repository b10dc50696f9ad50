import type { Request } from '@playwright/test';
import { countRenewals, expect, openTabs, refuseToken } from './pages.ts';
import type { Bench } from './tabs.ts';

const REQUESTS = 20;
const USERS = '**/api/users?*';

/** One tab has many requests under way, all with a token that is refused then. */
export async function measureParallelRefusals({
  context,
  server,
  promises,
}: Bench): Promise<void> {
  const [tab] = await openTabs(context, 1);
  const renewals = countRenewals(context);
  const sent: Request[] = [];
  tab.on('request', (request) => {
    if (request.url().includes('/api/users?')) sent.push(request);
  });

  // Held until all are there.
  let release = () => undefined as void;
  const gate = new Promise<void>((resolve) => (release = resolve));
  await tab.route(USERS, async (route) => {
    await gate;
    await route.continue();
  });
  for (let count = 1; count <= REQUESTS; count += 1) {
    await tab.getByLabel('Search').fill('a'.repeat(count));
    await expect.poll(() => sent.length).toBe(count);
  }
  await refuseToken(tab);
  release();
  await expect.poll(() => sent.length).toBe(2 * REQUESTS);

  const statuses = await Promise.all(
    sent.map(async (request) => (await request.response())?.status()),
  );
  const [family] = await server.families();
  promises.exactly(
    `requests refused, of ${REQUESTS}`,
    statuses.filter((status) => status === 401).length,
    REQUESTS,
  );
  promises.exactly('renewals asked for', renewals(), 1);
  promises.exactly(
    'renewals that the server has granted',
    (family?.refreshTokens ?? 0) - 1,
    1,
  );
  promises.exactly(
    `requests made once more and answered, of ${REQUESTS}`,
    statuses.filter((status) => status === 200).length,
    REQUESTS,
  );
}
