import { Response } from 'miragejs';
import type { AppTestContext } from '.';
import { pickSettings } from '../../config/settings';
import {
  identityProviders,
  type RegisteredProvider,
} from 'latchkey/identity-providers';
import type { ToriiProvider } from 'latchkey/identity-providers/types';
import type { ToriiProviderClass } from 'latchkey/torii/make-provider';

/** What our token server was asked. */
export interface ToriiServer {
  /** The forms of its token endpoint. */
  redeemed: URLSearchParams[];
  /** The forms by which attempts were bound to this browser. */
  bound: URLSearchParams[];
}

/** A torii provider that a team has brought along: its data, and its class. */
export interface BroughtProvider extends Partial<ToriiProvider> {
  torii: string;
}

/** The address of the teams' provider. */
export const ACME = 'https://login.acme.example';

const registered = identityProviders as Map<string, RegisteredProvider>;

/** Puts the data of a provider `acme` beside those that have a file, for the tests of a module. */
export function setupBroughtProvider(
  hooks: NestedHooks,
): (
  context: AppTestContext,
  data: BroughtProvider,
  torii?: ToriiProviderClass,
) => void {
  hooks.afterEach(() => {
    registered.delete('acme');
  });
  return ({ owner }, data, torii) => {
    registered.set('acme', {
      id: 'acme',
      flow: 'torii',
      label: 'Acme',
      issuer: ACME,
      scopes: ['email'],
      ...data,
    });
    if (torii) owner.register(`torii-provider:${data.torii}`, torii);
    owner.lookup('service:settings').written = pickSettings(
      { SIGN_IN_METHODS: 'password,acme', ACME_CLIENT_ID: 'our-id-there' },
      ['acme'],
    );
  };
}

/** Puts the app's settings on LinkedIn, and a token server that redeems every code beside the simulated one. */
export function useToriiServer({ owner, server }: AppTestContext): ToriiServer {
  owner.lookup('service:settings').written = pickSettings(
    { SIGN_IN_METHODS: 'password,linkedin', LINKEDIN_CLIENT_ID: 'our-id' },
    ['linkedin'],
  );
  const asked: ToriiServer = { redeemed: [], bound: [] };
  server.post('/oauth/token', (_schema, { requestBody }) => {
    asked.redeemed.push(new URLSearchParams(requestBody));
    return new Response(
      200,
      { 'Content-Type': 'application/json' },
      {
        access_token: `token-${asked.redeemed.length}`,
        refresh_token: 'a-refresh-token',
        token_type: 'Bearer',
        expires_in: 600,
      },
    );
  });
  server.post('/oauth/identity-provider/start', (_schema, { requestBody }) => {
    asked.bound.push(new URLSearchParams(requestBody));
    return new Response(204);
  });
  server.get('/api/me', () => ({ sub: '1', name: 'Somebody Else' }));
  server.get('/api/users', () => ({ data: [], meta: { count: 0 } }));
  return asked;
}

/** Sends an answer to the page that waits for it, as the callback page in the window does. */
export function answerFromWindow(
  { browser }: AppTestContext,
  state: string,
  answer: string,
): void {
  const channel = browser.computer.openChannel(
    `latchkey:visit:${state}`,
    () => undefined,
  );
  channel.post({ answer });
  channel.close();
}
