import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { ServerEnvironment } from '../dependencies.ts';

/** How a socket that takes both kinds writes an IPv4 address ([RFC 4291 section 2.5.5.2](https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2)). */
const MAPPED_IPV4 = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/**
 * The IP address that a request came from: the connection's. A server behind a proxy sees the proxy's; no header is
 * believed, because anybody can write one.
 */
export function callerAddress(
  context: Context<ServerEnvironment>,
): string | undefined {
  return getConnInfo(context).remote.address?.replace(MAPPED_IPV4, '');
}
