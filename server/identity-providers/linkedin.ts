import { openIdProvider } from './openid.ts';
import type { ProviderFactory } from './types.ts';

const ISSUER = 'https://www.linkedin.com/oauth';

/**
 * [LinkedIn](https://learn.microsoft.com/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2): OpenID without
 * PKCE for web clients, and without nonce. It verifies an address once, and people keep it there when they change the
 * employer: it never counts as verified.
 */
export const linkedin: ProviderFactory = (configuration) =>
  configuration.clientSecret === undefined
    ? undefined
    : openIdProvider(configuration, {
        issuer: configuration.issuer ?? ISSUER,
        isEmailVerified: () => false,
        hasPkce: false,
        hasNonce: false,
      });
