import type Owner from '@ember/owner';
import { waitForPromise } from '@ember/test-waiters';
import type * as signedInPart from './signed-in';
import { speak } from './translations';

type SignedInPart = typeof signedInPart;

/** What each app has. An `import` of a file that is there takes a while all the same: other work of the browser comes first. */
const loaded = new WeakMap<Owner, SignedInPart>();

/**
 * Fetches what the sign-in page does without: EmberData, the pages of the signed-in part, and the token client. Whoever is
 * signed in has all of it in memory, so that a renewal needs no file of a build that may be gone from the server by then. It is
 * installed at once: while somebody types there is time for it, and none once the token is there.
 *
 * @throws {TypeError} when a file can't be had
 */
export async function loadSignedInPart(owner: Owner): Promise<SignedInPart> {
  return loaded.get(owner) ?? (await waitForPromise(load(owner)));
}

async function load(owner: Owner): Promise<SignedInPart> {
  const [part] = await Promise.all([
    import('./signed-in'),
    import('./auth/token-client'),
    import('./auth/provider-client'),
    import('./auth/session-renewals'),
  ]);
  // Where only its texts can't be had, all is said in English: a page in two languages is read out in the wrong one.
  await speak().catch(() => speak('en'));
  part.installSignedInPart(owner);
  loaded.set(owner, part);
  return part;
}
