import { resolve } from 'node:path';
import type { DatabaseSettings } from './database/open.ts';
import { readGateway, type GatewaySettings } from './gateway/settings.ts';
import { readProviders } from './identity-providers/settings.ts';
import type { ProviderConfiguration } from './identity-providers/types.ts';
import { PASSWORD_LIMITS } from './passwords.ts';
import { SettingsReader, type Environment } from './settings-reader.ts';
import type { Lifetimes } from './sessions/issue.ts';
import type { Patience } from './throttling/rules.ts';
import type { WorkLimits } from './work-queue.ts';

/** For programs, and for people. */
const LOG_FORMATS = ['json', 'text'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Everything that differs from one installation to another. Times are in seconds. */
export interface Settings extends Lifetimes {
  host: string;
  port: number;
  /** Whether a port that is in use is answered with the next free one: in development, where nobody else counts on it. */
  takesNextPort: boolean;
  /** The origin that clients see, where it is not the one that the server listens on. */
  publicUrl: string | undefined;
  /** How many proxies of ours a request passes before it comes here; their word for who sent it counts. */
  trustedProxies: number;
  database: DatabaseSettings;
  seedDemo: boolean;
  clientId: string;
  passwordGrant: boolean;
  patience: Patience;
  /** How many passwords are checked at once, and how many sign-ins may wait for that. */
  passwordLimits: WorkLimits;
  corsOrigins: readonly string[];
  signInMethods: readonly string[];
  identityProviders: readonly ProviderConfiguration[];
  /** Where sessions are in a cookie, beside those of access tokens. */
  gateway: GatewaySettings | undefined;
  /** For all answers of a provider to one redemption. */
  identityProviderTimeout: number;
  /** Where providers may send the browser back to, `{provider}` for the id; without any, this origin's own page. */
  redirectUris: readonly string[];
  /** Where the app may go after signing out at this server's own pages; without any, this origin's sign-in page. */
  postLogoutRedirectUris: readonly string[];
  appFolder: string;
  logFormat: LogFormat;
  /** How long the server goes on before it stops to listen, so that a load balancer notices. */
  shutdownDelay: number;
  /** How often what has expired is deleted, about. */
  pruneInterval: number;
  exitWithParent: boolean;
}

const DAY = 24 * 60 * 60;

/**
 * Reads the settings from the environment. A variable that is absent or empty has its default.
 * @throws SettingsError with every problem, each with the variable's name and what to write instead
 */
export function readSettings(environment: Environment): Settings {
  const read = new SettingsReader(environment);
  const databaseUrl = read.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  const isProduction = environment['NODE_ENV'] === 'production';

  const signInMethods = read.list('SIGN_IN_METHODS', ['password']);
  const port = read.integer('PORT', { fallback: 3000, least: 0, most: 65_535 });
  const publicUrl = read.origin('PUBLIC_URL');

  const identityProviders = readProviders(read, signInMethods);

  const settings: Settings = {
    host: read.text('HOST', '127.0.0.1'),
    port,
    // Whoever follows a PUBLIC_URL of this port would end at somebody else's server.
    takesNextPort: !isProduction && !namesPort(publicUrl, port),
    publicUrl,
    trustedProxies: read.integer('TRUSTED_PROXIES', {
      fallback: 0,
      least: 0,
      most: 10,
    }),
    database:
      databaseUrl === undefined
        ? {
            kind: 'embedded',
            folder: resolve(read.text('DATA_DIR', '.data/pglite')),
          }
        : { kind: 'postgres', url: databaseUrl },
    seedDemo: read.flag(
      'SEED_DEMO',
      databaseUrl === undefined && !isProduction,
    ),
    clientId: read.text('CLIENT_ID', 'latchkey'),
    passwordGrant: read.flag('PASSWORD_GRANT', true),
    patience: {
      freeFailures: read.integer('SIGN_IN_FREE_FAILURES', {
        fallback: 5,
        least: 1,
        most: 1000,
      }),
      longestWait: read.integer('SIGN_IN_LONGEST_WAIT', {
        fallback: 15 * 60,
        least: 1,
        most: DAY,
      }),
    },
    passwordLimits: {
      concurrency: read.integer('PASSWORD_CONCURRENCY', {
        fallback: PASSWORD_LIMITS.concurrency,
        least: 1,
        most: 64,
      }),
      length: read.integer('PASSWORD_QUEUE', {
        fallback: PASSWORD_LIMITS.length,
        least: 0,
        most: 10_000,
      }),
    },
    accessTokenLifetime: read.seconds('ACCESS_TOKEN_LIFETIME', 60 * 60),
    refreshTokenLifetime: read.seconds('REFRESH_TOKEN_LIFETIME', 14 * DAY),
    sessionLifetime: read.seconds('SESSION_LIFETIME', 30 * DAY),
    refreshTokenRetryWindow: read.integer('REFRESH_TOKEN_RETRY_WINDOW', {
      fallback: 30,
      least: 0,
      most: 600,
    }),
    corsOrigins: read.origins('CORS_ORIGINS'),
    signInMethods,
    identityProviders,
    gateway: readGateway(read, identityProviders),
    identityProviderTimeout: read.integer('IDENTITY_PROVIDER_TIMEOUT', {
      fallback: 10,
      least: 1,
      most: 60,
    }),
    redirectUris: read.pages('REDIRECT_URIS'),
    postLogoutRedirectUris: read.pages('POST_LOGOUT_REDIRECT_URIS'),
    logFormat: read.oneOf(
      'LOG_FORMAT',
      LOG_FORMATS,
      isProduction ? 'json' : 'text',
    ),
    appFolder: resolve(read.text('APP_DIR', 'dist')),
    shutdownDelay: read.integer('SHUTDOWN_DELAY', {
      fallback: 0,
      least: 0,
      most: 60,
    }),
    pruneInterval: read.integer('PRUNE_INTERVAL', {
      fallback: 10 * 60,
      least: 1,
      most: DAY,
    }),
    exitWithParent: read.flag('LATCHKEY_EXIT_WITH_PARENT', false),
  };
  read.done();
  return settings;
}

function namesPort(origin: string | undefined, port: number): boolean {
  return origin !== undefined && new URL(origin).port === String(port);
}
