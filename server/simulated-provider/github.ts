import { Hono } from 'hono';
import { authorizationEndpoint } from './authorize.ts';
import { failing } from './failures.ts';
import { renewing } from './renewals.ts';
import { approvalOf, takeCode, type SimulatedWorld } from './world.ts';

const REQUIRES_AUTHENTICATION = { message: 'Requires authentication' };

/** OAuth as GitHub speaks it: errors with status 200, the user and the addresses at two endpoints. */
export function githubShape(world: SimulatedWorld): Hono {
  const routes = new Hono();
  authorizationEndpoint(routes, '/authorize', world, {
    name: 'GitHub',
    issuer: `${world.issuer}/github`,
    hasPkce: true,
  });
  routes.post('/token', renewing(world), failing(world), async (context) => {
    const taken = await takeCode(world, context);
    if ('error' in taken) {
      return context.json({
        error:
          taken.error === 'invalid_grant'
            ? 'bad_verification_code'
            : 'incorrect_client_credentials',
        error_description: 'The code passed is incorrect or expired.',
      });
    }
    return context.json({
      ...(taken.tokens.refresh_token === undefined
        ? { access_token: taken.tokens.access_token }
        : taken.tokens),
      token_type: 'bearer',
      scope: 'read:user,user:email',
    });
  });
  routes.get('/user', (context) => {
    const person = approvalOf(world, context)?.person;
    if (!person) return context.json(REQUIRES_AUTHENTICATION, 401);
    return context.json({
      id: Number(person.subject),
      login: person.givenName.toLowerCase(),
      name: `${person.givenName} ${person.familyName}`,
      // What the user wrote into the profile: not to be believed.
      email: 'profile@invented.example',
    });
  });
  routes.get('/user/emails', (context) => {
    const person = approvalOf(world, context)?.person;
    if (!person) return context.json(REQUIRES_AUTHENTICATION, 401);
    const secondary = {
      email: `${person.subject}@users.noreply.github.example`,
      primary: false,
      verified: true,
    };
    return context.json(
      person.email === undefined
        ? []
        : [
            secondary,
            {
              email: person.email,
              primary: true,
              verified: person.isEmailVerified,
            },
          ],
    );
  });
  return routes;
}
