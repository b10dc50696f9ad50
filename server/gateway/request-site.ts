import type { Context } from 'hono';

/** Whose page made the browser send a request ([Fetch Metadata](https://www.w3.org/TR/fetch-metadata/)). */
const siteOf = (context: Context) => context.req.header('sec-fetch-site');

/** A page of ours, or the user at the address bar. Without the header nobody can say. */
export function isOfOurPageOrUser(context: Context): boolean {
  const site = siteOf(context);
  return site === 'same-origin' || site === 'none';
}

/** Whether a page of another origin made the browser send this, as far as the browser says. */
export function isOfAnotherOrigin(context: Context): boolean {
  const site = siteOf(context);
  return site === 'cross-site' || site === 'same-site';
}

/**
 * Whether a request that may change something was sent by a script of the app. `X-Requested-With` is a header that no form
 * can send, and no script of another origin without a preflight, which only the listed ones pass; and the browser says
 * where the request is from: `Sec-Fetch-Site`, or `Origin` where it does not know that yet.
 * @param trusted the origins of apps that live elsewhere
 */
export function isOfTheApp(
  context: Context,
  { origin, trusted }: { origin: string; trusted: readonly string[] },
): boolean {
  const { req } = context;
  if ((req.header('x-requested-with') ?? '') === '') return false;
  const site = siteOf(context);
  const from = req.header('origin');
  const isTrusted = from !== undefined && trusted.includes(from);
  if (site === undefined) return from === origin || isTrusted;
  return site === 'same-origin' || (site === 'same-site' && isTrusted);
}
