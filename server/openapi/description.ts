import { SCOPES } from '../../contract/seed.ts';
import { SERVER_NAME, SERVER_VERSION } from '../about.ts';
import type { GatewaySettings } from '../gateway/settings.ts';
import { sessionCookieName } from '../gateway/cookie.ts';
import { API_PATHS } from './paths/api.ts';
import { gatewayPaths } from './paths/gateway.ts';
import { OAUTH_PATHS } from './paths/oauth.ts';
import { PAGE_PATHS, PROBE_PATHS } from './paths/pages.ts';
import { SCHEMAS } from './schemas.ts';
import { TAGS, type Description, type Paths, type Schema } from './types.ts';

const ABOUT = [
  'What can be asked of this server. Below `/api` it speaks JSON:API 1.1: attributes are named with dashes, a parameter that is not known is refused, and errors are told by their `code`.',
  'Any other method at one of these addresses is answered with 405 and `Allow`.',
].join('\n\n');

/**
 * The whole HTTP API ([OpenAPI 3.1](https://spec.openapis.org/oas/v3.1.1.html)).
 * @param origin that clients see
 * @param gateway which there is, if any: its addresses, and that its session is as good as a token
 */
export function describe(
  origin: string,
  gateway?: GatewaySettings,
): Description {
  return {
    openapi: '3.1.1',
    info: { title: SERVER_NAME, version: SERVER_VERSION, description: ABOUT },
    servers: [{ url: origin }],
    tags: Object.entries(TAGS)
      .filter(([name]) => name !== 'Gateway' || gateway?.kind === 'server')
      .map(([name, description]) => ({ name, description })),
    paths: {
      ...(gateway ? withSession(API_PATHS) : API_PATHS),
      ...OAUTH_PATHS,
      ...PAGE_PATHS,
      ...(gateway?.kind === 'server' ? gatewayPaths(gateway.prefix) : {}),
      ...PROBE_PATHS,
    },
    components: {
      schemas: SCHEMAS,
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          description: `An access token with the scope that is named: ${SCOPES.join(', ')} or openid.`,
        },
        ...(gateway && { gatewaySession: sessionScheme(gateway, origin) }),
        clientSecret: {
          type: 'http',
          scheme: 'basic',
          description: 'The id and the secret of a client, form-encoded.',
        },
      },
    },
  };
}

/** Whatever takes an access token takes the session of the gateway, too. */
function withSession(paths: Paths): Paths {
  return Object.fromEntries(
    Object.entries(paths).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [
          method,
          operation.security
            ? {
                ...operation,
                security: [...operation.security, { gatewaySession: [] }],
              }
            : operation,
        ]),
      ),
    ]),
  );
}

function sessionScheme(gateway: GatewaySettings, origin: string): Schema {
  const rule =
    'What may change something needs `X-Requested-With` too, and a browser that says that the app asks.';
  return gateway.kind === 'server'
    ? {
        type: 'apiKey',
        in: 'cookie',
        name: sessionCookieName(origin),
        description: `The session of the gateway. ${rule}`,
      }
    : {
        type: 'apiKey',
        in: 'header',
        name: 'X-Auth-Request-User',
        description: `What the gateway adds, with its secret, for whoever is signed in there. ${rule}`,
      };
}
