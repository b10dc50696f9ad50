import { ApiError, invalidParameter } from '../api-error.ts';
import type { Question } from './question.ts';

/**
 * The query parameters of a request, each at most once, and only those that the resource knows
 * ([JSON:API](https://jsonapi.org/format/#query-parameters)).
 * @throws ApiError
 */
export function readQuery<Name extends string>(
  { url }: Question,
  known: readonly Name[] = [],
): ReadonlyMap<Name, string> {
  const query = new Map<Name, string>();
  for (const [name, value] of pairs(url)) {
    const parameter = known.find((candidate) => candidate === name);
    if (parameter === undefined) {
      throw new ApiError({
        status: 400,
        code: 'unknown-parameter',
        detail: `Known here: ${known.join(', ') || 'none'}.`,
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

/** Decoded strictly: `URLSearchParams` would let a `%zz` pass as it is. */
function pairs({ search }: URL): [name: string, value: string][] {
  return search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decode(name), decode(value.join('='))];
    });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new ApiError({
      status: 400,
      code: 'invalid-parameter',
      detail: 'The query is not well encoded.',
    });
  }
}
