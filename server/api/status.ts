import type { Handler } from 'hono';
import { SERVER_NAME, SERVER_VERSION } from '../about.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { jsonApi } from './json-api.ts';
import { readQuery } from './query.ts';

/** `GET /api/status`: for everybody. No token is needed, and one that is sent is not looked at. */
export function getStatus({
  settings,
}: Dependencies): Handler<ServerEnvironment> {
  return (context) => {
    readQuery(context, []);
    return jsonApi(context, {
      links: { self: '/api/status' },
      meta: {
        name: SERVER_NAME,
        version: SERVER_VERSION,
        'sign-in-methods': settings.signInMethods,
      },
    });
  };
}
