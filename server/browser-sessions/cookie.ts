import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { hashToken, newToken } from '../tokens.ts';

/** What `newToken` makes. */
const SESSION_ID = /^[A-Za-z0-9_-]{43}$/;

/**
 * A browser, known by the random value in its cookie. Until somebody signs in the value stands for nothing but the
 * browser itself, and is stored nowhere.
 */
export interface Browser {
  sessionId: string;
  /** What its forms must bring along; another site can neither read nor guess it. */
  csrfToken: string;
}

/** The browser of a request that brought its cookie. */
export function readBrowser(
  context: Context,
  issuer: string,
): Browser | undefined {
  const value = getCookie(context, cookieName(issuer));
  return value !== undefined && SESSION_ID.test(value)
    ? toBrowser(value)
    : undefined;
}

/**
 * Gives the browser a new value. It is done at each sign-in, so that a value that somebody planted before is worth nothing
 * (session fixation). The cookie has no end of its own: it goes when the browser is closed.
 */
export function renewBrowser(context: Context, issuer: string): Browser {
  const sessionId = newToken();
  setCookie(context, cookieName(issuer), sessionId, {
    httpOnly: true,
    path: '/',
    sameSite: 'Lax',
    secure: isHttps(issuer),
  });
  return toBrowser(sessionId);
}

/** `__Host-` keeps other hosts of the domain from setting it; a browser takes such a name on https only. */
function cookieName(issuer: string): string {
  return isHttps(issuer) ? '__Host-latchkey_sso' : 'latchkey_sso';
}

function isHttps(issuer: string): boolean {
  return issuer.startsWith('https:');
}

function toBrowser(sessionId: string): Browser {
  return { sessionId, csrfToken: hashToken(`csrf:${sessionId}`) };
}
