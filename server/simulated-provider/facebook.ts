import { Hono } from 'hono';
import { authorizationEndpoint } from './authorize.ts';
import { failing } from './failures.ts';
import { approvalOf, takeCode, type SimulatedWorld } from './world.ts';

/** OAuth as Facebook speaks it: without PKCE, `#_=_` after the callback, tokens that are not bound to an app. */
export function facebookShape(world: SimulatedWorld): Hono {
  const routes = new Hono();
  authorizationEndpoint(routes, '/authorize', world, {
    name: 'Facebook',
    issuer: undefined,
    hasPkce: false,
    fragment: '#_=_',
  });
  routes.post('/token', failing(world), async (context) => {
    const taken = await takeCode(world, context);
    if ('error' in taken) {
      return context.json(
        {
          error: {
            message: 'This authorization code has been used.',
            type: 'OAuthException',
            code: taken.error === 'invalid_grant' ? 100 : 1,
            error_subcode: 36009,
          },
        },
        400,
      );
    }
    return context.json({
      access_token: taken.tokens.access_token,
      token_type: 'bearer',
      expires_in: 5_183_944,
    });
  });
  routes.get('/me', (context) => {
    const person = approvalOf(world, context)?.person;
    if (!person) return context.json({ error: { code: 190 } }, 400);
    return context.json({
      id: person.subject,
      name: `${person.givenName} ${person.familyName}`,
      first_name: person.givenName,
      last_name: person.familyName,
      ...(person.email === undefined ? {} : { email: person.email }),
    });
  });
  routes.get('/debug_token', (context) => {
    const token = context.req.query('input_token') ?? '';
    const approval = world.accessTokens.get(token);
    const appToken = `${approval?.clientId}|${world.clientSecret}`;
    if (!approval || context.req.query('access_token') !== appToken) {
      return context.json({ data: { is_valid: false } });
    }
    const isForeign = approval.scenario === 'app-foreign';
    return context.json({
      data: {
        app_id: isForeign ? 'another-app' : approval.clientId,
        user_id: approval.person.subject,
        is_valid: true,
        type: 'USER',
      },
    });
  });
  return routes;
}
