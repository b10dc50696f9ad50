import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { hashToken, matchesHash } from '../tokens.ts';

/** What `newToken` makes. */
const VALUE = /^[A-Za-z0-9_-]{43}$/;

/**
 * The attributes of every cookie of the gateway. Lax, so that whoever follows a link from elsewhere is signed in, while no
 * other site can send a form along with it.
 */
export function attributes(origin: string) {
  return {
    httpOnly: true,
    path: '/',
    sameSite: 'Lax',
    secure: isHttps(origin),
  } as const;
}

/** With `__Host-` no other host of the domain can set it; a browser takes such a name on https only. */
export function hostName(name: string, origin: string): string {
  return isHttps(origin) ? `__Host-${name}` : name;
}

/** The value of the session cookie of a request; nothing for what cannot be one. */
export function readSessionCookie(
  context: Context,
  origin: string,
): string | undefined {
  const value = getCookie(context, sessionCookieName(origin));
  return value !== undefined && VALUE.test(value) ? value : undefined;
}

/** Whether there is a session cookie at all, good or not. */
export function hasSessionCookie(context: Context, origin: string): boolean {
  return getCookie(context, sessionCookieName(origin)) !== undefined;
}

/** The cookie has no end of its own: it goes when the browser is closed, and its session has an end. */
export function setSessionCookie(
  context: Context,
  value: string,
  origin: string,
): void {
  setCookie(context, sessionCookieName(origin), value, attributes(origin));
}

export function clearSessionCookie(context: Context, origin: string): void {
  deleteCookie(context, sessionCookieName(origin), attributes(origin));
}

/** What a form of ours has to bring along; another site can neither read nor guess it. */
export function csrfTokenOf(cookie: string): string {
  return hashToken(`gateway-csrf:${cookie}`);
}

/** Whether a form is one that was given to the browser with this cookie. */
export function isCsrfToken(token: string | undefined, cookie: string) {
  return (
    token !== undefined && matchesHash(token, hashToken(csrfTokenOf(cookie)))
  );
}

export function sessionCookieName(origin: string): string {
  return hostName('latchkey_gateway', origin);
}

function isHttps(origin: string): boolean {
  return origin.startsWith('https:');
}
