import { describe } from '../../openapi/description.ts';
import { METHODS, type Method, type Operation } from '../../openapi/types.ts';

/** One thing that can be asked of the API. `openapi.test.ts` holds the description against the server's own routes. */
export interface ApiRoute {
  /** `GET /api/users/{id}` */
  name: string;
  method: Uppercase<Method>;
  path: string;
  operation: Operation;
  /** What the token must be good for; nothing where none is needed. */
  scopes: readonly string[] | undefined;
}

/** All of them, from the description. */
export const API_ROUTES: readonly ApiRoute[] = Object.entries(
  describe('https://server.example').paths,
)
  .filter(([path]) => path.startsWith('/api/'))
  .flatMap(([path, operations]) =>
    METHODS.flatMap((verb) => {
      const operation = operations[verb];
      if (!operation) return [];
      const method = verb.toUpperCase() as Uppercase<Method>;
      const [{ accessToken: scopes } = {}] = operation.security ?? [];
      return [{ name: `${method} ${path}`, method, path, operation, scopes }];
    }),
  );
