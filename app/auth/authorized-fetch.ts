import { fetchWithin, parseJson, readText, type World } from './answers';
import { toApiRequest, type ApiAddresses } from './api-url';
import { NetworkError, SessionChangedError, SessionEndedError } from './errors';
import { errorsOf } from './json-api-errors';
import { hasExpired } from './renewal-plan';
import { own, type BearerSession } from './session-data';

/** How long the API may take, in milliseconds. */
const API_TIMEOUT = 30_000;

/** Enough of a refused request's body to know why. In bytes. */
const MAX_REFUSAL = 65_536;

/** The session, as far as a request needs it. */
export interface RequestSession {
  /** Read at the moment of the request, never kept. Nothing while the session has ended and its user may come back. */
  data(): BearerSession | undefined;
  /** Counts up with each user and each end: an answer from before belongs to somebody else. */
  epoch(): number;
  /**
   * Resolves with a session whose token is newer than the given one.
   *
   * @throws {SessionEndedError} when the session is over; it has been ended then
   */
  renew(usedToken: string): Promise<BearerSession>;
  /** The server refuses the session for good. */
  end(): Promise<void>;
  /**
   * Waits while the session has ended under an open page, until its user has signed in again.
   *
   * @throws {AuthError} where nobody is waited for, somebody else has come, or the signal's reason
   */
  resumed(signal: AbortSignal): Promise<BearerSession>;
  /** The API has accepted the token. */
  verified(): void;
  /** The API could not be asked. */
  doubted(error: NetworkError): void;
}

/** `fetch`, with the user's token, for the API alone. */
export type AuthorizedFetch = (
  input: RequestInfo | URL,
  init?: RequestInit,
) => Promise<Response>;

/**
 * Makes the one door to the API. A token that has run out is renewed before the request. A refused one is renewed
 * once, and the request is made once more with the new token; refused again, the session ends. Where the user signs in
 * again in place, the request is made once more then: a refused one has changed nothing. An answer that comes after the
 * user changed is thrown away.
 *
 * The function throws `ForeignUrlError`, `NetworkError`, `SessionEndedError`, `SessionChangedError`, or what the token
 * server's answer to the renewal was. An HTTP error is an answer like any other.
 */
export function createAuthorizedFetch(
  addresses: ApiAddresses,
  session: RequestSession,
  world: World,
): AuthorizedFetch {
  return async function authorizedFetch(input, init) {
    const request = toApiRequest(input, init, addresses);

    const epoch = session.epoch();
    const stillSameUser = () => {
      if (session.epoch() !== epoch) throw new SessionChangedError();
    };

    const send = async (token: string): Promise<Response> => {
      stillSameUser();
      const response = await ask(request, token, stillSameUser);
      stillSameUser();
      if (isOfTheApi(response)) session.verified();
      return response;
    };

    /** Gets a token; where the session is over, once its user is back. */
    const tokenOf = async (task: () => Promise<string>): Promise<string> => {
      stillSameUser();
      try {
        return await task();
      } catch (error) {
        if (!(error instanceof SessionEndedError)) throw error;
        return (await session.resumed(request.signal)).accessToken;
      }
    };

    const token = await tokenOf(currentToken);
    const response = await send(token);
    if (!(await isTokenRefused(response))) return response;

    const renewed = await tokenOf(() => renew(token));
    const replayed = await send(renewed);
    if (!(await isTokenRefused(replayed))) return replayed;

    // A token that is as new as the sign-in is good: what it is refused for is the page's matter.
    return send(await tokenOf(() => endSession(renewed)));
  };

  async function ask(
    request: Request,
    token: string,
    stillSameUser: () => void,
  ): Promise<Response> {
    try {
      return await fetchWithin(
        withToken(request, token),
        API_TIMEOUT,
        world,
        // A redirect would carry the token to wherever it leads.
        { redirect: 'error' },
      );
    } catch (error) {
      stillSameUser();
      if (error instanceof NetworkError) session.doubted(error);
      throw error;
    }
  }

  async function currentToken(): Promise<string> {
    const data = session.data();
    if (!data) throw new SessionEndedError();
    return hasExpired(data, world.now()) && data.refreshToken
      ? renew(data.accessToken)
      : data.accessToken;
  }

  async function renew(usedToken: string): Promise<string> {
    return newerThan(usedToken) ?? (await session.renew(usedToken)).accessToken;
  }

  /** What is refused is a token: of the session that has a newer one, that says nothing. */
  async function endSession(usedToken: string): Promise<string> {
    const newer = newerThan(usedToken);
    if (newer !== undefined) return newer;
    await session.end();
    throw new SessionEndedError();
  }

  /** @throws {SessionEndedError} while nobody is signed in: whoever comes back has a token of their own */
  function newerThan(usedToken: string): string | undefined {
    const data = session.data();
    if (!data) throw new SessionEndedError();
    return data.accessToken === usedToken ? undefined : data.accessToken;
  }
}

/** Whether an answer is the API's word that the token is good: not a page of whoever owns the Wi-Fi, nor a proxy's excuse. */
export function isOfTheApi(response: Response): boolean {
  const type = response.headers.get('Content-Type') ?? '';
  return response.status === 204 || (response.ok && /\bjson\b/i.test(type));
}

function withToken(request: Request, token: string): Request {
  // A copy, so that the body can be sent once more.
  const authorized = new Request(request.clone());
  authorized.headers.set('Authorization', `Bearer ${token}`);
  return authorized;
}

/**
 * Whether an answer means that the token is not good any more: a 401, the error `invalid_token` of RFC 6750 section 3.1
 * with any status, or the 403 by which Flask-REST-JSONAPI servers say the same. Every other 403 is the page's matter.
 */
async function isTokenRefused(response: Response): Promise<boolean> {
  if (response.status === 401) return true;
  const challenge = response.headers.get('WWW-Authenticate') ?? '';
  if (/^bearer\b.*\berror="?invalid_token"?/i.test(challenge)) return true;
  if (response.status !== 403) return false;
  const body = parseJson(
    await readText(response.clone(), MAX_REFUSAL).catch(() => ''),
  );
  return errorsOf(body).some(isAboutToken);
}

function isAboutToken(error: Record<string, unknown>): boolean {
  const title = own(error, 'title');
  return (
    typeof title === 'string' &&
    /\btoken\b/i.test(title) &&
    /\b(missing|invalid|expired)\b/i.test(title)
  );
}
