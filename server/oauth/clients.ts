import OAuth2Server from '@node-oauth/oauth2-server';
import { eq } from 'drizzle-orm';
import type { Database } from '../database/open.ts';
import { clients, type Client } from '../database/schema.ts';
import { matchesHash } from '../tokens.ts';

const { InvalidClientError, InvalidRequestError } = OAuth2Server;

/** How a client says who it is (RFC 6749 section 2.3.1). */
export interface ClientCredentials {
  clientId: string;
  clientSecret: string | undefined;
}

/**
 * Reads the client's credentials from the `Authorization` header or the body, and refuses both at once
 * ([RFC 6749 section 2.3](https://www.rfc-editor.org/rfc/rfc6749#section-2.3)).
 * @throws InvalidClientError for a header that is not Basic or cannot be read
 * @throws InvalidRequestError
 */
export function readClientCredentials(
  authorization: string | undefined,
  form: ReadonlyMap<string, string>,
): ClientCredentials {
  const clientId = form.get('client_id');
  const clientSecret = form.get('client_secret');
  if (authorization !== undefined) {
    const basic = parseBasic(authorization);
    const isElsewhereToo =
      clientSecret !== undefined ||
      (clientId !== undefined && clientId !== basic.clientId);
    if (isElsewhereToo) {
      throw new InvalidRequestError(
        'The client must use one way to authenticate, not two.',
      );
    }
    return basic;
  }
  if (clientId === undefined) {
    throw new InvalidRequestError('The parameter client_id is missing.');
  }
  return { clientId, clientSecret };
}

/**
 * Finds the client behind the credentials. One with a secret must present it; a public one must not present any.
 * @throws InvalidClientError
 */
export async function authenticateClient(
  database: Database,
  { clientId, clientSecret }: ClientCredentials,
): Promise<Client> {
  const client = await findClient(database, clientId);
  const isAuthentic =
    client &&
    (client.secretHash === null
      ? clientSecret === undefined
      : clientSecret !== undefined &&
        matchesHash(clientSecret, client.secretHash));
  if (!isAuthentic) throw unknownClient();
  return client;
}

function unknownClient() {
  return new InvalidClientError('The client is unknown or not authenticated.');
}

/** RFC 6749 appendix A.1: a client id is made of visible ASCII characters and spaces. */
export const CLIENT_ID_FORM = /^[\x20-\x7e]{1,255}$/;

/** The client of this id, if there is one. */
export async function findClient(
  database: Database,
  id: string,
): Promise<Client | undefined> {
  if (!CLIENT_ID_FORM.test(id)) return undefined;
  const [client] = await database
    .select()
    .from(clients)
    .where(eq(clients.id, id));
  return client;
}

/** Name and secret are form-encoded before they are put together (RFC 6749 section 2.3.1 and appendix B). */
function parseBasic(authorization: string): ClientCredentials {
  const [, encoded] =
    /^basic +([a-z0-9+/]+={0,2}) *$/i.exec(authorization) ?? [];
  if (encoded === undefined) throw unknownClient();
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const separator = text.indexOf(':');
  if (separator < 1) throw unknownClient();
  try {
    const decode = (part: string) =>
      decodeURIComponent(part.replaceAll('+', ' '));
    const secret = decode(text.slice(separator + 1));
    return {
      clientId: decode(text.slice(0, separator)),
      clientSecret: secret === '' ? undefined : secret,
    };
  } catch {
    throw unknownClient();
  }
}
