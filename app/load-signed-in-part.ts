import { waitForPromise } from '@ember/test-waiters';
import { speak } from './translations';

/**
 * Fetches what the sign-in page does without: EmberData, the pages of the signed-in part, and the token client. Whoever is
 * signed in has all of it in memory, so that a renewal needs no file of a build that may be gone from the server by then.
 *
 * @throws {TypeError} when a file can't be had
 */
export async function loadSignedInPart() {
  const [signedInPart] = await waitForPromise(
    Promise.all([
      import('./signed-in'),
      import('./auth/token-client'),
      import('./auth/provider-client'),
      import('./auth/session-renewals'),
    ]),
  );
  // Where only its texts can't be had, all is said in English: a page in two languages is read out in the wrong one.
  await speak().catch(() => speak('en'));
  return signedInPart;
}
