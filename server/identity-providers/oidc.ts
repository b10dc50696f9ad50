import { openIdProvider } from './openid.ts';
import type { ProviderFactory } from './types.ts';

/** Any OpenID provider, by settings alone: `OIDC_ISSUER` and `OIDC_CLIENT_ID`. The secret is the provider's choice. */
export const oidc: ProviderFactory = (configuration) =>
  configuration.issuer === undefined
    ? undefined
    : openIdProvider(configuration, { issuer: configuration.issuer });
