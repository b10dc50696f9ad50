import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';
import { newToken } from '../tokens.ts';
import { PLACE_LIFETIME } from './places.ts';

/** What `newToken` makes. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The browser that brought this `Cookie` header, if it is one that somebody has signed in with. */
export function readDevice(
  cookies: string | undefined,
  issuer: string,
): string | undefined {
  const name = cookieName(issuer);
  const value = parse(cookies ?? '', name)[name];
  return value !== undefined && TOKEN.test(value) ? value : undefined;
}

/**
 * The value by which to know a browser from now on: its own, or a new one. Nothing for what is no browser, or is on a page
 * of another site: it would not keep the cookie. Every browser says which of them it is ([Fetch Metadata](https://www.w3.org/TR/fetch-metadata/)).
 */
export function deviceToKeep(caller: {
  device: string | undefined;
  site: string | undefined;
}): string | undefined {
  const keepsCookies =
    caller.site !== undefined && caller.site !== 'cross-site';
  return caller.device ?? (keepsCookies ? newToken() : undefined);
}

/** Gives the browser its cookie, or gives it again, for as long as the sign-in is remembered. */
export function keepDevice(
  context: Context,
  device: string,
  issuer: string,
): void {
  setCookie(context, cookieName(issuer), device, {
    httpOnly: true,
    path: '/',
    sameSite: 'Lax',
    secure: isHttps(issuer),
    maxAge: PLACE_LIFETIME,
  });
}

/** With `__Host-` no other host of the domain can set it; a browser takes such a name on https only. */
function cookieName(issuer: string): string {
  return isHttps(issuer) ? '__Host-latchkey_device' : 'latchkey_device';
}

function isHttps(issuer: string): boolean {
  return issuer.startsWith('https:');
}
