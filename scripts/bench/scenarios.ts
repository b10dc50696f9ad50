import { DEMO_ACCOUNT, FIRST_PARTY_CLIENT } from '../../contract/seed.ts';
import type { Scenario } from './load.ts';

/** A pair of the token endpoint's answer. */
interface Pair {
  access_token: string;
  refresh_token: string;
}

/** New ones each time: the load generator adds the length of the body to those that it gets. */
const formHeaders = () => ({
  'content-type': 'application/x-www-form-urlencoded',
});

const PASSWORD_GRANT = new URLSearchParams({
  grant_type: 'password',
  username: DEMO_ACCOUNT.email,
  password: DEMO_ACCOUNT.password,
  client_id: FIRST_PARTY_CLIENT.id,
}).toString();

/** The demo account signs in. */
export const passwordGrant: Scenario = {
  name: 'password grant',
  request: {
    method: 'POST',
    path: '/oauth/token',
    headers: formHeaders(),
    body: PASSWORD_GRANT,
  },
};

async function signIn(origin: string): Promise<Pair> {
  const response = await fetch(`${origin}/oauth/token`, {
    method: 'POST',
    headers: formHeaders(),
    body: PASSWORD_GRANT,
  });
  return (await response.json()) as Pair;
}

/** The kinds of request that the server spends its days with. */
export async function scenarios(
  origin: string,
  connections: number,
): Promise<Scenario[]> {
  const pairs: Pair[] = [];
  // One for each connection, one that the warm-up leaves without an answer, and one to spare.
  while (pairs.length < 3 * connections) {
    pairs.push(await signIn(origin));
  }
  const { access_token: token } = pairs[0]!;
  return [
    get('GET /api/me', '/api/me', () => token),
    get('GET /api/users', '/api/users', () => token),
    renewal(pairs.map(({ refresh_token }) => refresh_token)),
    passwordGrant,
  ];
}

/**
 * Reads something of the API.
 *
 * @param token is asked for each request
 */
export function get(name: string, path: string, token: () => string): Scenario {
  return {
    name,
    request: {
      method: 'GET',
      path,
      setupRequest: (request) => ({
        ...request,
        headers: { authorization: `Bearer ${token()}` },
      }),
    },
  };
}

/** Each refresh token is used once; the one that comes back takes its place. */
function renewal(tokens: string[]): Scenario {
  return {
    name: 'token renewal',
    request: {
      method: 'POST',
      path: '/oauth/token',
      setupRequest: (request) => ({
        ...request,
        headers: formHeaders(),
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: tokens.shift() ?? '',
          client_id: FIRST_PARTY_CLIENT.id,
        }).toString(),
      }),
      onResponse: (status, body) => {
        if (status !== 200) return;
        tokens.push((JSON.parse(body) as Pair).refresh_token);
      },
    },
  };
}
