import {
  fetchWithin,
  parseJson,
  readText,
  retryAfter,
  type World,
} from './answers';
import { AuthError } from './errors';
import { isRecord, type CookieSession } from './session-data';

/** How long the gateway may take, in milliseconds. */
const TIMEOUT = 10_000;

/** What it says of a user is small. In bytes. */
const MAX_ANSWER = 65_536;

/** Where the gateway is. */
export interface GatewayAddresses {
  /** Where its paths begin, without a slash at the end: `https://app.example/oauth2`. */
  gatewayBase: string;
  /** The app's own origin. */
  origin: string;
}

/**
 * Asks a gateway that keeps the session in a cookie: oauth2-proxy behind nginx, or our server in its place. What it promises
 * is at https://oauth2-proxy.github.io/oauth2-proxy/features/endpoints.
 */
export class GatewayClient {
  #asking: Promise<CookieSession | undefined> | undefined;

  constructor(
    private readonly addresses: GatewayAddresses,
    private readonly world: World,
  ) {}

  /**
   * Who is signed in, by the browser's cookie. Whoever asks while somebody else does gets the same answer.
   *
   * @returns nothing where the gateway itself says that nobody is
   * @throws {AuthError} where it can't be asked, or says neither; that says nothing about the session
   */
  userInfo(provider: string): Promise<CookieSession | undefined> {
    this.#asking ??= this.#askForUser(provider).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /**
   * The page that signs in.
   *
   * @param returnTo a path of the app, as the browser shows it
   */
  startUrl(returnTo: string): string {
    const url = new URL(`${this.addresses.gatewayBase}/start`);
    const { origin } = this.addresses;
    // Another origin's paths are not ours.
    const isOurs = url.origin === origin;
    url.searchParams.set('rd', isOurs ? returnTo : `${origin}${returnTo}`);
    return url.href;
  }

  /** @throws {AuthError} where the gateway did not say that the session is over */
  async signOut(): Promise<void> {
    const response = await this.#ask('sign_out', 'POST');
    const isOver =
      response.type === 'opaqueredirect' ||
      response.status === 401 ||
      (response.ok && !isPage(response));
    if (!isOver) throw this.#failure(response);
  }

  async #askForUser(provider: string): Promise<CookieSession | undefined> {
    const response = await this.#ask('userinfo', 'GET');
    if (response.status === 401) return undefined;
    if (response.status !== 200) throw this.#failure(response);
    const text = await readText(response, MAX_ANSWER).catch(() => '');
    const session = parseUser(provider, parseJson(text));
    if (session) return session;
    throw new AuthError('bad-answer', 'That is not a user.');
  }

  #ask(path: string, method: string): Promise<Response> {
    const request = new Request(`${this.addresses.gatewayBase}/${path}`, {
      method,
      // By the exact type it knows a script's request, and sends nobody to another page.
      headers: { Accept: 'application/json', ...SCRIPT_HEADERS },
      credentials: 'include',
      cache: 'no-store',
    });
    return fetchWithin(request, TIMEOUT, this.world, { redirect: 'manual' });
  }

  #failure(response: Response): AuthError {
    const isBusy =
      response.status === 429 || response.headers.has('Retry-After');
    return new AuthError(
      'server-error',
      `The gateway said ${response.status}.`,
      {
        ...(isBusy && { retryAfter: retryAfter(response, this.world.now()) }),
      },
    );
  }
}

/**
 * What a page of another site can't send along without being asked by CORS: it shows that a script of this app asks (OWASP
 * ASVS 5.0, 3.5.1).
 */
export const SCRIPT_HEADERS = { 'X-Requested-With': 'XMLHttpRequest' } as const;

/** Whether an answer is a page: of a sign-in, of whoever owns the Wi-Fi, of a proxy. */
export function isPage(response: Response): boolean {
  const type = response.headers.get('Content-Type') ?? '';
  return /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(type);
}

function parseUser(
  provider: string,
  value: unknown,
): CookieSession | undefined {
  if (!isRecord(value)) return undefined;
  const text = (...names: string[]) =>
    names
      .map((name) => value[name])
      .find(
        (part): part is string =>
          typeof part === 'string' && part.trim() !== '' && part.length < 1_000,
      );
  const email = text('email');
  const name = text('name', 'preferredUsername');
  // Not every provider has another name for a user than the address.
  const subject = text('user') ?? email;
  if (subject === undefined) return undefined;
  return {
    kind: 'cookie',
    provider,
    subject,
    user: {
      ...(email !== undefined && { email }),
      ...(name !== undefined && { name }),
    },
  };
}
