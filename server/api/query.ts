import type { Context } from 'hono';
import { ApiError, invalidParameter } from './errors.ts';

/**
 * The query parameters of a request, each at most once, and only those that the resource knows: JSON:API wants 400 for
 * the others ([query parameters](https://jsonapi.org/format/#query-parameters)).
 * @throws ApiError
 */
export function readQuery<Name extends string>(
  context: Context,
  known: readonly Name[],
): ReadonlyMap<Name, string> {
  const query = new Map<Name, string>();
  for (const [name, value] of queryPairs(context.req.url)) {
    const parameter = known.find((candidate) => candidate === name);
    if (parameter === undefined) {
      throw new ApiError({
        status: 400,
        code: 'unknown-parameter',
        detail:
          known.length > 0
            ? `Known here: ${known.join(', ')}.`
            : 'This takes no parameters.',
        parameter: name,
      });
    }
    if (query.has(parameter)) {
      throw invalidParameter(parameter, 'It may be there only once.');
    }
    query.set(parameter, value);
  }
  return query;
}

/** Decodes strictly: a `%zz` is refused and not passed on as it is. */
function* queryPairs(url: string): Generator<[name: string, value: string]> {
  const start = url.indexOf('?');
  if (start === -1) return;
  for (const pair of url.slice(start + 1).split('&')) {
    if (pair === '') continue;
    const separator = pair.includes('=') ? pair.indexOf('=') : pair.length;
    yield [decode(pair.slice(0, separator)), decode(pair.slice(separator + 1))];
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new ApiError({
      status: 400,
      code: 'invalid-parameter',
      detail: 'The query is not well encoded.',
      cause,
    });
  }
}
