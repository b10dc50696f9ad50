import OAuth2Server from '@node-oauth/oauth2-server';
import type { Dependencies } from '../dependencies.ts';
import { findClient } from '../oauth/clients.ts';
import { parseForm } from '../oauth/form.ts';
import { isRegistered, withParameters } from '../oauth/redirect-uris.ts';
import { readIdTokenHint, type IdTokenHint } from './id-token.ts';

/** A request to sign out, checked. */
export interface SignOutRequest {
  hint: IdTokenHint | undefined;
  /** Where the browser goes afterwards, the state included. */
  returnTo: string | undefined;
}

/**
 * Reads a request of
 * [OpenID Connect RP-Initiated Logout section 2](https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout).
 * An address to go to afterwards must be registered for the client, byte for byte, and so there must be a client: by
 * the hint, or by its id.
 * @returns why it is refused, where it is
 */
export async function readSignOutRequest(
  dependencies: Dependencies,
  query: string,
): Promise<SignOutRequest | string> {
  const parameters = parse(query);
  if (typeof parameters === 'string') return parameters;

  const idToken = parameters.get('id_token_hint');
  const hint =
    idToken === undefined
      ? undefined
      : await readIdTokenHint(dependencies, idToken);
  if (idToken !== undefined && !hint) return 'The id token is not ours.';

  const clientId = parameters.get('client_id') ?? hint?.clientId;
  if (hint && clientId !== hint.clientId) {
    return 'The id token is of another app.';
  }
  const address = parameters.get('post_logout_redirect_uri');
  if (address === undefined) return { hint, returnTo: undefined };

  const client = await findClient(dependencies.database, clientId ?? '');
  if (!client || !isRegistered(address, client.postLogoutRedirectUris)) {
    return 'The address to go to afterwards is not registered.';
  }
  const state = parameters.get('state');
  return { hint, returnTo: withParameters(address, { state }) };
}

function parse(query: string): ReadonlyMap<string, string> | string {
  try {
    return parseForm(query);
  } catch (error) {
    if (error instanceof OAuth2Server.OAuthError) return error.message;
    throw error;
  }
}
