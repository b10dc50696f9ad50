import { errorsOf, sourceOf } from '../auth/json-api-errors';
import { own } from '../auth/session-data';

/**
 * What an API's error document says against the attributes of a form, by the form's fields
 * ([JSON:API](https://jsonapi.org/format/#error-objects)).
 *
 * @param document with `errors`, if it is one
 * @param pointers which `source.pointer` means which field
 * @param codes what the API's codes mean; any other is `refused`
 */
export function readProblems<Field extends string, Problem extends string>(
  document: unknown,
  pointers: Readonly<Record<Field, RegExp>>,
  codes: Readonly<Record<string, Problem>>,
): Partial<Record<Field, Problem | 'refused'>> {
  const problems: Partial<Record<Field, Problem | 'refused'>> = {};
  for (const error of errorsOf(document)) {
    const pointer = sourceOf(error, 'pointer') ?? '';
    const field = (Object.keys(pointers) as Field[]).find((name) =>
      pointers[name].test(pointer),
    );
    if (!field) continue;
    const code = own(error, 'code');
    const known =
      typeof code === 'string'
        ? (own(codes, code) as Problem | undefined)
        : undefined;
    problems[field] ??= known ?? 'refused';
  }
  return problems;
}
