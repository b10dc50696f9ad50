import { ApiError, type ApiErrorCode, type ApiProblem } from '../api-error.ts';
import { jsonApiAnswer } from '../http/answers.ts';
import { entityTag, requireUnchanged } from '../http/entity-tag.ts';
import { readQuery } from '../http/query.ts';
import { readResource, refuseAny } from '../http/resource-document.ts';
import { USER_FIELDS, userDocument } from '../serializers/user.ts';
import { requireScope } from './bearer.ts';
import type { SignedInHandler } from './context.ts';
import { SCOPE } from './users.ts';

const MAXIMUM_LENGTH = 100;

/** Control characters, line breaks of any kind, and what turns the direction of the text around a name. */
const UNWELCOME = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** What may be changed, and where the record has it. */
const EDITABLE = new Map([
  ['first-name', 'firstName'],
  ['last-name', 'lastName'],
] as const);

/** `PATCH /api/users/:id`, of oneself: the names, and nothing else. */
export const changeUser: SignedInHandler = (_context, question, principal) => {
  requireScope(principal, SCOPE);
  requireScope(principal, 'profile');
  const query = readQuery(question, [USER_FIELDS]);
  const { user } = principal;
  if (question.params['id'] !== user.id) {
    throw new ApiError({
      status: 403,
      code: 'not-yours',
      detail: 'One can change only oneself.',
    });
  }
  const wanted = readResource(question, { type: 'users', id: user.id });
  refuseAny(403, [...wanted.keys()].flatMap(readOnlyProblem));
  refuseAny(422, [...wanted].flatMap(valueProblem));
  requireUnchanged(question, entityTag(userDocument(user, query)));
  for (const [name, attribute] of EDITABLE) {
    if (!wanted.has(name)) continue;
    user.update({
      [attribute]: String(wanted.get(name)).trim(),
      isChanged: true,
    });
  }
  const document = userDocument(user, query);
  return jsonApiAnswer(document, { headers: { ETag: entityTag(document) } });
};

function readOnlyProblem(name: string): ApiProblem[] {
  if ([...EDITABLE.keys()].some((editable) => editable === name)) return [];
  return [
    problem(name, 'attribute-read-only', 'Only the names can be changed.'),
  ];
}

function valueProblem([name, value]: [string, unknown]): ApiProblem[] {
  const text = typeof value === 'string' ? value.trim() : undefined;
  if (text === undefined || UNWELCOME.test(text)) {
    return [problem(name, 'attribute-malformed', 'A text in one line.')];
  }
  const isBlank = text === '' && name === 'first-name';
  if (isBlank) return [problem(name, 'attribute-blank', 'It is needed.')];
  const most = `At most ${MAXIMUM_LENGTH} characters.`;
  return text.length > MAXIMUM_LENGTH
    ? [problem(name, 'attribute-too-long', most)]
    : [];
}

function problem(name: string, code: ApiErrorCode, detail: string): ApiProblem {
  const token = name.replaceAll('~', '~0').replaceAll('/', '~1');
  return { code, detail, pointer: `/data/attributes/${token}` };
}
