import { appAddress } from '../app-files/address.ts';
import type { Dependencies } from '../dependencies.ts';
import type { FirstPartyTerms } from '../database/seed.ts';
import { redirectUris } from '../identities/redirect-uris.ts';
import { isSafeRedirectUri } from './redirect-uris.ts';

/** The app's own name for this server, where it signs in here as at any OpenID provider. */
const PROVIDER = 'oidc';

/** The first-party client by the settings, at an origin that is known by now. */
export function firstPartyTerms(
  dependencies: Pick<
    Dependencies,
    'appFiles' | 'clock' | 'origin' | 'settings'
  >,
): FirstPartyTerms {
  const { clock, settings } = dependencies;
  const app = appAddress(dependencies);
  const afterSignOut =
    settings.postLogoutRedirectUris.length > 0
      ? settings.postLogoutRedirectUris
      : [`${app}login`, app];
  return {
    id: settings.clientId,
    passwordGrant: settings.passwordGrant,
    // An origin without https beyond this machine gets none: a code would travel in the clear.
    redirectUris: redirectUris(dependencies, PROVIDER).filter(
      isSafeRedirectUri,
    ),
    postLogoutRedirectUris: afterSignOut.filter(isSafeRedirectUri),
    now: clock(),
  };
}
