import { after, before, describe, test } from 'node:test';
import { contractCases, runCase } from '../../contract/index.ts';
import { startContractTarget } from './support/contract-target.ts';

describe('the contract, on the real server over HTTP', () => {
  let target: Awaited<ReturnType<typeof startContractTarget>>;
  before(async () => {
    target = await startContractTarget();
  });
  after(() => target.close());

  for (const contractCase of contractCases) {
    test(contractCase.name, () => runCase(contractCase, target));
  }
});
