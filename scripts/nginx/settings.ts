import { isAbsolute } from 'node:path';
import {
  SettingsReader,
  type Environment,
} from '../../server/settings-reader.ts';

/** What nginx must know. */
export interface NginxSettings {
  /** As in nginx's `listen`. */
  listen: string;
  serverName: string;
  tls: { certificate: string; key: string } | undefined;
  /** Host and port of the API, and of the gateway. */
  apiUpstream: string;
  gatewayUpstream: string;
  /** Who holds the session: the browser its tokens, our server as the gateway, or a proxy that proves itself by a secret. */
  session: 'tokens' | 'server' | 'proxy';
  gatewayPrefix: string;
  gatewaySecret: string;
  corsOrigins: readonly string[];
}

const HOST = '(?:[A-Za-z0-9.-]+|\\[[0-9a-f:]+\\])';
const UPSTREAM = new RegExp(`^(?:${HOST}:\\d{1,5}|unix:/[A-Za-z0-9._/-]+)$`);
const LISTEN = new RegExp(
  `^(?:(?:${HOST}|\\*):)?\\d{1,5}(?: (?:ssl|http2|default_server|reuseport))*$`,
);
const SERVER_NAME = /^[A-Za-z0-9.*_-]+(?: [A-Za-z0-9.*_-]+)*$/;
const PREFIX = /^(?:\/[A-Za-z0-9._~-]+)+$/;
const FILE = /^\/[A-Za-z0-9._/@+-]+$/;
/** Nothing that would end nginx's string. */
const SECRET = /^[A-Za-z0-9._~+/=-]*$/;

/**
 * Reads them from the environment. Whatever is written into nginx's configuration has a shape that can say nothing else there.
 * @throws SettingsError
 */
export function readNginxSettings(environment: Environment): NginxSettings {
  const read = new SettingsReader(environment);
  const matching = (name: string, pattern: RegExp, fallback: string) =>
    read.matching(name, { pattern, fallback });

  const certificate = readFile(read, 'TLS_CERTIFICATE');
  const key = readFile(read, 'TLS_CERTIFICATE_KEY');
  if ((certificate === '') !== (key === '')) {
    read.problem('TLS_CERTIFICATE and TLS_CERTIFICATE_KEY come together.');
  }
  const tls = certificate && key ? { certificate, key } : undefined;
  const secret = read.text('GATEWAY_SHARED_SECRET', '');
  if (!SECRET.test(secret)) {
    read.problem(
      'GATEWAY_SHARED_SECRET may hold letters, digits and . _ ~ + / = - only.',
    );
  }
  const apiUpstream = matching('API_UPSTREAM', UPSTREAM, '127.0.0.1:3000');
  const hasGateway = read
    .list('SIGN_IN_METHODS', ['password'])
    .includes('gateway');
  const settings: NginxSettings = {
    listen: matching('NGINX_LISTEN', LISTEN, tls ? '443 ssl http2' : '80'),
    serverName: matching('SERVER_NAME', SERVER_NAME, '_'),
    tls,
    apiUpstream,
    gatewayUpstream: matching('GATEWAY_UPSTREAM', UPSTREAM, apiUpstream),
    session: hasGateway ? (secret === '' ? 'server' : 'proxy') : 'tokens',
    gatewayPrefix: matching('GATEWAY_PREFIX', PREFIX, '/oauth2'),
    gatewaySecret: secret,
    corsOrigins: read.origins('CORS_ORIGINS'),
  };
  read.done();
  return settings;
}

function readFile(read: SettingsReader, name: string): string {
  const value = read.text(name, '');
  if (value === '' || (isAbsolute(value) && FILE.test(value))) return value;
  read.problem(`${name} takes the absolute path of a file.`);
  return '';
}
