/**
 * Pretender, on which Mirage stands, answers `XMLHttpRequest` and brings along a `fetch` of 2018: its `Request` has no
 * signal, its `Response` no stream, `redirect` and `mode` mean nothing to it. Here the browser's own classes come back,
 * with a `fetch` that asks Pretender and otherwise behaves as a browser's.
 */

/** The parts of the browser that Pretender replaces. */
export type Network = Pick<
  typeof globalThis,
  'fetch' | 'Headers' | 'Request' | 'Response'
>;

interface FetchRules {
  /** Requests that really go to the network. */
  passesThrough(request: { method: string; url: string }): boolean;
  /** Response headers that a script of another origin may read, beside the safelisted ones of the Fetch standard. */
  exposedHeaders: readonly string[];
}

/** To be called before Pretender starts: afterwards these are Pretender's. */
export function captureNetwork(): Network {
  const { Headers, Request, Response } = globalThis;
  return { fetch: fetch.bind(globalThis), Headers, Request, Response };
}

/** To be called after Pretender has started. Its `shutdown()` puts back what it found itself. */
export function simulateFetch(native: Network, rules: FetchRules): void {
  // Pretender's, also for a request that begins before `shutdown()` and is sent after it: it must not get out.
  const { XMLHttpRequest } = globalThis;

  Object.assign(globalThis, native, {
    async fetch(input: RequestInfo | URL, init?: RequestInit) {
      const request = new native.Request(input, init);
      return rules.passesThrough(request)
        ? native.fetch(request)
        : ask(request, new XMLHttpRequest(), rules);
    },
  });
}

async function ask(
  request: Request,
  exchange: XMLHttpRequest,
  rules: FetchRules,
): Promise<Response> {
  const body = await request.text();
  request.signal.throwIfAborted();
  await send(request, body, exchange);

  if (isRedirect(exchange.status) && request.redirect !== 'manual') {
    // Only `error` is simulated. A `follow` would be an answer that no test has asked for.
    throw new TypeError('Failed to fetch: the answer is a redirect');
  }
  return toResponse(request, exchange, rules);
}

/** @throws whatever the request was aborted with; a TypeError for the status 0, Pretender's word for "no network" */
function send(
  request: Request,
  body: string,
  exchange: XMLHttpRequest,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const { signal } = request;
    const giveUp = () => {
      exchange.abort();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    exchange.onload = () => {
      signal.removeEventListener('abort', giveUp);
      if (exchange.status === 0) reject(new TypeError('Failed to fetch'));
      else resolve();
    };
    exchange.open(request.method, request.url);
    request.headers.forEach((value, name) => {
      exchange.setRequestHeader(name, value);
    });
    exchange.send(body);
  });
}

function toResponse(
  request: Request,
  exchange: XMLHttpRequest,
  rules: FetchRules,
): Response {
  const isCrossOrigin = new URL(request.url).origin !== location.origin;
  const headers = new Headers(
    parseHeaders(exchange.getAllResponseHeaders()).filter(
      ([name]) => !isCrossOrigin || isReadable(name, rules.exposedHeaders),
    ),
  );
  const hasNoBody =
    request.method === 'HEAD' || BODILESS.includes(exchange.status);
  const response = new Response(hasNoBody ? null : exchange.responseText, {
    status: exchange.status,
    statusText: exchange.statusText,
    headers,
  });
  return Object.defineProperty(response, 'url', { value: request.url });
}

/** [Fetch standard](https://fetch.spec.whatwg.org/#null-body-status). */
const BODILESS: readonly number[] = [101, 103, 204, 205, 304];

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** [Fetch standard](https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name). */
const SAFELISTED = [
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
];

function isReadable(name: string, exposed: readonly string[]): boolean {
  const wanted = name.toLowerCase();
  return (
    SAFELISTED.includes(wanted) ||
    exposed.some((header) => header.toLowerCase() === wanted)
  );
}

function parseHeaders(text: string): [name: string, value: string][] {
  return text
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => {
      const separator = line.indexOf(':');
      return [line.slice(0, separator), line.slice(separator + 1).trim()];
    });
}
