import { mismatch } from './match.ts';
import { toFetchArguments } from './request.ts';
import { fill, readPath } from './template.ts';
import type {
  ContractCase,
  ContractTarget,
  ExchangeStep,
  Expectation,
  HeaderPattern,
  ParallelStep,
  Step,
} from './types.ts';

/** The first difference between what the contract says and what an implementation answered. */
export class ContractError extends Error {
  override name = 'ContractError';
  readonly code = 'contract-broken';
}

/**
 * Runs one case against one implementation.
 * @throws ContractError at the first difference; its message names the case, the step, the request and the difference.
 */
export async function runCase(
  contractCase: ContractCase,
  target: ContractTarget,
): Promise<void> {
  await target.reset(contractCase.settings ?? {});
  const remembered = new Map<string, string>();

  for (const [index, step] of contractCase.steps.entries()) {
    const difference = await runStep(step, target, remembered);
    if (difference !== undefined) {
      throw new ContractError(
        `${contractCase.name}\n  step ${index + 1}${describe(step)}: ${difference}`,
      );
    }
  }
}

async function runStep(
  step: Step,
  target: ContractTarget,
  remembered: Map<string, string>,
): Promise<string | undefined> {
  if ('wait' in step) {
    await target.advance(step.wait);
    return undefined;
  }
  if ('visit' in step) {
    const form = await target.visit(step.visit);
    for (const [parameter, value] of Object.entries(form)) {
      remembered.set(`${parameter}Of${step.name}`, value);
    }
    return undefined;
  }
  if ('parallel' in step) return runParallel(step, target, remembered);
  return runExchange(step, target, remembered);
}

async function runExchange(
  step: ExchangeStep,
  target: ContractTarget,
  remembered: Map<string, string>,
): Promise<string | undefined> {
  const response = await target.fetch(
    ...toFetchArguments(step.request, remembered),
  );
  const text = await response.text();
  const difference = compare(response, text, step.expect, remembered);
  if (difference !== undefined) return `${difference}\n  ${excerpt(text)}`;

  for (const [name, path] of Object.entries(step.remember ?? {})) {
    const value = readPath(JSON.parse(text), path);
    if (typeof value !== 'string') return `nothing to remember at ${path}`;
    remembered.set(name, value);
  }
  for (const [name, header] of Object.entries(step.rememberHeaders ?? {})) {
    const value = response.headers.get(header);
    if (value === null) return `no header ${header} to remember`;
    remembered.set(name, value);
  }
  return undefined;
}

async function runParallel(
  step: ParallelStep,
  target: ContractTarget,
  remembered: Map<string, string>,
): Promise<string | undefined> {
  const responses = await Promise.all(
    Array.from({ length: step.parallel }, () =>
      target.fetch(...toFetchArguments(step.request, remembered)),
    ),
  );
  const counts: Record<number, number> = {};
  for (const response of responses) {
    await response.text();
    counts[response.status] = (counts[response.status] ?? 0) + 1;
  }
  const expected = JSON.stringify(step.expectStatuses);
  const found = JSON.stringify(counts);
  return expected === found
    ? undefined
    : `expected the statuses ${expected}, found ${found}`;
}

function compare(
  response: Response,
  text: string,
  expect: Expectation,
  remembered: ReadonlyMap<string, string>,
): string | undefined {
  if (response.status !== expect.status) {
    return `expected status ${expect.status}, found ${response.status}`;
  }
  for (const [name, pattern] of Object.entries(expect.headers ?? {})) {
    const difference = compareHeader(
      response.headers.get(name),
      pattern,
      remembered,
    );
    if (difference !== undefined) return `header ${name}: ${difference}`;
  }
  if (expect.text !== undefined) {
    const difference = mismatch(text, expect.text, remembered, 'the body');
    if (difference !== undefined) return difference;
  }
  if (expect.body === undefined) return undefined;
  const body = parseJson(text);
  if (body === undefined) return 'the body is not JSON';
  return mismatch(body.value, expect.body, remembered, 'body');
}

function compareHeader(
  found: string | null,
  pattern: HeaderPattern,
  remembered: ReadonlyMap<string, string>,
): string | undefined {
  if (pattern === null) {
    return found === null ? undefined : `expected none, found ${found}`;
  }
  if (found === null) return 'is absent';
  const fits =
    typeof pattern === 'string'
      ? found === fill(pattern, remembered)
      : new RegExp(pattern.$match).test(found);
  return fits
    ? undefined
    : `expected ${JSON.stringify(pattern)}, found ${JSON.stringify(found)}`;
}

/** The parsed value in a box (`null` is a value too), or nothing when the text is not JSON. */
function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function describe(step: Step): string {
  return 'request' in step
    ? ` (${step.request.method} ${step.request.path})`
    : '';
}

function excerpt(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)}...` : text || '(empty)';
}
