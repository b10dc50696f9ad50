import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { contractCases, runCase } from '../../contract/index.ts';
import type { ContractTarget } from '../../contract/types.ts';
import { startContractTarget } from './support/contract-target.ts';
import { DescriptionChecker } from './support/description.ts';

describe('the contract, on the real server over HTTP', () => {
  const checker = new DescriptionChecker();
  let target: Awaited<ReturnType<typeof startContractTarget>>;
  before(async () => {
    target = await startContractTarget();
  });
  after(() => target.close());

  for (const contractCase of contractCases) {
    test(contractCase.name, () =>
      runCase(contractCase, describedTarget(target, checker)),
    );
  }

  test('N12 every answer of it is as the description of the API says', (t) => {
    const kinds = [...checker.seen.keys()];
    assert.ok(kinds.length > 80, String(kinds.length));
    const answers = [...checker.seen.values()].reduce((sum, n) => sum + n, 0);
    t.diagnostic(`${answers} answers of ${kinds.length} kinds`);
  });
});

/** The target, whose answers are held against the description as they come. */
function describedTarget(
  target: ContractTarget,
  checker: DescriptionChecker,
): ContractTarget {
  return {
    ...target,
    fetch: async (path, init) => {
      const response = await target.fetch(path, init);
      const method = init.method ?? 'GET';
      const problem = await checker.problemWith({ method, path, response });
      assert.equal(problem, undefined);
      return response;
    },
  };
}
