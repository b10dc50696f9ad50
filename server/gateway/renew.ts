import { and, eq, lte } from 'drizzle-orm';
import { secondsAfter } from '../clock.ts';
import { gatewaySessions } from '../database/schema-gateway.ts';
import type { Dependencies } from '../dependencies.ts';
import { logProviderFailure } from '../identities/redeem.ts';
import { IdentityProviderError } from '../identity-providers/errors.ts';
import { providerFetch } from '../identity-providers/fetch.ts';
import type { Renewal } from '../identity-providers/types.ts';
import { hashToken } from '../tokens.ts';
import { openTokens } from './sealed-tokens.ts';
import {
  endGatewaySession,
  keptTokens,
  type FoundSession,
} from './sessions.ts';

/** Seconds that the request that renews waits for the provider: somebody waits for it in turn. */
const PATIENCE = 5;

/** Seconds until the next try, after one that came to nothing; longer than one takes. */
const PAUSE = 30;

type World = Pick<
  Dependencies,
  'clock' | 'database' | 'identityProviders' | 'log' | 'settings'
>;

/**
 * Asks the provider for new tokens when its access token has run out: that is how the provider takes back what it said about
 * the user. Of any number of requests, in any number of processes, one asks: moving `renew_at` on is the claim, and one
 * statement. The others go on with the session as it is. A provider that does not answer ends nothing.
 * @returns whether there is still a session
 */
export async function keepInTouch(
  dependencies: World,
  cookie: string,
  { provider, renewAt }: FoundSession,
): Promise<boolean> {
  const { clock, database } = dependencies;
  const now = clock();
  if (renewAt === null || renewAt > now) return true;
  const [claimed] = await database
    .update(gatewaySessions)
    .set({ renewAt: secondsAfter(now, PAUSE) })
    .where(
      and(
        eq(gatewaySessions.hash, hashToken(cookie)),
        lte(gatewaySessions.renewAt, now),
      ),
    )
    .returning({ sealedTokens: gatewaySessions.sealedTokens });
  if (!claimed) return true;

  const refreshToken = openTokens(
    claimed.sealedTokens ?? '',
    cookie,
  )?.refreshToken;
  const renewal =
    refreshToken === undefined
      ? undefined
      : await askProvider(dependencies, provider, refreshToken);
  if (!renewal) return true;
  if (renewal.kind === 'refused') {
    await endGatewaySession(database, cookie, clock());
    return false;
  }
  await database
    .update(gatewaySessions)
    .set(keptTokens(renewal.tokens, cookie))
    .where(eq(gatewaySessions.hash, hashToken(cookie)));
  return true;
}

/** Nothing where the provider is off by now, or did not say anything that counts. */
async function askProvider(
  { clock, identityProviders, log, settings }: World,
  id: string,
  refreshToken: string,
): Promise<Renewal | undefined> {
  const provider = identityProviders.get(id);
  if (!provider) return undefined;
  const seconds = Math.min(PATIENCE, settings.identityProviderTimeout);
  try {
    return await provider.renew(refreshToken, {
      fetch: providerFetch(seconds * 1000),
      now: clock(),
    });
  } catch (error) {
    if (!(error instanceof IdentityProviderError)) throw error;
    logProviderFailure(log, error, id);
    return undefined;
  }
}
