import { parseArgs } from 'node:util';

/** The command line is not right; the message says how it goes. */
export class UsageError extends Error {
  override name = 'UsageError';
  readonly code = 'usage';
}

/**
 * Reads `--name value` options.
 * @throws UsageError for an unknown option, or a required one that is missing
 */
export function readOptions<
  Required extends string,
  Optional extends string = never,
>(
  parameters: readonly string[],
  names: {
    usage: string;
    required: readonly Required[];
    optional?: readonly Optional[];
  },
): Record<Required, string> & Partial<Record<Optional, string>> {
  const known = [...names.required, ...(names.optional ?? [])];
  const values = parse(parameters, known, names.usage);
  const missing = names.required.filter((name) => !values[name]?.trim());
  if (missing.length > 0) {
    throw new UsageError(
      `Missing: ${missing.map((name) => `--${name}`).join(', ')}\nUsage: ${names.usage}`,
    );
  }
  return values as Record<Required, string> & Partial<Record<Optional, string>>;
}

function parse(
  parameters: readonly string[],
  known: readonly string[],
  usage: string,
): Record<string, string | undefined> {
  try {
    const { values } = parseArgs({
      args: [...parameters],
      options: Object.fromEntries(
        known.map((name) => [name, { type: 'string' as const }]),
      ),
    });
    return values;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    throw new UsageError(`${message}\nUsage: ${usage}`, { cause });
  }
}
