import { warn } from '@ember/debug';

/**
 * A torii provider does something that its attempt can't be trusted with. In development the console says what.
 *
 * @throws {TypeError} always
 */
export function misfit(what: string): never {
  const message = `The torii provider ${what}: see docs/torii.md.`;
  warn(message, false, { id: 'latchkey.torii-misfit' });
  throw new TypeError(message);
}
