import { signedIn } from './en-signed-in';
import { texts as shared } from './index';

/** What the app says once somebody is signed in. */
export const texts: typeof shared & typeof signedIn = {
  ...shared,
  ...signedIn,
};
