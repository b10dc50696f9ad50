import type { AppProvider, Situation } from './situation.ts';
import { providersInUse, redirectUriOf } from './situation.ts';

/** What to paste where, at one provider. */
export interface ConsolePage {
  /** Whose console, and where it is. */
  title: string;
  /** By the name of the field. */
  fields: readonly (readonly [label: string, ...values: string[]])[];
}

/** The vendors that have a console with field names of its own. */
const VENDORS: Readonly<Record<string, (situation: Situation) => ConsolePage>> =
  { google, facebook, github };

/** The lines for the consoles of all providers: of the three big ones, and of the OpenID providers in use. */
export function consolePages(situation: Situation): ConsolePage[] {
  const others = providersInUse(situation).filter(({ id }) => !(id in VENDORS));
  const known = situation.providers.filter(({ id }) => id === 'oidc');
  return [
    ...Object.values(VENDORS).map((page) => page(situation)),
    ...(others.length > 0 ? others : known).map((provider) =>
      openId(situation, provider),
    ),
  ];
}

/** https://developers.google.com/identity/protocols/oauth2/javascript-implicit-flow#creatingcred */
function google(situation: Situation): ConsolePage {
  return {
    title: 'Google: https://console.cloud.google.com/auth/clients',
    fields: [
      ['Authorized JavaScript origins', situation.origin],
      ['Authorized redirect URIs', ...redirectUrisOf(situation, 'google')],
    ],
  };
}

/** https://developers.facebook.com/docs/facebook-login/security */
function facebook(situation: Situation): ConsolePage {
  return {
    title: 'Facebook: https://developers.facebook.com/apps',
    fields: [
      ['Valid OAuth Redirect URIs', ...redirectUrisOf(situation, 'facebook')],
      ['App Domains', new URL(situation.origin).hostname],
    ],
  };
}

/** https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/creating-an-oauth-app */
function github(situation: Situation): ConsolePage {
  return {
    title: 'GitHub: https://github.com/settings/developers',
    fields: [
      ['Homepage URL', `${situation.origin}${situation.rootUrl}`],
      ['Authorization callback URL', ...redirectUrisOf(situation, 'github')],
    ],
  };
}

function openId(situation: Situation, { id, label }: AppProvider): ConsolePage {
  const { app, origin, rootUrl, server } = situation;
  const provider = app.providers[id];
  const redirectUri = redirectUriOf(situation, id);
  const afterSignOut = [`${origin}${rootUrl}login`, `${origin}${rootUrl}`];
  const isFirstParty =
    server !== undefined &&
    provider?.issuer === server.origin &&
    provider.clientId === server.settings.clientId;
  return {
    title: `${provider?.label ?? label} (${id})`,
    fields: [
      ['Redirect URI', ...redirectUrisOf(situation, id)],
      ['Post logout redirect URI', ...afterSignOut],
      isFirstParty
        ? ['At our own server', 'nothing to do: it knows its own app']
        : [
            'At a server of ours',
            addClient(provider?.clientId, redirectUri, afterSignOut),
          ],
    ],
  };
}

/** The app's callback page, and that of the gateway where it has people sign in there. */
function redirectUrisOf(situation: Situation, id: string): string[] {
  const { server } = situation;
  const gateway = server?.settings.gateway;
  const isOfGateway = gateway?.kind === 'server' && gateway.provider === id;
  return [
    redirectUriOf(situation, id),
    ...(isOfGateway ? [`${server?.origin}${gateway.prefix}/callback`] : []),
  ];
}

function addClient(
  clientId = '',
  redirectUri: string,
  afterSignOut: readonly string[],
): string {
  // It goes into a shell.
  const id = /^[\w.-]+$/.test(clientId) ? clientId : 'my-app';
  return [
    'npm run server -- add-client',
    `--id ${id}`,
    '--grants authorization_code,refresh_token',
    `--redirect-uris ${redirectUri}`,
    `--post-logout-redirect-uris ${afterSignOut.join()}`,
  ].join(' ');
}
