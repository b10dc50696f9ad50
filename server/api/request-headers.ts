import type { Context, Handler } from 'hono';
import type { ServerEnvironment } from '../dependencies.ts';
import { maskHeaders, type Header } from '../http/mask-headers.ts';
import { jsonApi } from './json-api.ts';
import { readQuery } from './query.ts';

const HEADERS_PATH = '/api/headers';

/**
 * `GET /api/headers`: what arrived here of the request, in its order and with its repetitions, after all proxies. It shows
 * what a gateway adds and takes away. Credentials are masked.
 */
export const getRequestHeaders: Handler<ServerEnvironment> = (context) => {
  readQuery(context, []);
  return jsonApi(context, {
    links: { self: HEADERS_PATH },
    data: {
      type: 'request-headers',
      id: context.get('requestId'),
      attributes: {
        headers: maskHeaders(received(context)).map(([name, value]) => ({
          name,
          value,
        })),
      },
      links: { self: HEADERS_PATH },
    },
  });
};

/** Node's own list has them as they came; without Node there is only the tidied one. */
function received({ env, req }: Context<ServerEnvironment>): Header[] {
  const raw = env.incoming?.rawHeaders;
  if (!raw) return [...req.raw.headers];
  return Array.from({ length: raw.length / 2 }, (_, index) => [
    raw[2 * index] ?? '',
    raw[2 * index + 1] ?? '',
  ]);
}
