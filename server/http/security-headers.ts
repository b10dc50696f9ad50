import type { MiddlewareHandler } from 'hono';
import type { ServerEnvironment } from '../dependencies.ts';
import type { Settings } from '../settings.ts';

/** Two years, in seconds. */
const HSTS = 'max-age=63072000';

/** Nothing may be loaded, nothing may frame it: for answers that are not pages. */
export const CLOSED_POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * `same-origin-allow-popups` lets a provider's popup keep its opener. `Cross-Origin-Resource-Policy` is about requests
 * without CORS only: an app on an allowed origin reads the API with CORS, so `same-origin` fits here too.
 */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const;

/** Said on a page beside its policy, and refused nowhere yet: what a script of ours must not make a page of. */
export const REPORTED_POLICY = "require-trusted-types-for 'script'";

/**
 * For answers to what never reaches the app.
 * @param isHttps as below
 */
export function bareHeaders(isHttps: boolean): Record<string, string> {
  return {
    ...HEADERS,
    'content-security-policy': CLOSED_POLICY,
    ...(isHttps && { 'strict-transport-security': HSTS }),
  };
}

/** Whether this server is reached by https only (`PUBLIC_URL`). */
export function isHttpsOnly({ publicUrl }: Settings): boolean {
  return publicUrl?.startsWith('https:') ?? false;
}

/**
 * Puts the security headers on every answer, errors too; the one place for them. A page brings its own
 * Content-Security-Policy.
 * @param isHttps whether this server is reached by https only
 */
export function securityHeaders(
  isHttps: boolean,
): MiddlewareHandler<ServerEnvironment> {
  return async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) {
      context.header(name, value);
    }
    if (!context.res.headers.has('content-security-policy')) {
      context.header('content-security-policy', CLOSED_POLICY);
    }
    if (isHttps || new URL(context.req.url).protocol === 'https:') {
      context.header('strict-transport-security', HSTS);
    }
  };
}
