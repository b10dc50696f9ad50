import { createHash, hkdfSync } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { secondsAfter } from '../clock.ts';
import { gatewayAttempts } from '../database/schema-gateway.ts';
import type { Dependencies } from '../dependencies.ts';
import { hashToken, matchesHash, newToken } from '../tokens.ts';
import { attributes, hostName } from './cookie.ts';

/**
 * Seconds that a user has at the provider. It also bounds what requests to `start` can leave behind: a row lives no longer,
 * and is pruned then.
 */
const ATTEMPT_LIFETIME = 10 * 60;

/** Cookies of attempts that a browser keeps; headers are of a bounded size, so the oldest make room. */
const MAXIMUM_COOKIES = 10;

/** To whom an attempt leads, and where the provider sends the browser back to. */
export interface AttemptTarget {
  provider: string;
  redirectUri: string;
}

/** What binds a code to the browser that asked for it. */
export interface AttemptSecrets {
  codeVerifier: string;
  nonce: string;
}

/** An attempt as it begins. */
export interface BegunAttempt extends AttemptSecrets {
  state: string;
  codeChallenge: string;
}

/** An attempt that came back to the browser that began it. */
export interface TakenAttempt extends AttemptSecrets {
  returnTo: string;
}

type World = Pick<Dependencies, 'clock' | 'database' | 'origin'>;

/**
 * Begins an attempt in this browser. Its cookie is named after the state, so that attempts in two tabs do not meet; of its
 * value the database keeps the hash, and verifier and nonce are derived from it, so that they are kept nowhere.
 */
export async function beginAttempt(
  context: Context,
  { clock, database, origin }: World,
  { returnTo, ...target }: AttemptTarget & { returnTo: string },
): Promise<BegunAttempt> {
  makeRoom(context, origin());
  const state = newToken();
  const cookie = newToken();
  await database.insert(gatewayAttempts).values({
    cookieHash: hashToken(cookie),
    attemptHash: hashToken(nameOf(state, target)),
    returnTo,
    expiresAt: secondsAfter(clock(), ATTEMPT_LIFETIME),
  });
  setCookie(context, cookieName(state, origin()), cookie, {
    ...attributes(origin()),
    maxAge: ATTEMPT_LIFETIME,
  });
  const secrets = secretsOf(cookie);
  const codeChallenge = createHash('sha256')
    .update(secrets.codeVerifier)
    .digest('base64url');
  return { ...secrets, state, codeChallenge };
}

/** The attempt of this state, if this is the browser that began it. Asking takes it, fitting or not. */
export async function takeAttempt(
  context: Context,
  { clock, database, origin }: World,
  { state, ...target }: AttemptTarget & { state: string },
): Promise<TakenAttempt | undefined> {
  const name = cookieName(state, origin());
  const cookie = getCookie(context, name);
  if (cookie === undefined) return undefined;
  deleteCookie(context, name, attributes(origin()));
  const [taken] = await database
    .delete(gatewayAttempts)
    .where(eq(gatewayAttempts.cookieHash, hashToken(cookie)))
    .returning();
  const isGood =
    taken !== undefined &&
    taken.expiresAt > clock() &&
    matchesHash(nameOf(state, target), taken.attemptHash);
  return isGood
    ? { ...secretsOf(cookie), returnTo: taken.returnTo }
    : undefined;
}

const COOKIE = 'latchkey_gateway_start_';

function cookieName(state: string, origin: string): string {
  return hostName(COOKIE + hashToken(state).slice(0, 16), origin);
}

/** Browsers send the oldest first ([RFC 6265 section 5.4](https://www.rfc-editor.org/rfc/rfc6265#section-5.4)). */
function makeRoom(context: Context, origin: string): void {
  const names = Object.keys(getCookie(context)).filter((name) =>
    name.startsWith(hostName(COOKIE, origin)),
  );
  const surplus = Math.max(0, names.length - MAXIMUM_COOKIES + 1);
  for (const name of names.slice(0, surplus)) {
    deleteCookie(context, name, attributes(origin));
  }
}

/** As JSON, so that no two attempts have the same text. */
function nameOf(state: string, { provider, redirectUri }: AttemptTarget) {
  return JSON.stringify([state, provider, redirectUri]);
}

function secretsOf(cookie: string): AttemptSecrets {
  return {
    codeVerifier: derive(cookie, 'code verifier'),
    nonce: derive(cookie, 'nonce'),
  };
}

/** [RFC 5869](https://www.rfc-editor.org/rfc/rfc5869); 43 characters, as a code verifier must have at least. */
function derive(cookie: string, purpose: string): string {
  const bytes = hkdfSync(
    'sha256',
    cookie,
    '',
    `latchkey gateway ${purpose}`,
    32,
  );
  return Buffer.from(bytes).toString('base64url');
}
