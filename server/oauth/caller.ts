import type { Context } from 'hono';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { clientAddress } from '../http/client-address.ts';

/** Who asks, as far as the connection tells. */
export interface Caller {
  userAgent: string | undefined;
  address: string | undefined;
  /** The `Cookie` header: of use to the sign-in at providers without PKCE. */
  cookies: string | undefined;
}

export function callerOf(
  context: Context<ServerEnvironment>,
  { settings }: Dependencies,
): Caller {
  return {
    userAgent: context.req.header('user-agent'),
    address: clientAddress(context, settings.trustedProxies),
    cookies: context.req.header('cookie'),
  };
}
