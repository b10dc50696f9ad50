import type { Handler } from 'hono';
import { SCOPES } from '../../contract/seed.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { SIGNING_ALGORITHM } from '../openid/signing-keys.ts';
import { PROMPTS } from './authorize/details.ts';
import { enabledGrants } from './grants.ts';
import { OPENID_SCOPES } from './scope.ts';

const CLIENT_AUTHENTICATION = [
  'none',
  'client_secret_basic',
  'client_secret_post',
];

const CLAIMS = [
  'iss sub aud iat exp auth_time nonce sid',
  'name given_name family_name email email_verified',
].flatMap((line) => line.split(' '));

/**
 * `GET /.well-known/oauth-authorization-server` ([RFC 8414 section 2](https://www.rfc-editor.org/rfc/rfc8414#section-2))
 * and `/.well-known/openid-configuration`
 * ([OpenID Connect Discovery section 3](https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata)): what
 * this server does, and nothing that it does not do.
 */
export function metadataEndpoint(
  dependencies: Dependencies,
): Handler<ServerEnvironment> {
  return (context) => {
    const issuer = dependencies.origin();
    return context.json({
      issuer,
      authorization_endpoint: `${issuer}/oauth/authorize`,
      token_endpoint: `${issuer}/oauth/token`,
      token_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      revocation_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
      introspection_endpoint: `${issuer}/oauth/introspect`,
      introspection_endpoint_auth_methods_supported:
        CLIENT_AUTHENTICATION.filter((method) => method !== 'none'),
      userinfo_endpoint: `${issuer}/oauth/userinfo`,
      end_session_endpoint: `${issuer}/oauth/end_session`,
      jwks_uri: `${issuer}/oauth/jwks`,
      grant_types_supported: enabledGrants(dependencies),
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      request_parameter_supported: false,
      request_uri_parameter_supported: false,
      claims_parameter_supported: false,
      prompt_values_supported: PROMPTS,
      scopes_supported: [...OPENID_SCOPES, ...SCOPES],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [SIGNING_ALGORITHM],
      claims_supported: CLAIMS,
    });
  };
}
