import {
  methodNotAllowed as refuseOnResource,
  notFound,
} from '../api-error.ts';
import {
  methodNotAllowed as refuseAtEndpoint,
  noSuchEndpoint,
} from '../oauth-error.ts';
import { requirePrincipal, requireScope } from './bearer.ts';
import type { Handler, SignedInHandler } from './context.ts';

export const VERBS = ['get', 'head', 'post', 'put', 'patch', 'delete'] as const;
export type Verb = (typeof VERBS)[number];

const READ_METHODS = 'GET, HEAD';

/** What a path does with each method. */
export type Methods = Readonly<Record<Verb, Handler>>;

/** An endpoint of the token server, with one method. */
export function endpoint(verb: Verb, handler: Handler): Methods {
  const refuse: Handler = () => {
    throw refuseAtEndpoint(verb.toUpperCase());
  };
  return { ...every(refuse), [verb]: handler };
}

/** A resource that everybody can read. */
export function publicResource(read: Handler): Methods {
  const refuse: Handler = () => {
    throw refuseOnResource(READ_METHODS);
  };
  return { ...every(refuse), get: read, head: read };
}

/** What a resource does with the methods that it has. */
type Actions = Readonly<
  Partial<Record<Exclude<Verb, 'head'>, SignedInHandler>>
> & { get: SignedInHandler };

/**
 * A resource for who is signed in. Others learn nothing, not even which methods it has.
 * @param scope what all of it needs, where that is not each method's own matter
 */
export function resource(
  { get, ...actions }: Actions,
  scope?: string,
): Methods {
  const all = { get, head: get, ...actions };
  const allowed = Object.keys(all)
    .map((verb) => verb.toUpperCase())
    .join(', ');
  const refuse: SignedInHandler = () => {
    throw refuseOnResource(allowed);
  };
  const signedIn =
    (handler: SignedInHandler): Handler =>
    (context, question) => {
      const principal = requirePrincipal(context.identity, question);
      if (scope !== undefined) requireScope(principal, scope);
      return handler(context, question, principal);
    };
  return {
    ...every(signedIn(refuse)),
    ...Object.fromEntries(
      Object.entries(all).map(([verb, handler]) => [verb, signedIn(handler)]),
    ),
  };
}

/** Any path of the API that is nothing. */
export const unknownResource: Methods = every(({ identity }, question) => {
  requirePrincipal(identity, question);
  throw notFound();
});

/** Any path of the token server that is nothing. */
export const unknownEndpoint: Methods = every(() => {
  throw noSuchEndpoint();
});

function every(handler: Handler): Methods {
  return {
    get: handler,
    head: handler,
    post: handler,
    put: handler,
    patch: handler,
    delete: handler,
  };
}
