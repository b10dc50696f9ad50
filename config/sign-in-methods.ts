import { listOf } from './list-of';
import { SettingsError } from './settings-error';

/** The ids of the providers, in the order of their buttons. */
export function understandSignInMethods(
  value: string,
  known: readonly string[],
): string[] {
  const ids = listOf(value);
  if (ids.length === 0) {
    throw new SettingsError(
      'SIGN_IN_METHODS',
      'names no way to sign in.',
      `Name one or more of: ${known.join(', ')}.`,
    );
  }
  for (const [index, id] of ids.entries()) {
    if (!known.includes(id)) {
      throw new SettingsError(
        'SIGN_IN_METHODS',
        `names "${id}", but there is no app/identity-providers/${id}.ts.`,
        `Add that file, or use what there is: ${known.join(', ')}.`,
      );
    }
    if (ids.indexOf(id) !== index) {
      throw new SettingsError(
        'SIGN_IN_METHODS',
        `names "${id}" twice.`,
        'Leave one of them out.',
      );
    }
  }
  return ids;
}
