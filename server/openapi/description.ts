import { SCOPES } from '../../contract/seed.ts';
import { SERVER_NAME, SERVER_VERSION } from '../about.ts';
import { API_PATHS } from './paths/api.ts';
import { OAUTH_PATHS } from './paths/oauth.ts';
import { PAGE_PATHS, PROBE_PATHS } from './paths/pages.ts';
import { SCHEMAS } from './schemas.ts';
import { TAGS, type Description } from './types.ts';

const ABOUT = [
  'What can be asked of this server. Below `/api` it speaks JSON:API 1.1: attributes are named with dashes, a parameter that is not known is refused, and errors are told by their `code`.',
  'Any other method at one of these addresses is answered with 405 and `Allow`.',
].join('\n\n');

/**
 * The whole HTTP API ([OpenAPI 3.1](https://spec.openapis.org/oas/v3.1.1.html)).
 * @param origin that clients see
 */
export function describe(origin: string): Description {
  return {
    openapi: '3.1.1',
    info: { title: SERVER_NAME, version: SERVER_VERSION, description: ABOUT },
    servers: [{ url: origin }],
    tags: Object.entries(TAGS).map(([name, description]) => ({
      name,
      description,
    })),
    paths: { ...API_PATHS, ...OAUTH_PATHS, ...PAGE_PATHS, ...PROBE_PATHS },
    components: {
      schemas: SCHEMAS,
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          description: `An access token with the scope that is named: ${SCOPES.join(', ')} or openid.`,
        },
        clientSecret: {
          type: 'http',
          scheme: 'basic',
          description: 'The id and the secret of a client, form-encoded.',
        },
      },
    },
  };
}
