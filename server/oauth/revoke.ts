import OAuth2Server from '@node-oauth/oauth2-server';
import type { Handler } from 'hono';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { revokeToken } from '../sessions/end.ts';
import { authenticateClient, readClientCredentials } from './clients.ts';
import { readForm } from './form.ts';

/**
 * `POST /oauth/revoke` ([RFC 7009](https://www.rfc-editor.org/rfc/rfc7009)). The answer is 200 whether there was such a
 * token or not, also when it is another client's: nobody learns here which tokens exist. The hint is not needed.
 */
export function revocationEndpoint({
  clock,
  database,
}: Dependencies): Handler<ServerEnvironment> {
  return async (context) => {
    const form = await readForm(context);
    const credentials = readClientCredentials(
      context.req.header('authorization'),
      form,
    );
    const token = form.get('token');
    if (token === undefined) {
      throw new OAuth2Server.InvalidRequestError(
        'The parameter token is missing.',
      );
    }
    const client = await authenticateClient(database, credentials);
    await revokeToken(database, token, { clientId: client.id, now: clock() });
    return context.body('', 200);
  };
}
