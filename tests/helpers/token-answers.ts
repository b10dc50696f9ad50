import { aborted, json, type Answer } from './stub-fetch';

/** The request that is answered. */
interface Asked {
  request: Request;
}

/**
 * A row of `fixtures/token-responses.json` as an answer, and the code that its failure has.
 *
 * @param now milliseconds since the epoch, by the server's clock
 */
export function buildTokenAnswer(
  id: string,
  { status, body }: { status: string; body: string },
  now: number,
): {
  answer: (request: Asked) => Answer;
  code: string;
  isLate: boolean;
} {
  const [code, type] = status.split(' ');
  const number = Number(code);
  const headers = new Headers();
  if (type === 'json') headers.set('Content-Type', 'application/json');
  else if (type) headers.set('Content-Type', type);

  const result = (
    answer: (request: Asked) => Answer,
    expected = 'bad-answer',
    isLate = false,
  ) => ({ answer, code: expected, isLate });

  switch (id) {
    case 'T19':
      return result(() =>
        json(200, {
          access_token: 'a'.repeat(1_048_576),
          token_type: 'Bearer',
        }),
      );
    case 'T49':
      return result(() => new Response('['.repeat(200_000), { headers }));
    case 'T51':
      return result(
        ({ request }) =>
          new Response(trickle(request.signal, ' '), { headers }),
        'timeout',
        true,
      );
    case 'T55':
      return result(
        () => new Response(body, { status: number, headers }),
        'refused',
      );
    case 'T63':
      headers.set('Retry-After', new Date(now + 60_000).toUTCString());
      return result(
        () => new Response(body, { status: number, headers }),
        'rate-limited',
      );
    case 'T65':
      return result(
        () => new Response(body, { status: number, headers }),
        'server-error',
      );
    case 'T67':
      // What a `redirect: 'manual'` that crosses origins comes to without CORS.
      return result(
        () => Promise.reject(new TypeError('Failed to fetch')),
        'unreachable',
      );
    case 'T69':
      return result(() => new Promise<Response>(() => {}), 'timeout', true);
    case 'T71':
      return result(() => Response.error());
    default:
      return result(() => new Response(body, { status: number, headers }));
  }
}

/** A body that begins, and then neither goes on nor ends until the request is given up, as in a browser. */
export function trickle(
  signal: AbortSignal,
  beginning: string,
  onRead: () => void = () => undefined,
): ReadableStream<Uint8Array> {
  let hasBegun = false;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (!hasBegun) {
          hasBegun = true;
          controller.enqueue(new TextEncoder().encode(beginning));
          return;
        }
        onRead();
        return aborted(signal);
      },
    },
    { highWaterMark: 0 },
  );
}
