import { after, before, describe, test } from 'node:test';
import { contractCases, runCase } from '../../contract/index.ts';
import { startTestServer, type TestServer } from './support/server.ts';

describe('the contract, on the real server over HTTP', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  for (const contractCase of contractCases) {
    test(contractCase.name, () => runCase(contractCase, server));
  }
});
