import { DEFAULT_SETTINGS } from '../../../config/settings.ts';
import { providerSettingName } from '../../../config/default-settings.ts';
import { KNOWN_PROVIDERS } from '../../../server/identity-providers/settings.ts';
import { error, note, warning, type Finding } from '../finding.ts';
import { serverSettingName } from '../names.ts';
import {
  providersInUse,
  type AppProvider,
  type ServerSide,
  type Situation,
} from '../situation.ts';

/** The app and the server must know the same providers, by the same ids. */
export function checkProviders(situation: Situation): Finding[] {
  const { server } = situation;
  const inUse = providersInUse(situation);
  return [
    ...unused(situation),
    ...inUse.flatMap((provider) => withoutPkce(situation, provider)),
    ...(server?.givesTokens
      ? [
          ...clients(situation, server),
          ...inUse.flatMap((provider) => atServer(situation, server, provider)),
        ]
      : []),
  ];
}

function unused({ app, providers, sources }: Situation): Finding[] {
  return providers.flatMap(({ id }) => {
    const name = providerSettingName(id, 'CLIENT_ID');
    const isOffered =
      app.signInMethods.includes(id) ||
      sources.app['SIGN_IN_METHODS']?.includes(id);
    return sources.app[name]?.trim() && !isOffered
      ? note(name, `is set, but SIGN_IN_METHODS does not name "${id}".`)
      : [];
  });
}

/** Without PKCE it takes a cookie of our token server, which a browser keeps for its own site only. */
function withoutPkce(
  { app, isOriginKnown, origin }: Situation,
  provider: AppProvider,
): Finding[] {
  const { id } = provider;
  const hasPkce = !('pkce' in provider) || provider.pkce !== false;
  if (hasPkce) return [];
  if (app.providers[id]?.redemption === 'browser') {
    return [
      error(
        providerSettingName(id, 'REDEMPTION'),
        'is "browser", but this provider has no PKCE. Write "server".',
      ),
    ];
  }
  const tokenServer = new URL(app.tokenEndpoint).origin;
  return !isOriginKnown || tokenServer === origin
    ? []
    : [
        error(
          'SIGN_IN_METHODS',
          `names "${id}", which has no PKCE: that takes a cookie, and ${tokenServer} is not the origin of the app (${origin}). Serve both from one origin, or take "${id}" out.`,
        ),
      ];
}

function clients(
  { app, sources }: Situation,
  { settings }: ServerSide,
): Finding[] {
  const findings: Finding[] = [];
  if (app.clientId !== settings.clientId) {
    findings.push(
      error(
        'CLIENT_ID',
        `is "${app.clientId}" for the app and "${settings.clientId}" for the server. Write the same into .env and .env.server.`,
      ),
    );
  }
  const isServerNeeded = Object.values(app.providers).some(
    ({ redemption }) => redemption === 'server',
  );
  const { IDENTITY_PROVIDER_GRANT_TYPE: grantType } = DEFAULT_SETTINGS;
  if (isServerNeeded && app.identityProviderGrantType !== grantType) {
    findings.push(
      error(
        'IDENTITY_PROVIDER_GRANT_TYPE',
        'is not the one that our own server knows. Take the line away.',
      ),
    );
  }
  const missing = app.signInMethods.filter(
    (id) => !settings.signInMethods.includes(id),
  );
  const isWritten = Boolean(sources.server['SIGN_IN_METHODS']?.trim());
  if (missing.length > 0) {
    findings.push(
      warning(
        'SIGN_IN_METHODS',
        `of the server ${isWritten ? 'lacks' : 'is not set, so it lacks'} ${missing.join(', ')}: GET /api/status tells other ways to sign in than the app. Put SIGN_IN_METHODS=${app.signInMethods.join()} into .env.server, too.`,
      ),
    );
  }
  return findings;
}

/** What the server must have for one provider. */
function atServer(
  situation: Situation,
  server: ServerSide,
  { id }: AppProvider,
): Finding[] {
  const { app, sources } = situation;
  const understood = app.providers[id];
  const secretName = serverSettingName(id, 'CLIENT_SECRET');
  const configuration = server.settings.identityProviders.find(
    (provider) => provider.id === id,
  );
  if (understood?.redemption === 'browser') {
    return configuration?.clientSecret === undefined
      ? []
      : [
          note(
            secretName,
            `is of no use: the browser redeems the codes of "${id}" itself. Take it away, or set ${providerSettingName(id, 'REDEMPTION')}=server.`,
          ),
        ];
  }
  const idName = providerSettingName(id, 'CLIENT_ID');
  const written = sources.server[idName]?.trim();
  const ofApp = sources.app[idName]?.trim();
  if (written && ofApp && written !== ofApp) {
    return [
      error(
        idName,
        'is not the same for the app and for the server. Write one id into .env and .env.server.',
      ),
    ];
  }
  if (!configuration) return [unknownToServer(id, written)];
  const findings: Finding[] = [];
  const provider = server.providers.get(id);
  if (!provider && id === 'oidc') {
    findings.push(
      error(
        providerSettingName(id, 'ISSUER'),
        'is not set for the server. Put it into .env.server, as the provider says it.',
      ),
    );
  } else if (configuration.clientSecret === undefined) {
    findings.push(withoutSecret(secretName, !provider && isKnown(id)));
  }
  const issuer = understood?.issuer;
  if (provider && issuer !== undefined && provider.issuer !== issuer) {
    findings.push(
      error(
        providerSettingName(id, 'ISSUER'),
        `is ${issuer} for the app and ${provider.issuer} for the server. Write the same into .env and .env.server.`,
      ),
    );
  }
  return findings;
}

function unknownToServer(id: string, written: string | undefined): Finding {
  return written
    ? error(
        'SIGN_IN_METHODS',
        `of the server does not name "${id}". Put it into the list in .env.server: the server knows ${KNOWN_PROVIDERS.join(', ')} without it.`,
      )
    : error(
        providerSettingName(id, 'CLIENT_ID'),
        'is set for the app only. Put the same id, and the secret, into .env.server.',
      );
}

/** Some providers are off without, others let a public client in. */
function withoutSecret(name: string, isNeeded: boolean): Finding {
  return isNeeded
    ? error(
        name,
        'is not set. Put the secret that the provider gave you into .env.server.',
      )
    : warning(
        name,
        'is not set. If the provider gave you a secret, put it into .env.server; if not, nothing is wrong.',
      );
}

function isKnown(id: string): boolean {
  return KNOWN_PROVIDERS.some((known) => known === id);
}
