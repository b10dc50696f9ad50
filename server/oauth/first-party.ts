import type { Dependencies } from '../dependencies.ts';
import type { FirstPartyTerms } from '../database/seed.ts';
import { redirectUris } from '../identities/redirect-uris.ts';
import { isSafeRedirectUri } from './redirect-uris.ts';

/** The app's own name for this server, where it signs in here as at any OpenID provider. */
const PROVIDER = 'oidc';

/** The first-party client by the settings, at an origin that is known by now. */
export function firstPartyTerms({
  clock,
  origin,
  settings,
}: Pick<Dependencies, 'clock' | 'origin' | 'settings'>): FirstPartyTerms {
  const afterSignOut =
    settings.postLogoutRedirectUris.length > 0
      ? settings.postLogoutRedirectUris
      : [`${origin()}/login`, `${origin()}/`];
  return {
    id: settings.clientId,
    passwordGrant: settings.passwordGrant,
    // An origin without https beyond this machine gets none: a code would travel in the clear.
    redirectUris: redirectUris({ origin, settings }, PROVIDER).filter(
      isSafeRedirectUri,
    ),
    postLogoutRedirectUris: afterSignOut.filter(isSafeRedirectUri),
    now: clock(),
  };
}
