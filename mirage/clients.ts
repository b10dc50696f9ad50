import {
  CONTRACT_CLIENTS,
  FIRST_PARTY_CLIENT,
  SCOPES,
} from '../contract/seed.ts';
import { OAuthError } from './oauth-error.ts';

/** Scopes that mean something to OpenID clients alone: they are granted when they are asked for, and not by default. */
export const OPENID_SCOPES: readonly string[] = ['openid', 'email'];

/** An app that may ask the token server for tokens. All are public ones. */
export interface SimulatedClient {
  id: string;
  name: string;
  grants: readonly string[];
  scopes: readonly string[];
}

/** The id by which a provider knows the app, as `npm run start:mirage` sets it. */
const clientIdAt = (provider: string) => `simulated-${provider}`;

const OPENID_GRANTS = ['authorization_code', 'refresh_token'];

/** Those of the contract, of which the app's own can use OpenID too, and the app under the name that `oidc` knows it by. */
const CLIENTS: readonly SimulatedClient[] = [
  ...CONTRACT_CLIENTS.map((client) =>
    client === FIRST_PARTY_CLIENT ? withOpenId(client) : client,
  ),
  withOpenId({
    id: clientIdAt('oidc'),
    name: FIRST_PARTY_CLIENT.name,
    grants: [],
    scopes: SCOPES,
  }),
];

export function findClient(id: string): SimulatedClient | undefined {
  return CLIENTS.find((client) => client.id === id);
}

/** Whether it is the app itself, whichever way it signs people in. */
export function isFirstParty(id: string): boolean {
  return id === FIRST_PARTY_CLIENT.id || id === clientIdAt('oidc');
}

/** The ids by which a provider knows the app. `oidc` is this server itself, and knows its own clients. */
export function clientsOf(provider: string): readonly string[] {
  return provider === 'oidc'
    ? CLIENTS.filter(({ grants }) => grants.includes('authorization_code')).map(
        ({ id }) => id,
      )
    : [clientIdAt(provider)];
}

/**
 * The scope of a sign-in: what was asked for, as long as the client may have it, else all of our API that the client may
 * have ([RFC 6749 section 3.3](https://www.rfc-editor.org/rfc/rfc6749#section-3.3)).
 * @throws OAuthError
 */
export function chooseScope(
  { scopes }: SimulatedClient,
  requested: readonly string[] | undefined,
): readonly string[] {
  if (requested === undefined) {
    return scopes.filter((scope) => !OPENID_SCOPES.includes(scope));
  }
  requireScope(scopes, requested);
  return [...new Set(requested)];
}

/** @throws OAuthError where more is wanted than was granted */
export function requireScope(
  granted: readonly string[],
  wanted: readonly string[],
): void {
  if (!wanted.every((value) => granted.includes(value))) {
    throw new OAuthError('invalid_scope', 'The scope is not granted.');
  }
}

function withOpenId(client: SimulatedClient): SimulatedClient {
  return {
    id: client.id,
    name: client.name,
    grants: [...new Set([...client.grants, ...OPENID_GRANTS])],
    scopes: [...client.scopes, ...OPENID_SCOPES],
  };
}
