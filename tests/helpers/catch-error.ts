/**
 * What a promise was rejected with, as an error of the expected class.
 *
 * @throws when the promise was resolved, or rejected with something else
 */
export async function catchError<T extends Error>(
  type: abstract new (...args: never[]) => T,
  promise: Promise<unknown>,
): Promise<T> {
  let outcome: unknown;
  try {
    outcome = await promise;
  } catch (error) {
    if (error instanceof type) return error;
    throw new Error(`Expected ${type.name}, got ${String(error)}`, {
      cause: error,
    });
  }
  throw new Error(`Expected ${type.name}, got ${JSON.stringify(outcome)}`);
}
