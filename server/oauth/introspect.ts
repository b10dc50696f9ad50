import OAuth2Server from '@node-oauth/oauth2-server';
import type { Handler } from 'hono';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { authenticate } from '../sessions/authenticate.ts';
import { formatScope } from '../sessions/issue.ts';
import { authenticateClient, readClientCredentials } from './clients.ts';
import { readForm } from './form.ts';

const { InvalidClientError, InvalidRequestError } = OAuth2Server;

/**
 * `POST /oauth/introspect` ([RFC 7662](https://www.rfc-editor.org/rfc/rfc7662)), for clients with a secret only: whoever
 * could ask anonymously could try tokens. Of a token that is not good nothing is told but that; a refresh token is none
 * to a resource server.
 */
export function introspectionEndpoint({
  clock,
  database,
  origin,
}: Dependencies): Handler<ServerEnvironment> {
  return async (context) => {
    const form = await readForm(context);
    const credentials = readClientCredentials(
      context.req.header('authorization'),
      form,
    );
    const client = await authenticateClient(database, credentials);
    if (client.secretHash === null) {
      throw new InvalidClientError('Only a client with a secret may ask this.');
    }
    const token = form.get('token');
    if (token === undefined) {
      throw new InvalidRequestError('The parameter token is missing.');
    }
    const principal = await authenticate(database, token, {
      now: clock(),
      // The address of who asks is the resource server's.
      address: undefined,
    });
    if (!principal) return context.json({ active: false });
    return context.json({
      active: true,
      token_type: 'Bearer',
      iss: origin(),
      sub: principal.user.id,
      username: principal.user.email,
      client_id: principal.clientId,
      scope: formatScope(principal.scope),
      iat: toSeconds(principal.issuedAt),
      exp: toSeconds(principal.expiresAt),
    });
  };
}

function toSeconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}
