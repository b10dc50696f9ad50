import * as oauth from 'oauth4webapi';
import {
  fetchWithin,
  MAX_TOKEN_ANSWER,
  parseJson,
  readText,
  type World,
} from './answers';
import { NetworkError } from './errors';
import { badAnswer, type TokenAnswer } from './token-answers';

/** How long the token server may take for an answer and its body, in milliseconds. */
const TOKEN_TIMEOUT = 10_000;

/**
 * The options of a request that oauth4webapi makes: bounded in time, by our own `fetch`.
 *
 * @param timeout for the answer and its body, in milliseconds
 */
export function requestOptions(
  world: World,
  timeout = TOKEN_TIMEOUT,
  init: RequestInit = {},
) {
  return {
    // The settings have decided already where http may be: see `refuseInsecure` in `config/settings.ts`.
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (input: string, options: RequestInit) => {
      const { signal, ...rest } = options;
      return fetchWithin(
        new Request(input, { ...rest, ...(signal && { signal }) }),
        timeout,
        world,
        init,
      );
    },
  };
}

/**
 * Reads an answer of the token endpoint to its end.
 *
 * @throws {NetworkError} when it breaks off
 * @throws {TokenEndpointError} when it is too long to be one
 */
export async function readTokenAnswer(
  response: Response,
  world: World,
  signal?: AbortSignal,
): Promise<TokenAnswer> {
  try {
    const text = await readText(response, MAX_TOKEN_ANSWER);
    const { status } = response;
    return { ok: status === 200, status, response, body: parseJson(text) };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof RangeError) throw badAnswer({ cause: error });
    throw NetworkError.from(error, world.isOnline());
  }
}
