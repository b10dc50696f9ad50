import {
  knownIdentityProviders,
  loadProvider,
} from '../../config/identity-providers.js';
import { DEFAULT_ROOT_URL, understandRootUrl } from '../../config/root-url.ts';
import {
  pickSettings,
  SettingsError,
  type AppSettings,
  type SettingValues,
} from '../../config/settings.ts';
import type { IdentityProvider as AppProviderFile } from '../../app/identity-providers/types.ts';
import type { Environment } from '../../server/settings-reader.ts';
import { merge, type EnvironmentName, type Sources } from './sources.ts';
import { understandApp } from './understand-app.ts';
import {
  understandServer,
  type UnderstoodServer,
} from './understand-server.ts';

/** A provider's file, with its id. */
export type AppProvider = AppProviderFile & { id: string };

/** Where Vite serves the app in development. */
const DEVELOPMENT_ORIGIN = 'http://localhost:4200';

/** Stands for an origin that nobody has said. */
const EXAMPLE_ORIGIN = 'https://app.example.com';

/** Where our own server has its token endpoint. */
const TOKEN_PATH = '/oauth/token';

/** All that the checks look at. */
export interface Situation {
  environment: EnvironmentName;
  sources: Sources;
  /** The app's. */
  origin: string;
  /** Whether somebody has said it. */
  isOriginKnown: boolean;
  /** The path of it below which the app is built to lie. */
  rootUrl: string;
  /** All providers that there is a file for. */
  providers: readonly AppProvider[];
  /** The app's settings as they stand in its page. */
  written: SettingValues;
  app: AppSettings;
  /** What can't work, at its build or in its page. */
  refusedByApp: readonly SettingsError[];
  /** Our own server; absent where the app does without it. */
  server: ServerSide | undefined;
}

/** Our own server. */
export interface ServerSide extends UnderstoodServer {
  /** Where browsers find it. */
  origin: string;
  written: Environment;
  /** Whether the app gets its tokens here. */
  givesTokens: boolean;
}

/**
 * Understands what is written as the build, the app and the server would.
 *
 * @param origin of the app, where it is not the server's `PUBLIC_URL`
 */
export async function understand(
  sources: Sources,
  environment: EnvironmentName,
  origin?: string,
): Promise<Situation> {
  // `npm start` lets the app's files count for the server, too.
  const serverWritten =
    environment === 'development'
      ? merge(sources.server, sources.app)
      : sources.server;
  const server = await understandServer(serverWritten);
  const { publicUrl } = server.settings;
  const known =
    origin ??
    publicUrl ??
    (environment === 'development' ? DEVELOPMENT_ORIGIN : undefined);
  const appOrigin = known ?? EXAMPLE_ORIGIN;

  const providers = knownIdentityProviders().map((id) => ({
    ...loadProvider(id),
    id,
  }));
  // A server that gives out the built app fills in the settings from its own environment.
  const isServed =
    environment === 'production' && (publicUrl ?? appOrigin) === appOrigin;
  const ids = providers.map(({ id }) => id);
  const built = pickSettings(sources.app, ids);
  const written = isServed
    ? pickSettings(merge(sources.app, serverWritten), ids)
    : built;
  const { rootUrl, refusedRootUrl } = understandPath(sources.app);
  const address = `${appOrigin}${rootUrl}`;
  const { refused, settings } = understandApp(written, providers, address);
  const refusedByBuild = understandApp(built, providers, address).refused;

  const serverOrigin = publicUrl ?? appOrigin;
  const token = new URL(settings.tokenEndpoint);
  const givesTokens =
    token.pathname === TOKEN_PATH &&
    [serverOrigin, appOrigin].includes(token.origin);
  return {
    environment,
    sources,
    origin: appOrigin,
    isOriginKnown: known !== undefined,
    rootUrl,
    providers,
    written,
    app: settings,
    refusedByApp: eachSettingOnce([
      ...refusedRootUrl,
      ...refused,
      ...refusedByBuild,
    ]),
    server:
      givesTokens || sources.hasServerFile
        ? {
            ...server,
            origin: serverOrigin,
            written: serverWritten,
            givesTokens,
          }
        : undefined,
  };
}

/** Below which path the app is built to lie; what can't be a path stops the build. */
function understandPath({ ROOT_URL }: Environment): {
  rootUrl: string;
  refusedRootUrl: SettingsError[];
} {
  try {
    return { rootUrl: understandRootUrl(ROOT_URL), refusedRootUrl: [] };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { rootUrl: DEFAULT_ROOT_URL, refusedRootUrl: [error] };
  }
}

/** The providers in use that know the app by a client id, in the order of their buttons. */
export function providersInUse({ app, providers }: Situation): AppProvider[] {
  return app.signInMethods.flatMap(
    (method) =>
      providers.find(({ id }) => id === method && id in app.providers) ?? [],
  );
}

/** Where a provider sends the browser back to. */
export function redirectUriOf({ app }: Situation, provider: string): string {
  return app.redirectUri.replace('{provider}', provider);
}

function eachSettingOnce(problems: readonly SettingsError[]): SettingsError[] {
  return problems.filter(
    ({ setting }, index) =>
      problems.findIndex((other) => other.setting === setting) === index,
  );
}
