import { SCOPES } from '../../contract/seed.ts';
import { jsonAnswer } from '../http/answers.ts';
import type { Handler } from './context.ts';
import { enabledGrants } from './token.ts';

const CLIENT_AUTHENTICATION = ['none'];

/**
 * `GET /.well-known/oauth-authorization-server`
 * ([RFC 8414 section 2](https://www.rfc-editor.org/rfc/rfc8414#section-2)).
 */
export const metadata: Handler = ({ settings }, { url }) => {
  const issuer = url.origin;
  return jsonAnswer(200, {
    issuer,
    token_endpoint: `${issuer}/oauth/token`,
    token_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    revocation_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
    grant_types_supported: enabledGrants(settings),
    response_types_supported: [],
    scopes_supported: SCOPES,
  });
};
