import { SCOPES } from '../../contract/seed.ts';
import { OPENID_SCOPES } from '../clients.ts';
import { jsonAnswer } from '../http/answers.ts';
import type { Handler } from './context.ts';
import { enabledGrants } from './grants.ts';

const CLIENT_AUTHENTICATION = ['none'];

/**
 * `GET /.well-known/oauth-authorization-server` ([RFC 8414 section 2](https://www.rfc-editor.org/rfc/rfc8414#section-2))
 * and `/.well-known/openid-configuration`
 * ([OpenID Connect Discovery section 3](https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata)). It
 * names no keys, because there are none.
 */
export const metadata: Handler = ({ settings }, { url }) => {
  const issuer = url.origin;
  return jsonAnswer(200, {
    issuer,
    authorization_endpoint: `${issuer}/simulated-provider/oidc/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    token_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    revocation_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
    grant_types_supported: enabledGrants(settings),
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    scopes_supported: [...OPENID_SCOPES, ...SCOPES],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  });
};
