import { createServer } from 'miragejs';
import { AuthorizationCodes } from './authorization-codes.ts';
import { factories } from './factories/index.ts';
import { SimulatedGateway } from './gateway.ts';
import { defineHandlers } from './handlers/index.ts';
import { captureNetwork, simulateFetch } from './http/fetch.ts';
import { isOwnAsset } from './http/own-assets.ts';
import { refuseUnhandledRequests } from './http/unhandled-request.ts';
import { Accounts } from './identities/accounts.ts';
import { Redemption } from './identities/redemption.ts';
import { IdentityProviders } from './identity-providers/index.ts';
import { IdentityServer } from './identity-server.ts';
import { keepNothing, keepRecords, type KeptStorage } from './kept-records.ts';
import { models } from './models/index.ts';
import { scenarios, type ScenarioName } from './scenarios/index.ts';
import type { MirageServer } from './schema.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { Troubles } from './troubles/index.ts';

export interface SimulatedServerOptions {
  /** The state to start in; the contract's data unless said otherwise. */
  scenario?: ScenarioName;
  settings?: Partial<Settings>;
  /** The origin of `/oauth/*`, where it is not the page's: `https://id.example`. */
  tokenServerOrigin?: string;
  /** The origin of `/api/*`, where it is not the page's. */
  apiOrigin?: string;
  /** What the servers of other origins let a script read, beside what CORS always lets it read. */
  exposedHeaders?: readonly string[];
  /** How long each answer takes, in milliseconds. */
  timing?: number;
  /** How much longer it takes while the trouble `slow` holds, in milliseconds; else it waits for `troubles.release()`. */
  slowness?: number;
  /** The server's clock, in milliseconds since 1970. */
  now?: () => number;
  /**
   * Whether a path of the two servers that is nothing gets their 404. Otherwise it is an error like any request that
   * nobody has thought of, because in a test it is a mistake of the app.
   */
  answersUnknownPaths?: boolean;
  /** Whether the page's own server is asked for the files of the app, as in development. */
  servesAssets?: boolean;
  /** Whether `pretender.handledRequests` tells a test what was asked. A page that lives long would fill its memory. */
  tracksRequests?: boolean;
  /** Where who signs in is kept, so that it outlives the page; else it ends with the server. */
  tokenStorage?: KeptStorage;
  /** Where identity providers may send the browser back to; the callback pages of this origin unless said otherwise. */
  redirectUris?: readonly string[];
}

/**
 * Mirage's server, with the OAuth side and the identity providers beside it, and all that can go wrong:
 * `server.troubles.begin('token-server-503')`. A test can change its data, its handlers and its `timing`.
 */
export type SimulatedServer = MirageServer & {
  readonly identity: IdentityServer;
  readonly gateway: SimulatedGateway;
  readonly identityProviders: IdentityProviders;
  readonly troubles: Troubles;
};

/** What our own server exposes to other origins. */
const EXPOSED_HEADERS = ['Retry-After', 'WWW-Authenticate', 'Date', 'ETag'];

/**
 * Starts a server in the browser that answers the HTTP contract. From here to `shutdown()` no request leaves the page,
 * and an unknown one is an error. All state belongs to the server that is returned.
 */
export function createSimulatedServer(
  options: SimulatedServerOptions = {},
): SimulatedServer {
  const { now = Date.now, servesAssets = false, tokenStorage } = options;
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };

  const network = captureNetwork();
  const mirage: MirageServer = createServer({
    models,
    factories,
    timing: options.timing ?? 0,
    trackRequests: options.tracksRequests ?? false,
    useDefaultPassthroughs: false,
    // Mirage loads its factories only for a server that has seeds.
    seeds() {},
  });
  mirage.logging = false;
  refuseUnhandledRequests(mirage);
  simulateFetch(network, {
    passesThrough: servesAssets ? isOwnAsset : () => false,
    exposedHeaders: options.exposedHeaders ?? EXPOSED_HEADERS,
  });

  const { schema } = mirage;
  const inOneGo = tokenStorage
    ? keepRecords(mirage, { storage: tokenStorage, now })
    : keepNothing;
  const parts = { schema, settings, now, inOneGo };
  const accounts = new Accounts(parts);
  const gateway = new SimulatedGateway(schema);
  const identity = new IdentityServer({ ...parts, accounts, gateway });
  const identityProviders = new IdentityProviders({
    ...parts,
    origin: options.tokenServerOrigin ?? location.origin,
    redirectUris: options.redirectUris ?? [
      `${location.origin}/login/callback/{provider}`,
    ],
  });
  const redemption = new Redemption({ ...parts, identityProviders });
  const authorizationCodes = new AuthorizationCodes({
    ...parts,
    accounts,
    identity,
  });
  const troubles = new Troubles({ ...parts, slowness: options.slowness });
  const server = Object.assign(mirage, {
    identity,
    gateway,
    identityProviders,
    troubles,
  });

  defineHandlers(
    server,
    {
      schema,
      settings,
      identity,
      gateway,
      accounts,
      redemption,
      authorizationCodes,
      now,
    },
    {
      origins: {
        'token-server': options.tokenServerOrigin ?? '',
        api: options.apiOrigin ?? '',
      },
      answersUnknownPaths: options.answersUnknownPaths ?? false,
      inOneGo,
      troubles,
      now,
    },
  );
  scenarios[options.scenario ?? 'default'](server);
  return server;
}
