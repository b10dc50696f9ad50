import OAuth2Server from '@node-oauth/oauth2-server';
import type { Database } from '../../database/open.ts';
import type { Client } from '../../database/schema.ts';
import { findClient } from '../clients.ts';
import { parseForm } from '../form.ts';
import { isRegistered } from '../redirect-uris.ts';
import { readDetails, type RequestDetails } from './details.ts';

/** Where the answer goes, and what it carries back. */
export interface ReturnAddress {
  redirectUri: string;
  state: string | undefined;
}

/** An authorization request that this server can answer with a code, once the user agrees. */
export interface AuthorizationRequest extends ReturnAddress, RequestDetails {
  client: Client;
}

/** [RFC 6749 section 4.1.2.1](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1), OpenID Connect Core section 3.1.2.6. */
export interface AuthorizationError {
  error: string;
  description: string;
}

/**
 * What a request is worth. `untrusted` is told to the user only: as long as client and address are not known to belong
 * together, sending the browser there would make this server an open redirector.
 */
export type RequestVerdict =
  | { kind: 'accepted'; request: AuthorizationRequest }
  | { kind: 'refused'; to: ReturnAddress; error: AuthorizationError }
  | { kind: 'untrusted'; reason: string };

/**
 * Reads an authorization request ([RFC 6749 section 4.1.1](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1)): client
 * and redirect URI before anything else.
 * @param query as it came, without the question mark
 */
export async function readAuthorizationRequest(
  database: Database,
  query: string,
): Promise<RequestVerdict> {
  const parameters = parse(query);
  if (typeof parameters === 'string') {
    return { kind: 'untrusted', reason: parameters };
  }
  const client = await findClient(database, parameters.get('client_id') ?? '');
  if (!client) {
    return { kind: 'untrusted', reason: 'The app is not known here.' };
  }
  const redirectUri = parameters.get('redirect_uri') ?? '';
  if (!isRegistered(redirectUri, client.redirectUris)) {
    return {
      kind: 'untrusted',
      reason: 'The app asks to be answered at an address that is not its own.',
    };
  }
  const to = { redirectUri, state: parameters.get('state') };
  const details = readDetails(parameters, client);
  return 'error' in details
    ? { kind: 'refused', to, error: details }
    : { kind: 'accepted', request: { client, ...to, ...details } };
}

/** The parameters, or why they cannot be read: twice the same one, or broken encoding. */
function parse(query: string): ReadonlyMap<string, string> | string {
  try {
    return parseForm(query);
  } catch (error) {
    if (error instanceof OAuth2Server.OAuthError) return error.message;
    throw error;
  }
}
