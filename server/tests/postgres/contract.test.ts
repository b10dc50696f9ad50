import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { contractCases, runCase } from '../../../contract/index.ts';
import { startContractTarget } from '../support/contract-target.ts';
import {
  startServerProcesses,
  type ServerProcesses,
} from '../support/server-processes.ts';

const PROCESSES = 4;

/** Needs PostgreSQL: `npm run test:server:postgres`. */
describe('the contract, on several processes behind one address', () => {
  let servers: ServerProcesses;
  let target: Awaited<ReturnType<typeof startContractTarget>>;
  before(async () => {
    const postgres = process.env['TEST_DATABASE_URL'];
    assert.ok(postgres, 'these tests need TEST_DATABASE_URL');
    servers = await startServerProcesses(postgres, PROCESSES);
    target = await startContractTarget(Promise.resolve(servers));
  });
  after(() => target.close());

  for (const contractCase of contractCases) {
    test(contractCase.name, () => runCase(contractCase, target));
  }

  test('each of them has answered its share', () => {
    const counts = servers.counts();
    assert.equal(counts.length, PROCESSES);
    assert.ok(Math.min(...counts) > 0, counts.join(', '));
    assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
  });
});
