import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { newToken } from '../tokens.ts';
import { passwordProblem } from '../users/password-rules.ts';
import { UsageError } from './arguments.ts';

export interface GivenPassword {
  password: string;
  /** Whether it was made here, because none was given: somebody has to be told. */
  isNew: boolean;
}

/**
 * A password from standard input, one line feed at its end dropped, or from the keyboard, where it is not shown. It is no
 * option of the command line: others can read that. Nothing at all brings a new one.
 * @throws UsageError for somebody who gives up, and for what cannot be a password
 */
export async function readPassword(
  input: NodeJS.ReadStream = process.stdin,
): Promise<GivenPassword> {
  const given = input.isTTY
    ? await ask(input)
    : (await text(input)).replace(/\r?\n$/, '');
  if (given === '') return { password: newToken(), isNew: true };
  const problem = passwordProblem(given);
  if (problem !== undefined) {
    throw new UsageError(`The password is ${problem}. Nothing was done.`);
  }
  return { password: given, isNew: false };
}

async function ask(input: NodeJS.ReadStream): Promise<string> {
  process.stderr.write('Password (nothing makes a new one): ');
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const keyboard = createInterface({ input, output: silence, terminal: true });
  const gaveUp = new AbortController();
  keyboard.once('close', () => gaveUp.abort());
  try {
    return await keyboard.question('', { signal: gaveUp.signal });
  } catch (cause) {
    throw new UsageError('No password was given. Nothing was done.', { cause });
  } finally {
    keyboard.close();
    process.stderr.write('\n');
  }
}
