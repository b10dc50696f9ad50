import { readEmail, type Claims } from './claims.ts';
import { openIdProvider, saysEmailVerified } from './openid.ts';
import type { ProviderFactory } from './types.ts';

const ISSUER = 'https://accounts.google.com';

/** [Google](https://developers.google.com/identity/openid-connect/openid-connect). A web client has a secret there. */
export const google: ProviderFactory = (configuration) =>
  configuration.clientSecret === undefined
    ? undefined
    : openIdProvider(configuration, {
        issuer: configuration.issuer ?? ISSUER,
        isEmailVerified,
      });

/**
 * Google is the one to say whose an address is only where it hosts the mailbox: `gmail.com`, or a Workspace (`hd`). Any
 * other address was verified once, and may belong to somebody else by now
 * ([how to verify](https://developers.google.com/identity/gsi/web/guides/verify-google-id-token)).
 */
function isEmailVerified(claims: Claims): boolean {
  const domain = readEmail(claims['email'])?.split('@')[1]?.toLowerCase();
  const { hd } = claims;
  const isWorkspace = typeof hd === 'string' && hd !== '';
  return saysEmailVerified(claims) && (domain === 'gmail.com' || isWorkspace);
}
