import { appAddress, type Place } from '../app-files/address.ts';
import type { Dependencies } from '../dependencies.ts';
import { IdentityRefusedError } from './refused.ts';

type Where = Place & Pick<Dependencies, 'settings'>;

/** The addresses that a provider may send the browser back to: `REDIRECT_URIS`, else the callback page of the app that is served here. */
export function redirectUris(
  where: Where,
  provider: string,
): readonly string[] {
  const { redirectUris: written } = where.settings;
  const patterns =
    written.length > 0
      ? written
      : [`${appAddress(where)}login/callback/{provider}`];
  return patterns.map((pattern) => pattern.replaceAll('{provider}', provider));
}

/**
 * Compares texts, and nothing but whole ones ([RFC 9700 section 2.1](https://www.rfc-editor.org/rfc/rfc9700#section-2.1)).
 * @throws IdentityRefusedError
 */
export function requireRedirectUri(
  where: Where,
  provider: string,
  redirectUri: string,
): void {
  if (redirectUris(where, provider).includes(redirectUri)) return;
  throw new IdentityRefusedError(
    'invalid_grant',
    'The redirect URI is not one of this server; see REDIRECT_URIS.',
  );
}
