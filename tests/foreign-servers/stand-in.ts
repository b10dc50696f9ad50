import { inFull, type Differences } from './differences.ts';
import { listOf, PEOPLE, resourceOf, type Person } from './people.ts';

/** Who can sign in. */
export const ACCOUNT = { email: 'ada@foreign.test', password: 'a bridge 81' };

/** Of no use to anybody: the token server takes this one alone. */
export const CLIENT_ID = 'their-id-for-us';

export const TOKEN_PATH = '/o/token/';
export const REVOCATION_PATH = '/o/revoke_token/';
export const USER_PATH = '/api/v2/account';
export const API_PATH = '/api/v2';

/** Where it lives when nobody asks it over a network. */
export const ORIGIN = 'https://foreign.example';

/** The settings of an app that uses it. */
export function addressesOf(origin: string): Record<string, string> {
  return {
    CLIENT_ID,
    TOKEN_ENDPOINT: origin + TOKEN_PATH,
    REVOKE_TOKEN_ENDPOINT: origin + REVOCATION_PATH,
    API_HOST: origin,
    API_NAMESPACE: API_PATH.slice(1),
    CURRENT_USER_ENDPOINT: origin + USER_PATH,
  };
}

const JSON_API = 'application/vnd.api+json';

/** A small OAuth 2 and JSON:API server in memory, which differs from ours in what it is told. */
export class StandIn {
  readonly #differs: Differences;
  readonly #access = new Set<string>();
  readonly #refresh = new Set<string>();
  #issued = 0;

  constructor(differs: Partial<Differences>) {
    this.#differs = inFull(differs);
  }

  /** The access tokens that are given out run out at once. */
  expireAll(): void {
    this.#access.clear();
  }

  /** How many tokens are good. */
  get alive(): number {
    return this.#access.size + this.#refresh.size;
  }

  async answer(request: Request): Promise<Response> {
    const response =
      request.method === 'OPTIONS'
        ? new Response(null, { status: 204 })
        : await this.#route(request);
    for (const [name, value] of this.#cors(request)) {
      response.headers.set(name, value);
    }
    return response;
  }

  #cors(request: Request): [string, string][] {
    const exposed = 'Retry-After, WWW-Authenticate, Date, ETag';
    return [
      ['Access-Control-Allow-Origin', request.headers.get('Origin') ?? '*'],
      ['Access-Control-Allow-Methods', 'GET, POST, PATCH, DELETE'],
      ['Access-Control-Allow-Headers', 'Authorization, Content-Type, Accept'],
      ...(this.#differs.exposesHeaders
        ? [['Access-Control-Expose-Headers', exposed] as [string, string]]
        : []),
    ];
  }

  async #route(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const key = `${request.method} ${url.pathname}`;
    if (key === `POST ${TOKEN_PATH}`) return this.#token(await formOf(request));
    if (key === `POST ${REVOCATION_PATH}` && this.#differs.revocation) {
      return this.#revoke(await formOf(request));
    }
    if (!url.pathname.startsWith(API_PATH)) return notFound();
    if (!this.#isAllowed(request)) return this.#refuse();
    if (key === `GET ${USER_PATH}`) return this.#currentUser();
    if (key === `GET ${API_PATH}/users`) return this.#list(url);
    return notFound();
  }

  #token(form: URLSearchParams): Response {
    if (form.get('client_id') !== CLIENT_ID) {
      return json({ error: 'invalid_client' }, 401);
    }
    if (form.get('grant_type') === 'password') {
      const isRight =
        form.get('username') === ACCOUNT.email &&
        form.get('password') === ACCOUNT.password;
      return isRight ? this.#issue() : this.#wrongPassword();
    }
    const isKnown = this.#refresh.delete(form.get('refresh_token') ?? '');
    return isKnown ? this.#issue() : json({ error: 'invalid_grant' }, 400);
  }

  #wrongPassword(): Response {
    const { wrongPassword } = this.#differs;
    if (wrongPassword === '401') {
      return json({ detail: 'No active account found.' }, 401);
    }
    const [error = '', status] = wrongPassword.split(' ').reverse();
    return json({ error }, status ? Number(status) : 400);
  }

  #issue(): Response {
    this.#issued += 1;
    const [access, refresh] = [`a-${this.#issued}`, `r-${this.#issued}`];
    this.#access.add(access);
    const { expiresIn, refreshToken } = this.#differs;
    if (refreshToken) this.#refresh.add(refresh);
    return json({
      access_token: access,
      token_type: 'bearer',
      ...(expiresIn && { expires_in: 3_600 }),
      ...(refreshToken && { refresh_token: refresh }),
    });
  }

  #revoke(form: URLSearchParams): Response {
    const token = form.get('token') ?? '';
    this.#access.delete(token);
    this.#refresh.delete(token);
    return new Response('', { status: 200 });
  }

  #isAllowed(request: Request): boolean {
    const [scheme, token] = (request.headers.get('Authorization') ?? '').split(
      ' ',
    );
    return scheme === 'Bearer' && this.#access.has(token ?? '');
  }

  #refuse(): Response {
    if (this.#differs.expiredToken === '401') {
      return json({ message: 'Unauthenticated.' }, 401, {
        'WWW-Authenticate': 'Bearer error="invalid_token"',
      });
    }
    const title = 'Access token is missing, invalid or expired';
    return json({ errors: [{ status: '403', title }] }, 403);
  }

  #currentUser(): Response {
    const [ada] = PEOPLE as [Person];
    const { attributeNames, currentUser } = this.#differs;
    if (currentUser === 'json-api') {
      return json({ data: resourceOf(ada, attributeNames) });
    }
    const flat = { name: `${ada.firstName} ${ada.lastName}`, email: ada.email };
    return currentUser === 'flat-id'
      ? json({ id: 1, ...flat })
      : json({ sub: '1', ...flat });
  }

  #list(url: URL): Response {
    for (const [feature, family] of [
      ['sort', 'sort'],
      ['page', 'page['],
      ['search', 'filter['],
    ] as const) {
      const name = [...url.searchParams.keys()].find((one) =>
        one.startsWith(family),
      );
      if (name !== undefined && this.#differs[feature] === 'refused') {
        const source = { parameter: name };
        return json({ errors: [{ status: '400', source }] }, 400);
      }
    }
    return json(listOf(url, this.#differs));
  }
}

async function formOf(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(await request.text());
}

function json(
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': JSON_API, ...headers },
  });
}

function notFound(): Response {
  return json({ errors: [{ status: '404' }] }, 404);
}
