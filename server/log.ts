import { DrizzleQueryError } from 'drizzle-orm/errors';

type Field = string | number | boolean | null | undefined;
export type LogFields = Readonly<Record<string, Field>>;

/** Where the server writes what happened. Nobody passes it credentials, queries or bodies: it has no fields for them. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  error(event: string, cause: unknown, fields?: LogFields): void;
}

/**
 * One JSON object a line. JSON escapes every control character, so a value cannot begin a line of its own.
 * @param write takes one line, with its line feed
 */
export function createLog(write: (line: string) => void): Log {
  const line = (level: string, event: string, fields: LogFields) =>
    write(
      `${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`,
    );
  return {
    info: (event, fields = {}) => line('info', event, fields),
    error: (event, cause, fields = {}) =>
      line('error', event, { ...fields, ...describe(cause) }),
  };
}

/** One line to be read by people, for development. JSON's way to write a text keeps control characters out of it, too. */
export function createReadableLog(write: (line: string) => void): Log {
  const line = (level: string, event: string, fields: LogFields) => {
    const details = Object.entries(fields)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => `${name}=${toWord(value)}`);
    const time = new Date().toTimeString().slice(0, 8);
    write(`${[time, level, toWord(event), ...details].join(' ')}\n`);
  };
  return {
    info: (event, fields = {}) => line('info ', event, fields),
    error: (event, cause, fields = {}) =>
      line('ERROR', event, { ...fields, ...describe(cause) }),
  };
}

/** A value that is one word of visible ASCII is written as it is. */
function toWord(value: Field): string {
  const text = String(value);
  return /^[!#-~]+$/.test(text) ? text : toAscii(JSON.stringify(text));
}

/** Some terminals take C1 controls and directional marks for orders. */
function toAscii(json: string): string {
  return json.replace(
    /[^ -~]/g,
    (character) =>
      `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** For tests and commands that want no log. */
export const silentLog: Log = { info() {}, error() {} };

/**
 * What may be written of an error. Drizzle's own message repeats the parameters of the failed query (hashes,
 * addresses), and a database message may quote a value: of those only the code and the place are kept.
 */
function describe(error: unknown): LogFields {
  if (error instanceof DrizzleQueryError) {
    return {
      error: 'DrizzleQueryError',
      code: codeOf(error.cause),
      stack: frames(error),
    };
  }
  if (error instanceof Error) {
    return {
      error: error.name,
      code: codeOf(error),
      message: codeOf(error) === undefined ? error.message : undefined,
      stack: frames(error),
    };
  }
  return { error: typeof error };
}

function codeOf(error: unknown): string | undefined {
  const hasCode = error instanceof Error && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : undefined;
}

function frames(error: Error): string | undefined {
  return error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())
    .join(' | ');
}
