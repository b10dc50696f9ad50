import type { Handler } from 'hono';
import { SCOPES } from '../../contract/seed.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { enabledGrants } from './grants.ts';

const CLIENT_AUTHENTICATION = [
  'none',
  'client_secret_basic',
  'client_secret_post',
];

/**
 * `GET /.well-known/oauth-authorization-server` ([RFC 8414 section 2](https://www.rfc-editor.org/rfc/rfc8414#section-2)):
 * what this server does, and nothing that it does not do.
 */
export function metadataEndpoint(
  dependencies: Dependencies,
): Handler<ServerEnvironment> {
  return (context) => {
    const issuer = dependencies.origin();
    return context.json({
      issuer,
      token_endpoint: `${issuer}/oauth/token`,
      token_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      revocation_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
      grant_types_supported: enabledGrants(dependencies),
      response_types_supported: [],
      scopes_supported: SCOPES,
    });
  };
}
