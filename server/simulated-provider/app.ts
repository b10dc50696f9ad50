import { Hono } from 'hono';
import { systemClock, type Clock } from '../clock.ts';
import { readStylesheet } from '../pages/stylesheet.ts';
import { facebookShape } from './facebook.ts';
import { githubShape } from './github.ts';
import { openIdShape } from './openid.ts';
import { PEOPLE, type SimulatedPerson } from './people.ts';
import { STYLESHEET_PATH } from './pages.ts';
import { renewalRoutes } from './renewals.ts';
import { SIMULATED_SECRET } from './settings.ts';
import type { SimulatedWorld } from './world.ts';

/** Milliseconds: longer than the server waits. */
const SLOWNESS = 15_000;

export interface SimulatedProviderOptions {
  /** The origin that it will be reached at. */
  issuer: string;
  clock?: Clock;
  people?: Readonly<Record<string, SimulatedPerson>>;
  clientSecret?: string;
  /** Milliseconds that the scenario `slow` takes. */
  slowness?: number;
}

const STYLESHEET = readStylesheet(
  new URL('./simulated-provider.css', import.meta.url),
  ['sign-in'],
);

/**
 * An identity provider that is none: it knows everybody, asks nobody for a password, and fails on demand. It takes the
 * place of any OpenID provider at its origin, and of Google, GitHub, Facebook and LinkedIn below `/google`, `/github`,
 * `/facebook` and `/linkedin`.
 * For development and tests; it sends nobody to another machine.
 */
export function createSimulatedProvider(
  options: SimulatedProviderOptions,
): Hono {
  const world: SimulatedWorld = {
    issuer: options.issuer,
    clock: options.clock ?? systemClock,
    people: options.people ?? PEOPLE,
    clientSecret: options.clientSecret ?? SIMULATED_SECRET,
    slowness: options.slowness ?? SLOWNESS,
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    renewals: { count: 0, behaviour: 'renew' },
  };
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
    context.header('x-content-type-options', 'nosniff');
    // As the big ones do: an app that looks at `popup.closed` is deceived.
    context.header('cross-origin-opener-policy', 'same-origin');
  });
  app.get(STYLESHEET_PATH, (context) => {
    context.header('content-type', 'text/css; charset=utf-8');
    return context.body(STYLESHEET);
  });
  app.route('/renewals', renewalRoutes(world));
  app.route('/github', githubShape(world));
  app.route('/facebook', facebookShape(world));
  const google = { ...world, issuer: `${world.issuer}/google` };
  app.route('/google', openIdShape(google, 'Google'));
  const linkedin = { ...world, issuer: `${world.issuer}/linkedin` };
  app.route(
    '/linkedin',
    openIdShape(linkedin, 'LinkedIn', { bindsAttempts: false }),
  );
  app.route('/', openIdShape(world, 'OpenID'));
  return app;
}
