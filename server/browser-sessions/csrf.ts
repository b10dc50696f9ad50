import type { Context } from 'hono';
import { hashToken, matchesHash } from '../tokens.ts';
import { readBrowser, type Browser } from './cookie.ts';

export const CSRF_FIELD = 'csrf_token';

/**
 * The browser that sent a form, when the form is one that this server gave to that very browser; nothing for one that was
 * made elsewhere, or whose browser lost its cookie.
 */
export function browserOfForm(
  context: Context,
  form: ReadonlyMap<string, string>,
  issuer: string,
): Browser | undefined {
  const browser = readBrowser(context, issuer);
  const token = form.get(CSRF_FIELD);
  const isOurs =
    browser !== undefined &&
    token !== undefined &&
    matchesHash(token, hashToken(browser.csrfToken));
  return isOurs ? browser : undefined;
}
