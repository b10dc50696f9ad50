import { hashToken } from '../tokens.ts';
import type { SettingsReader } from '../settings-reader.ts';
import type { ProviderConfiguration } from '../identity-providers/types.ts';

/** The gateway, where there is one: our server itself, or a proxy that vouches for users by a secret that both know. */
export type GatewaySettings =
  ({ kind: 'server' } & ServerGateway) | { kind: 'proxy'; secretHash: string };

/** Our server in the gateway's part. Times are in seconds. */
export interface ServerGateway {
  /** The id of the provider by which people sign in. */
  provider: string;
  /** Below which path it is: `/oauth2`. */
  prefix: string;
  /** How long a session may rest, and how long it lasts at most. */
  idleLifetime: number;
  sessionLifetime: number;
}

const PREFIX = '/oauth2';
const PATH = /^(?:\/[A-Za-z0-9._~-]+)+$/;

/** Paths of the server's own, below which nothing else can be. */
const TAKEN = /^\/(?:api|oauth|\.well-known|assets|login)(?:\/|$)/;

const SHORTEST_SECRET = 32;
const DAY = 24 * 60 * 60;

/** Reads `GATEWAY_*`. Without a provider and without a secret there is no gateway. */
export function readGateway(
  read: SettingsReader,
  providers: readonly ProviderConfiguration[],
): GatewaySettings | undefined {
  const provider = read.text('GATEWAY_PROVIDER', '');
  const secret = read.text('GATEWAY_SHARED_SECRET', '');
  const gateway: ServerGateway = {
    provider,
    prefix: readPrefix(read),
    idleLifetime: read.seconds('GATEWAY_IDLE_LIFETIME', DAY),
    sessionLifetime: read.seconds('GATEWAY_SESSION_LIFETIME', 14 * DAY),
  };
  if (provider !== '' && secret !== '') {
    read.problem(
      'GATEWAY_SHARED_SECRET is for a proxy that signs people in, GATEWAY_PROVIDER makes this server do so; set one of them.',
    );
  }
  if (secret !== '') {
    if (secret.length < SHORTEST_SECRET) {
      read.problem(
        `GATEWAY_SHARED_SECRET must have at least ${SHORTEST_SECRET} characters, of chance: for example what \`openssl rand -base64 32\` says.`,
      );
    }
    return { kind: 'proxy', secretHash: hashToken(secret) };
  }
  if (provider === '') return undefined;
  if (!providers.some(({ id }) => id === provider)) {
    read.problem(unknownProvider(provider));
  }
  return { kind: 'server', ...gateway };
}

function readPrefix(read: SettingsReader): string {
  const value = read.text('GATEWAY_PREFIX', PREFIX).replace(/\/$/, '');
  const fits =
    PATH.test(value) && !TAKEN.test(value) && !/\/\.{1,2}(?:\/|$)/.test(value);
  if (fits) return value;
  read.problem(
    `GATEWAY_PREFIX must be a path of its own, for example ${PREFIX}; it is "${value}".`,
  );
  return PREFIX;
}

/** What is wrong with a provider that is not on. */
export function unknownProvider(id: string): string {
  const name = id.toUpperCase().replaceAll('-', '_');
  return `GATEWAY_PROVIDER is "${id}", but that provider is not on: set ${name}_CLIENT_ID, and all else that it needs (server/README.md), or name another one.`;
}
