import type { Handler } from 'hono';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { publicKeys } from './signing-keys.ts';

/** `GET /oauth/jwks`: the keys to check id tokens with ([RFC 7517 section 5](https://www.rfc-editor.org/rfc/rfc7517#section-5)). */
export function jwksEndpoint({
  database,
}: Dependencies): Handler<ServerEnvironment> {
  return async (context) => context.json(await publicKeys(database));
}
