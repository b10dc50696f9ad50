import { setTimeout as wait } from 'node:timers/promises';
import type { Context, MiddlewareHandler } from 'hono';
import type { SimulatedWorld } from './world.ts';

/** More than anybody reads of an answer. */
const HUGE = 1024 * 1024;

/** Lets a token endpoint fail in the way that the scenario of the code says. The code is used up by the next one to ask. */
export function failing(world: SimulatedWorld): MiddlewareHandler {
  return async (context, next) => {
    const form = new URLSearchParams(await context.req.text());
    const approval = world.codes.get(form.get('code') ?? '');
    const failure = approval && (await fail(context, approval.scenario, world));
    if (failure) return failure;
    return next();
  };
}

async function fail(
  context: Context,
  scenario: string,
  world: SimulatedWorld,
): Promise<Response | undefined> {
  switch (scenario) {
    case 'slow':
      await wait(world.slowness);
      return undefined;
    case 'server-error':
      return context.json({ error: 'server_error' }, 500);
    case 'error-in-200':
      return context.json({
        error: 'incorrect_client_credentials',
        error_description: '<script>alert(1)</script>',
      });
    case 'html':
      return context.html('<!doctype html><title>Sorry</title>', 200);
    case 'empty':
      return context.body('', 200);
    case 'redirect':
      return context.redirect(`${world.issuer}/elsewhere`, 307);
    case 'huge':
      return context.json({ access_token: 'a'.repeat(HUGE) });
    default:
      return undefined;
  }
}
