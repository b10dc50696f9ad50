import { NetworkError } from './errors';

/** RFC 6749 answers are small; more than this is a mistake or an attack. In bytes. */
export const MAX_TOKEN_ANSWER = 65_536;

/** The longest that a server may make us wait by `Retry-After`, in milliseconds. */
const MAX_RETRY_AFTER = 5 * 60_000;

/** How long to wait where the server says that we must and not how long, in milliseconds. */
const DEFAULT_RETRY_AFTER = 30_000;

/**
 * Reads a whole body as text, so that a body without an end, or a huge one, can't hold us up: the time is bounded by
 * the request's own signal, the size by this.
 *
 * @throws {RangeError} when the body is larger than `maxBytes`
 */
export async function readText(
  response: Response,
  maxBytes: number,
): Promise<string> {
  // A simulated server answers without a stream.
  const stream = response.body as ReadableStream<Uint8Array> | null | undefined;
  if (!stream) {
    const text = await response.text();
    if (text.length > maxBytes) throw new RangeError('The answer is too long.');
    return text;
  }
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new RangeError('The answer is too long.');
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** The JSON in a text, or nothing: a page of HTML is not an error of ours. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * How long a 429 or 503 asks us to wait (RFC 9110 section 10.2.3), in milliseconds: seconds or a date, at most five
 * minutes, and half a minute where the header is absent, unreadable or not exposed to scripts.
 */
export function retryAfter(response: Response, now: number): number {
  const header = response.headers.get('Retry-After')?.trim() ?? '';
  const wait = /^\d+$/.test(header)
    ? Number(header) * 1_000
    : Date.parse(header) - serverTime(response, now);
  if (!Number.isFinite(wait) || wait < 0) return DEFAULT_RETRY_AFTER;
  return Math.min(wait, MAX_RETRY_AFTER);
}

/** The server's clock, by which its dates are meant; this machine's where the server doesn't tell. */
function serverTime(response: Response, now: number): number {
  const date = Date.parse(response.headers.get('Date') ?? '');
  return Number.isFinite(date) ? date : now;
}

/** What the answers are read with: parts of `services/browser.ts`. */
export interface World {
  /** Milliseconds since the epoch. */
  now(): number;
  isOnline(): boolean;
}

/**
 * Calls `fetch` with a bound on its time.
 *
 * @param request what to ask
 * @param timeout in milliseconds, for the answer and its body
 * @throws {NetworkError} for whatever kept the answer from coming, and the signal's own reason where the caller gave up
 */
export async function fetchWithin(
  request: Request,
  timeout: number,
  world: World,
  init: RequestInit = {},
): Promise<Response> {
  const signal = AbortSignal.any([
    request.signal,
    AbortSignal.timeout(timeout),
  ]);
  try {
    return await fetch(request, { ...init, signal });
  } catch (error) {
    if (request.signal.aborted) throw request.signal.reason;
    throw NetworkError.from(error, world.isOnline());
  }
}
