import { fetchWithin, type World } from './answers';
import { toApiRequest, type ApiAddresses } from './api-url';
import { isOfTheApi, type AuthorizedFetch } from './authorized-fetch';
import {
  AuthError,
  NetworkError,
  SessionChangedError,
  SessionEndedError,
} from './errors';
import { isPage, SCRIPT_HEADERS } from './gateway-client';

/** How long the API may take, in milliseconds. */
const API_TIMEOUT = 30_000;

/** A gateway takes a request for a script's by the second type alone; the API answers with the first. */
const ACCEPT = 'application/vnd.api+json, application/json';

/** The session, as far as a request needs it that a cookie goes with. */
export interface CookieRequestSession {
  /** Whether somebody is signed in now, and has not to sign in again first. */
  isHere(): boolean;
  /** Counts up with each user and each end: an answer from before belongs to somebody else. */
  epoch(): number;
  /**
   * Asks the gateway whether the session still holds.
   *
   * @throws {SessionEndedError} when it says no; the session has been ended then
   * @throws {SessionChangedError} when somebody else is signed in there
   * @throws {AuthError} where it can't be asked, which leaves the session as it is
   */
  confirm(): Promise<void>;
  /**
   * Waits while the session has ended under an open page, until its user has signed in again.
   *
   * @throws {AuthError} where nobody is waited for, somebody else has come, or the signal's reason
   */
  resumed(signal: AbortSignal): Promise<unknown>;
  /** The API has answered. */
  verified(): void;
  /** The API, or the gateway before it, could not be asked. */
  doubted(error: AuthError): void;
}

/** What came of sending a request once: an answer, or what kept it from coming. */
type Outcome =
  | { response: Response; lost?: undefined }
  | { response?: undefined; lost: NetworkError };

/**
 * Makes the door to an API that a gateway guards: the browser's cookie goes along, no token, and a header that shows that a
 * script of this app asks.
 *
 * A gateway whose session has run out says so in many ways: 401, a 403 of its own, a redirect, a page, or an answer that CORS
 * hides. Each is only a suspicion: the gateway is asked, once for all requests that wait. Where it says no, the request waits
 * for the user and is made once more, because none of these answers came from the API. The function throws as `createAuthorizedFetch` does.
 */
export function createGatewayFetch(
  addresses: ApiAddresses,
  session: CookieRequestSession,
  world: World,
): AuthorizedFetch {
  return async function gatewayFetch(input, init) {
    const request = toApiRequest(input, init, addresses);

    const epoch = session.epoch();
    const send = async (): Promise<Outcome> => {
      if (session.epoch() !== epoch) throw new SessionChangedError();
      const outcome = await sendOnce(request, world);
      if (session.epoch() !== epoch) throw new SessionChangedError();
      return outcome;
    };

    if (!session.isHere()) await session.resumed(request.signal);
    const first = await send();
    if (!isSuspicious(first)) return settle(first);

    let isOver = false;
    try {
      await session.confirm();
    } catch (error) {
      if (!(error instanceof SessionEndedError)) throw error;
      isOver = true;
    }
    if (isOver) {
      await session.resumed(request.signal);
      // Nobody knows what has become of it: who has pressed the button decides whether to press it again.
      if (first.lost && request.method === 'POST') throw first.lost;
      return settle(await send());
    }
    return settle(isWorthAnotherTry(first) ? await send() : first);
  };

  /** @throws {AuthError} for what is no answer of the API */
  function settle({ response, lost }: Outcome): Response {
    if (lost) {
      session.doubted(lost);
      throw lost;
    }
    if (isRedirect(response) || (response.ok && isPage(response))) {
      throw new AuthError('bad-answer', 'The API was not reached.');
    }
    if (isOfTheApi(response)) session.verified();
    else if (isOfBrokenGateway(response)) {
      session.doubted(new NetworkError('unreachable', 'No API behind it.'));
    }
    return response;
  }
}

async function sendOnce(request: Request, world: World): Promise<Outcome> {
  try {
    const response = await fetchWithin(
      withCookie(request),
      API_TIMEOUT,
      world,
      {
        // A redirect leads to a page where a person signs in.
        redirect: 'manual',
      },
    );
    return { response };
  } catch (error) {
    if (error instanceof NetworkError) return { lost: error };
    throw error;
  }
}

function withCookie(request: Request): Request {
  // A copy, so that the body can be sent once more.
  const result = new Request(request.clone(), { credentials: 'include' });
  result.headers.delete('Authorization');
  result.headers.set('Accept', ACCEPT);
  for (const [name, value] of Object.entries(SCRIPT_HEADERS)) {
    result.headers.set(name, value);
  }
  return result;
}

/** Whether an outcome may come from a session that has run out. */
function isSuspicious({ response, lost }: Outcome): boolean {
  // Without a connection nobody can be asked; that it was slow says nothing.
  if (lost) return lost.code === 'unreachable';
  return (
    response.status === 401 ||
    (response.status === 403 && !isJsonApi(response)) ||
    isRedirect(response) ||
    (response.ok && isPage(response))
  );
}

/** What may have been the last moment of a cookie that the gateway has renewed since. */
function isWorthAnotherTry({ response }: Outcome): boolean {
  return response !== undefined && response.status !== 403;
}

function isRedirect(response: Response): boolean {
  return (
    response.type === 'opaqueredirect' ||
    (response.status >= 300 && response.status < 400 && response.status !== 304)
  );
}

function isJsonApi(response: Response): boolean {
  const type = response.headers.get('Content-Type') ?? '';
  return /^\s*application\/vnd\.api\+json\b/i.test(type);
}

function isOfBrokenGateway(response: Response): boolean {
  return [502, 503, 504].includes(response.status) && !isJsonApi(response);
}
