import { Hono } from 'hono';
import { authorizationEndpoint } from './authorize.ts';
import { failing } from './failures.ts';
import { createKeys, idTokenFor, personClaims } from './id-token.ts';
import { renewing } from './renewals.ts';
import { approvalOf, takeCode, type SimulatedWorld } from './world.ts';

/** How an OpenID provider differs from the standard. */
interface OpenIdPeculiarities {
  /** Whether it checks a code challenge, and repeats the nonce: yes, unless it is said. */
  bindsAttempts?: boolean;
}

/** An OpenID provider as Google is one: discovery, PKCE, id_token, user endpoint. It has the paths below its issuer. */
export function openIdShape(
  world: SimulatedWorld,
  name: string,
  { bindsAttempts = true }: OpenIdPeculiarities = {},
): Hono {
  const { issuer } = world;
  const keys = createKeys();
  const routes = new Hono();

  routes.get('/.well-known/openid-configuration', (context) =>
    context.json({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'email', 'profile'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: [
        'client_secret_post',
        'client_secret_basic',
        'none',
      ],
      authorization_response_iss_parameter_supported: true,
    }),
  );
  routes.get('/jwks', async (context) => context.json((await keys).keySet));
  authorizationEndpoint(routes, '/authorize', world, {
    name,
    issuer,
    hasPkce: bindsAttempts,
  });
  routes.post('/token', renewing(world), failing(world), async (context) => {
    const taken = await takeCode(world, context);
    if ('error' in taken) return context.json(taken, 400);
    const { nonce, ...approval } = taken.approval;
    return context.json({
      ...taken.tokens,
      token_type: 'Bearer',
      scope: 'openid email profile',
      id_token: await idTokenFor(world, await keys, {
        ...approval,
        nonce: bindsAttempts ? nonce : undefined,
      }),
    });
  });
  routes.get('/userinfo', (context) => {
    const approval = approvalOf(world, context);
    if (!approval) return context.json({ error: 'invalid_token' }, 401);
    return context.json(personClaims(approval.person));
  });
  return routes;
}
