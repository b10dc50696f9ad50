import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { isIP } from 'node:net';
import type { ServerEnvironment } from '../dependencies.ts';

const GROUPS = 8;
const NETWORK_GROUPS = 4;

/** An IPv4 address that came over a socket of IPv6, as `URL` writes it. */
const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

/** `192.0.2.1:4711` and `[2001:db8::1]:4711`, as some proxies write them. */
const WITH_PORT = /^(?:\[([^\]]+)\]|(\d[\d.]*))(?::\d+)?$/;

/**
 * The address of whoever sent a request, in one spelling. It is the connection's own, unless there are proxies of ours
 * before the server: each adds the address that it saw at the end of `X-Forwarded-For`, so of what stands there only so
 * many entries count as there are proxies; the rest anybody can make up.
 * @param trustedProxies how many proxies of ours a request passes (`TRUSTED_PROXIES`)
 */
export function clientAddress(
  context: Context<ServerEnvironment>,
  trustedProxies: number,
): string | undefined {
  const connection = canonicalAddress(getConnInfo(context).remote.address);
  if (trustedProxies === 0) return connection;
  const seen = (context.req.header('x-forwarded-for') ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .slice(-trustedProxies);
  // What is no address is no reason to believe the entry before it.
  return canonicalAddress(seen[0]) ?? connection;
}

/** An address in the one spelling that others of it are brought to; nothing for what is none. */
export function canonicalAddress(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const [, bracketed, bare] = WITH_PORT.exec(text) ?? [];
  const address = (bracketed ?? bare ?? text).replace(/%.*$/, '');
  if (isIP(address) === 4) return address;
  if (isIP(address) !== 6) return undefined;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = MAPPED.exec(short) ?? [];
  return high === undefined || low === undefined
    ? short
    : toDotted(parseInt(high, 16), parseInt(low, 16));
}

/**
 * What one subscriber has: an IPv4 address, or the first 64 bits of one of IPv6, of whose rest anybody may take as many as
 * they like ([RFC 6177](https://www.rfc-editor.org/rfc/rfc6177)).
 * @param address in its canonical spelling
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [before = '', after = ''] = address.split('::');
  const left = groups(before);
  const right = groups(after);
  const zeros = Array<string>(GROUPS - left.length - right.length).fill('0');
  return `${[...left, ...zeros, ...right].slice(0, NETWORK_GROUPS).join(':')}::/64`;
}

function groups(text: string): string[] {
  return text === '' ? [] : text.split(':');
}

function toDotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
