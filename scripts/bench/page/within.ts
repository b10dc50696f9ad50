import { setTimeout } from 'node:timers/promises';

/** How long is waited for a page, in milliseconds. */
const LIMIT = 120_000;

/**
 * Waits for something in a page, but not for ever.
 *
 * @param what has come true then, as a sentence without a full stop
 * @throws {Error} when it takes too long
 */
export async function within<T>(
  work: Promise<T>,
  what: string,
  limit: number = LIMIT,
): Promise<T> {
  const timer = new AbortController();
  const { signal } = timer;
  const tooLong = setTimeout(limit, undefined, { signal }).then(() => {
    throw new Error(`"${what}" does not come true within ${limit} ms.`);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    timer.abort();
    tooLong.catch(() => undefined);
  }
}
