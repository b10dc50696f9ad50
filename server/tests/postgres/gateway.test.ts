import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { atProvider, GatewayBrowser } from '../support/gateway.ts';
import { startTestProvider, type TestProvider } from '../support/provider.ts';
import {
  startServerProcesses,
  type ServerProcesses,
} from '../support/server-processes.ts';

const PROCESSES = 4;

/** Needs PostgreSQL: `npm run test:server:postgres`. */
describe('the gateway on several processes', { timeout: 300_000 }, () => {
  let servers: ServerProcesses;
  let provider: TestProvider;
  let browser: GatewayBrowser;
  before(async () => {
    const postgres = process.env['TEST_DATABASE_URL'];
    assert.ok(postgres, 'these tests need TEST_DATABASE_URL');
    servers = await startServerProcesses(postgres, PROCESSES);
    provider = await startTestProvider(servers);
  });
  beforeEach(async () => {
    await provider.reset({ GATEWAY_PROVIDER: 'oidc' });
    browser = new GatewayBrowser(servers.origin);
  });
  after(async () => {
    await provider.close();
    await servers.close();
  });

  const renewals = () =>
    provider.requests.filter((request) => request === 'POST /token').length - 1;
  const statuses = (count: number) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const { status } = await browser.get('/oauth2/auth');
        return status;
      }),
    );

  test('L9 forty requests at once, at four processes, renew the tokens once each time they run out', async (t) => {
    const answer = await browser.signIn({ scenario: 'tokens-expire' });
    assert.equal(answer.status, 302, answer.text);
    for (const round of [1, 2, 3]) {
      await servers.advance(10);
      const answers = await statuses(40);
      assert.deepEqual(new Set(answers), new Set([202]));
      assert.equal(renewals(), round);
    }
    const counts = servers.counts();
    assert.equal(counts.length, PROCESSES);
    assert.ok(counts.every((count) => count > 0));
    t.diagnostic(`120 requests, 3 renewals, at ${counts.join(', ')}`);
  });

  test('A21 a callback that arrives twenty times at once is redeemed once', async () => {
    const begun = await browser.get('/oauth2/start');
    const address = await atProvider(begun.location ?? '');
    const cookies = [...browser.cookies]
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        new GatewayBrowser(servers.origin).get(address, { cookie: cookies }),
      ),
    );
    const signedIn = answers.filter(({ status }) => status === 302);
    assert.equal(signedIn.length, 1);
    assert.equal(renewals(), 0);
  });
});
