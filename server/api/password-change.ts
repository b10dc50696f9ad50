import {
  MAXIMUM_PASSWORD_LENGTH,
  passwordProblem,
} from '../users/password-rules.ts';
import { attributePointer } from './attribute-pointer.ts';
import type { ApiProblem } from './errors.ts';
import { refuseAny } from './resource-document.ts';

/** Named as `autocomplete` names the fields of a form. */
const CURRENT = 'current-password';
const NEW = 'new-password';

type Attributes = ReadonlyMap<string, unknown>;

export interface WantedPassword {
  /** Nothing for a user who has no password yet. */
  current: string | undefined;
  wanted: string;
}

/**
 * The passwords in a document.
 * @param hasPassword whether the user has one already, and must show it
 * @throws ApiError 403 for other attributes, 422 for passwords that cannot be right
 */
export function readPasswordChange(
  attributes: Attributes,
  hasPassword: boolean,
): WantedPassword {
  refuseAny(403, [...attributes.keys()].flatMap(findForeign));
  refuseAny(422, [
    ...findInCurrent(attributes, hasPassword),
    ...findInNew(attributes),
  ]);
  return {
    current: hasPassword ? String(attributes.get(CURRENT)) : undefined,
    wanted: String(attributes.get(NEW)),
  };
}

/** The one thing that only the account can tell: the password is not the one that it has. */
export const WRONG_PASSWORD = {
  code: 'password-wrong',
  detail: 'It is not the password of this account.',
  pointer: attributePointer(CURRENT),
} as const satisfies ApiProblem;

function findForeign(name: string): ApiProblem[] {
  if (name === CURRENT || name === NEW) return [];
  const detail = `Only ${CURRENT} and ${NEW} belong here.`;
  const pointer = attributePointer(name);
  return [{ code: 'attribute-read-only', detail, pointer }];
}

function findInCurrent(
  attributes: Attributes,
  hasPassword: boolean,
): ApiProblem[] {
  if (hasPassword) return findNoText(attributes, CURRENT);
  return attributes.has(CURRENT) ? [WRONG_PASSWORD] : [];
}

function findInNew(attributes: Attributes): ApiProblem[] {
  const value = attributes.get(NEW);
  if (typeof value !== 'string') return findNoText(attributes, NEW);
  const problem = passwordProblem(value);
  if (problem === undefined) return [];
  const details = {
    blank: 'It cannot be empty.',
    'too-long': `At most ${MAXIMUM_PASSWORD_LENGTH} characters.`,
    malformed: 'It holds half a character.',
  };
  return [
    {
      code: `attribute-${problem}`,
      detail: details[problem],
      pointer: attributePointer(NEW),
    },
  ];
}

/** A pointer must lead to something, so what is not there is a problem of the place where it should be. */
function findNoText(attributes: Attributes, name: string): ApiProblem[] {
  if (!attributes.has(name)) {
    const detail = `There must be ${name}.`;
    const pointer = '/data/attributes';
    return [{ code: 'attribute-missing', detail, pointer }];
  }
  if (typeof attributes.get(name) === 'string') return [];
  const pointer = attributePointer(name);
  return [{ code: 'attribute-malformed', detail: 'A text.', pointer }];
}
