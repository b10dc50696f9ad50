import { parseArgs } from 'node:util';

/** How much a benchmark does. */
export interface Options {
  tabs: number;
  rounds: number;
}

/**
 * Reads `--tabs N --rounds N`.
 *
 * @throws {RangeError} for what is not a number above zero
 */
export function readOptions(defaults: Options): Options {
  const { values } = parseArgs({
    options: { tabs: { type: 'string' }, rounds: { type: 'string' } },
  });
  return {
    tabs: positive('--tabs', values.tabs, defaults.tabs),
    rounds: positive('--rounds', values.rounds, defaults.rounds),
  };
}

function positive(
  name: string,
  value: string | undefined,
  fallback: number,
): number {
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) {
    throw new RangeError(`${name} ${value}: write a whole number above zero.`);
  }
  return number;
}
