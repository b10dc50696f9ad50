import type { Context } from 'hono';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { clientAddress } from '../http/client-address.ts';
import { readDevice } from '../throttling/device.ts';

/** Who asks, as far as the connection tells. */
export interface Caller {
  userAgent: string | undefined;
  address: string | undefined;
  /** The `Cookie` header: of use to the sign-in at providers without PKCE. */
  cookies: string | undefined;
  /** The value of the cookie by which we know the browser, where it has one. */
  device: string | undefined;
  /** `Sec-Fetch-Site`, which only browsers send. */
  site: string | undefined;
}

export function callerOf(
  context: Context<ServerEnvironment>,
  { origin, settings }: Dependencies,
): Caller {
  const cookies = context.req.header('cookie');
  return {
    userAgent: context.req.header('user-agent'),
    address: clientAddress(context, settings.trustedProxies),
    cookies,
    device: readDevice(cookies, origin()),
    site: context.req.header('sec-fetch-site'),
  };
}
