import OAuth2Server from '@node-oauth/oauth2-server';
import type { Handler } from 'hono';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { formatScope } from '../sessions/issue.ts';
import { keepDevice } from '../throttling/device.ts';
import { callerOf } from './caller.ts';
import { authenticateClient, readClientCredentials } from './clients.ts';
import { readForm } from './form.ts';
import { enabledGrants, grantClasses, type GrantedToken } from './grants.ts';

const { InvalidRequestError, UnsupportedGrantTypeError } = OAuth2Server;

/** [RFC 6749 section 5.1](https://www.rfc-editor.org/rfc/rfc6749#section-5.1). */
interface TokenAnswer {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  refresh_token: string;
  scope: string;
  id_token?: string;
}

/**
 * `POST /oauth/token`. What the library leaves open is decided before it is asked: how the form is read, and which
 * client may come without a secret. It then dispatches to the grant, for clients that may use it.
 */
export function tokenEndpoint(
  dependencies: Dependencies,
): Handler<ServerEnvironment> {
  return async (context) => {
    const form = await readForm(context);
    const credentials = readClientCredentials(
      context.req.header('authorization'),
      form,
    );
    const grantType = form.get('grant_type');
    if (grantType === undefined) {
      throw new InvalidRequestError('The parameter grant_type is missing.');
    }
    const client = await authenticateClient(dependencies.database, credentials);
    if (!enabledGrants(dependencies).some((grant) => grant === grantType)) {
      throw new UnsupportedGrantTypeError('There is no such grant type here.');
    }
    const library = new OAuth2Server({
      model: modelFor(client),
      extendedGrantTypes: grantClasses(
        dependencies,
        callerOf(context, dependencies),
      ),
      requireClientAuthentication: { [grantType]: false },
    });
    const token = await library.token(
      toLibraryRequest(form, client.id),
      new OAuth2Server.Response(),
    );
    const { device, idToken, issued } = token as GrantedToken;
    if (device !== undefined) {
      keepDevice(context, device, dependencies.origin());
    }
    return context.json<TokenAnswer>({
      access_token: issued.accessToken,
      token_type: 'Bearer',
      expires_in: issued.expiresIn,
      refresh_token: issued.refreshToken,
      scope: formatScope(issued.scope),
      ...(idToken !== undefined && { id_token: idToken }),
    });
  };
}

/** The client is known by now, and the grants write their tokens themselves. */
function modelFor(client: OAuth2Server.Client): OAuth2Server.ExtensionModel {
  const notAsked = () =>
    Promise.reject(new Error('the library does not store tokens here'));
  return {
    getClient: () => Promise.resolve(client),
    getAccessToken: notAsked,
    saveToken: notAsked,
  };
}

/** The library wants a body whose length it is told. */
function toLibraryRequest(
  form: ReadonlyMap<string, string>,
  clientId: string,
): OAuth2Server.Request {
  return new OAuth2Server.Request({
    method: 'POST',
    query: {},
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '1',
    },
    body: { ...Object.fromEntries(form), client_id: clientId },
  });
}
