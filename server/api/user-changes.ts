import type { UserChanges } from '../users/directory.ts';
import { attributePointer } from './attribute-pointer.ts';
import type { ApiProblem } from './errors.ts';
import { refuseAny } from './resource-document.ts';

/** In UTF-16 code units, as everywhere in JavaScript. */
const MAXIMUM_LENGTH = 100;

/** Control characters, line breaks of any kind, and what turns the direction of the text around a name. */
const UNWELCOME = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** What may be changed, and whether there must be something. Everything else is refused: a new column is safe from here. */
const EDITABLE = new Map([
  ['first-name', { column: 'firstName', isRequired: true }],
  // Not everybody has one.
  ['last-name', { column: 'lastName', isRequired: false }],
] as const);

type Name = typeof EDITABLE extends Map<infer Key, unknown> ? Key : never;

/**
 * The changes that a document asks for.
 * @throws ApiError 403 for what cannot be changed at all, 422 for values that cannot be; with all that is wrong
 */
export function readUserChanges(
  attributes: ReadonlyMap<string, unknown>,
): UserChanges {
  refuseAny(403, [...attributes.keys()].flatMap(findReadOnly));
  refuseAny(422, [...attributes].flatMap(findProblem));
  const changes: UserChanges = {};
  for (const [name, value] of attributes) {
    const editable = EDITABLE.get(name as Name);
    if (editable) changes[editable.column] = String(value).trim();
  }
  return changes;
}

function findReadOnly(name: string): ApiProblem[] {
  if (EDITABLE.has(name as Name)) return [];
  return [
    {
      code: 'attribute-read-only',
      detail: `Only ${[...EDITABLE.keys()].join(' and ')} can be changed.`,
      pointer: attributePointer(name),
    },
  ];
}

function findProblem([name, value]: [string, unknown]): ApiProblem[] {
  const pointer = attributePointer(name);
  if (typeof value !== 'string' || UNWELCOME.test(value.trim())) {
    return [
      {
        code: 'attribute-malformed',
        detail: 'A text in one line, without control characters.',
        pointer,
      },
    ];
  }
  const { length } = value.trim();
  if (length === 0 && EDITABLE.get(name as Name)?.isRequired) {
    return [
      { code: 'attribute-blank', detail: 'It cannot be empty.', pointer },
    ];
  }
  if (length > MAXIMUM_LENGTH) {
    const detail = `At most ${MAXIMUM_LENGTH} characters.`;
    return [{ code: 'attribute-too-long', detail, pointer }];
  }
  return [];
}
