import type { Context, Handler } from 'hono';
import type { ServerEnvironment } from '../dependencies.ts';
import { REPORTED_POLICY } from '../http/security-headers.ts';
import type { AppFile, AppFiles, ContentCoding } from './load.ts';

const FOREVER = 'public, max-age=31536000, immutable';
const ASK_FIRST = 'no-cache';
const READ_ONLY = 'GET, HEAD';

/** In the order of our preference. */
const PREFERRED_CODINGS: readonly ContentCoding[] = ['br', 'gzip'];

/**
 * Serves the built app below its root URL: its files, and its page for every other address there that a browser goes to,
 * because the app's own router knows what they mean. An asset that is missing is missing: a page in the place of a script helps
 * nobody. Beside the root URL is nothing; from `/` one gets to the app.
 */
export function serveApp(
  app: AppFiles | undefined,
): Handler<ServerEnvironment> {
  return async (context) => {
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
      context.header('allow', READ_ONLY);
      return context.text('Method not allowed\n', 405);
    }
    const path = decodePath(context.req.path);
    if (!app || path === undefined) return sendNothing(context, app);
    const file = app.files.get(path);
    if (file && file !== app.page) return send(context, file);
    if (file ?? isPage(app, path, wantsPage(context))) {
      return sendPage(context, app, path);
    }
    if (isBefore(app, path)) {
      context.header('cache-control', ASK_FIRST);
      return context.redirect(app.rootUrl, 302);
    }
    return sendNothing(context, app);
  };
}

/** Whether the app's router is to say what is there. */
function isPage(
  { rootUrl }: AppFiles,
  path: string,
  wantsPage: boolean,
): boolean {
  if (path === rootUrl) return true;
  const isBelow = path.startsWith(rootUrl);
  return wantsPage && isBelow && !path.startsWith(`${rootUrl}assets/`);
}

/** Where people begin who know the server's name, or leave the last slash out. */
function isBefore({ rootUrl }: AppFiles, path: string): boolean {
  return path === '/' || `${path}/` === rootUrl;
}

async function sendPage(
  context: Context<ServerEnvironment>,
  { contentSecurityPolicy, page, rootUrl }: AppFiles,
  path: string,
): Promise<Response> {
  context.header('content-security-policy', contentSecurityPolicy);
  context.header('content-security-policy-report-only', REPORTED_POLICY);
  const answer = await send(context, page);
  // Where identity providers send the browser back to. The address holds a code, for a moment: no cache is to know it (RFC 9700
  // section 4.2.4).
  if (path.startsWith(`${rootUrl}login/callback/`)) {
    answer.headers.set('cache-control', 'no-store');
  }
  return answer;
}

function sendNothing(
  context: Context<ServerEnvironment>,
  app: AppFiles | undefined,
): Response {
  context.header('cache-control', ASK_FIRST);
  return context.text(
    app || !wantsPage(context)
      ? 'Not found\n'
      : 'The app is not built yet: run npm run build, then start the server again.\n',
    404,
  );
}

async function send(
  context: Context<ServerEnvironment>,
  file: AppFile,
): Promise<Response> {
  context.header('cache-control', file.isImmutable ? FOREVER : ASK_FIRST);
  context.header('etag', file.etag);
  if (file.codings.size > 0) {
    context.header('vary', 'Accept-Encoding', { append: true });
  }
  if (isFresh(context.req.header('if-none-match'), file.etag)) {
    return context.body(null, 304);
  }
  const accepted = acceptedCodings(context.req.header('accept-encoding'));
  const coding = PREFERRED_CODINGS.find(
    (candidate) => file.codings.has(candidate) && accepted.has(candidate),
  );
  if (coding !== undefined) context.header('content-encoding', coding);
  context.header('content-type', file.mediaType);
  return context.body(new Uint8Array(await file.read(coding)));
}

function wantsPage(context: Context<ServerEnvironment>): boolean {
  return /\btext\/html\b/i.test(context.req.header('accept') ?? '');
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function isFresh(ifNoneMatch: string | undefined, etag: string): boolean {
  return (
    ifNoneMatch?.split(',').some((value) => value.trim() === etag) ?? false
  );
}

/** [RFC 9110 section 12.5.3](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3), as far as browsers use it. */
function acceptedCodings(header: string | undefined): ReadonlySet<string> {
  const codings = (header ?? '').split(',').map((item) => {
    const [coding = '', ...parameters] = item.toLowerCase().split(';');
    const isRefused = parameters.some((parameter) =>
      /^\s*q=0(?:\.0*)?\s*$/.test(parameter),
    );
    return isRefused ? '' : coding.trim();
  });
  return new Set(codings);
}
