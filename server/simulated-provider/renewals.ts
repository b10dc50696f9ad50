import { setTimeout as wait } from 'node:timers/promises';
import { Hono, type MiddlewareHandler } from 'hono';
import {
  clientOf,
  issueTokens,
  RENEWAL_BEHAVIOURS,
  type SimulatedWorld,
} from './world.ts';

/**
 * `GET /renewals` says how often somebody presented a refresh token, `POST /renewals` with the field `behaviour` what becomes
 * of them from now on. For tests; a real provider has nothing like it.
 */
export function renewalRoutes(world: SimulatedWorld): Hono {
  const routes = new Hono();
  routes.get('/', (context) => context.json(world.renewals));
  routes.post('/', async (context) => {
    const form = new URLSearchParams(await context.req.text());
    const behaviour = RENEWAL_BEHAVIOURS.find(
      (known) => known === form.get('behaviour'),
    );
    if (behaviour === undefined) return context.text('Which one?\n', 400);
    world.renewals.behaviour = behaviour;
    return context.json(world.renewals);
  });
  return routes;
}

/** Answers refresh tokens at a token endpoint. They rotate: a used one is refused, so that a second renewal is seen. */
export function renewing(world: SimulatedWorld): MiddlewareHandler {
  return async (context, next) => {
    const form = new URLSearchParams(await context.req.text());
    if (form.get('grant_type') !== 'refresh_token') return next();
    const { renewals } = world;
    renewals.count += 1;
    if (renewals.behaviour === 'fail') {
      return context.json({ error: 'temporarily_unavailable' }, 503);
    }
    if (renewals.behaviour === 'slow') await wait(world.slowness);

    const client = clientOf(context, form);
    const refreshToken = form.get('refresh_token') ?? '';
    const approval = world.refreshTokens.get(refreshToken);
    world.refreshTokens.delete(refreshToken);
    const isGood =
      renewals.behaviour !== 'refuse' &&
      approval !== undefined &&
      approval.clientId === client.id &&
      (client.secret === undefined || client.secret === world.clientSecret);
    if (!isGood) return context.json({ error: 'invalid_grant' }, 400);
    return context.json({
      ...issueTokens(world, approval),
      token_type: 'Bearer',
    });
  };
}
