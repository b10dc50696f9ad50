import type { Context } from 'hono';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { clientAddress } from '../http/client-address.ts';
import { readSessionCookie } from './cookie.ts';
import { keepInTouch } from './renew.ts';
import { findGatewaySession, type FoundSession } from './sessions.ts';
import type { ServerGateway } from './settings.ts';

/** Who sends a request, by the session of its cookie; nobody where that is over, or its provider takes back its word. */
export async function currentSession(
  context: Context<ServerEnvironment>,
  dependencies: Dependencies,
  gateway: ServerGateway,
): Promise<FoundSession | undefined> {
  const { clock, database, origin, settings } = dependencies;
  const cookie = readSessionCookie(context, origin());
  if (cookie === undefined) return undefined;
  const session = await findGatewaySession(database, cookie, {
    gateway,
    use: {
      now: clock(),
      address: clientAddress(context, settings.trustedProxies),
    },
  });
  if (!session) return undefined;
  const holds = await keepInTouch(dependencies, cookie, session);
  return holds ? session : undefined;
}
