import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';
import { listen, type Listening } from './listen.ts';

/** Who has an account there. */
export const person = {
  sub: 'ada-of-elsewhere',
  email: 'ada@elsewhere.example',
  email_verified: true,
  name: 'Ada Elsewhere',
} as const;

/** How the app is known there: as a public client, and as one with a secret. */
export const PUBLIC_CLIENT = 'an-app-without-secret';
export const CLIENT_WITH_SECRET = 'an-app-with-secret';
export const CLIENT_SECRET = randomUUID();

/** Seconds. */
const LIFETIME = 600;

/**
 * A real OpenID provider that is not ours, as its makers let it out, on a port of this machine: discovery, keys, PKCE for
 * everybody, refresh tokens for who may have them. Its pages forbid any tie to their opener (COOP), as those of the big
 * ones do.
 */
export class OpenIdProvider {
  private constructor(
    private readonly listening: Listening,
    private readonly become: (provider: Provider) => void,
  ) {}

  static async start(): Promise<OpenIdProvider> {
    let provider: Provider | undefined;
    const server = createServer((request, response) => {
      if (!provider) throw new Error('Nobody is registered yet.');
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      void answer(provider, request, response);
    });
    return new OpenIdProvider(await listen(server), (made) => {
      provider = made;
    });
  }

  get issuer(): string {
    return this.listening.origin;
  }

  /** Registers an app. Only then is there anybody to answer. */
  async register(appOrigin: string): Promise<void> {
    this.become(await createProvider(this.issuer, appOrigin));
  }

  close(): Promise<void> {
    return this.listening.close();
  }
}

async function createProvider(
  issuer: string,
  appOrigin: string,
): Promise<Provider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' };
  const redirect_uris = [`${appOrigin}/login/callback/oidc`];
  return new Provider(issuer, {
    clients: [
      {
        client_id: PUBLIC_CLIENT,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris,
      },
      {
        client_id: CLIENT_WITH_SECRET,
        client_secret: CLIENT_SECRET,
        grant_types: ['authorization_code'],
        redirect_uris,
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    findAccount: (_, accountId) => ({ accountId, claims: () => person }),
    clientBasedCORS: (_, origin) => origin === appOrigin,
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    jwks: { keys: [key] },
    cookies: { keys: [randomUUID()] },
    ttl: Object.fromEntries(
      [
        ...['AccessToken', 'AuthorizationCode', 'Grant', 'IdToken'],
        ...['Interaction', 'RefreshToken', 'Session'],
      ].map((kind) => [kind, LIFETIME]),
    ),
  });
}

/** Its own pages say who and what for; all else is the library's. */
async function answer(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!request.url?.startsWith('/interaction/')) {
    provider.callback()(request, response);
    return;
  }
  if (request.method === 'POST') {
    await goOn(provider, request, response);
    return;
  }
  const { prompt } = await provider.interactionDetails(request, response);
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(page(prompt.name === 'login' ? 'Sign in here' : 'Allow it'));
}

/** Takes whoever asks for the one person there is, and lets the app have what it asks for. */
async function goOn(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { grantId, params, prompt, session } =
    await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    const login = { accountId: person.sub };
    await provider.interactionFinished(
      request,
      response,
      { login },
      { mergeWithLastSubmission: false },
    );
    return;
  }
  if (grantId !== undefined || !session) throw new Error('Asked too often.');
  const grant = new provider.Grant({
    accountId: session.accountId,
    clientId: String(params['client_id']),
  });
  grant.addOIDCScope(prompt.details.missingOIDCScope?.join(' ') ?? '');
  await provider.interactionFinished(
    request,
    response,
    { consent: { grantId: await grant.save() } },
    { mergeWithLastSubmission: true },
  );
}

function page(button: string): string {
  return `<!doctype html>
<html lang="en">
  <title>Elsewhere</title>
  <link rel="icon" href="data:,">
  <h1>Elsewhere</h1>
  <form method="post"><button>${button}</button></form>
</html>`;
}
