import { passwordProblem } from '../../server/users/password-rules.ts';
import { ApiError, type ApiErrorCode, type ApiProblem } from '../api-error.ts';
import { isFirstParty } from '../clients.ts';
import { emptyAnswer, jsonApiAnswer, NOT_STORED } from '../http/answers.ts';
import { readQuery } from '../http/query.ts';
import { readResource, refuseAny } from '../http/resource-document.ts';
import type { Principal } from '../identity-server.ts';
import type { User } from '../schema.ts';
import type { SignedInHandler } from './context.ts';

const PATH = '/api/me/password';
const CURRENT = 'current-password';
const NEW = 'new-password';

/** How long after a sign-in a user without a password may set one, in milliseconds. */
const FRESH = 10 * 60 * 1000;

/** `GET /api/me/password`: whether the user has one. */
const show: SignedInHandler = (_context, question, principal) => {
  readQuery(question);
  requireFirstParty(principal);
  const { id, password: current } = principal.user;
  return jsonApiAnswer({
    links: { self: PATH },
    data: {
      type: 'passwords',
      id,
      attributes: { 'is-set': current !== null },
      links: { self: PATH },
    },
  });
};

/** `PATCH /api/me/password`: another one, which ends all other sessions. */
const change: SignedInHandler = ({ identity }, question, principal) => {
  readQuery(question);
  requireFirstParty(principal);
  const { familyId, user } = principal;
  const sent = readResource(question, { type: 'passwords', id: user.id });
  refuseAny(403, [...sent.keys()].flatMap(foreignProblem));
  refuseAny(422, [...currentProblem(sent, user), ...newProblem(sent)]);
  const { password: current } = user;
  if (current === null) requireFreshSignIn(principal);
  else if (current !== sent.get(CURRENT)) refuseAny(422, [wrong()]);
  user.update({ password: String(sent.get(NEW)), isChanged: true });
  identity.endSessionsOf(user, { except: familyId });
  return emptyAnswer(204, NOT_STORED);
};

export const password = { get: show, patch: change };

type Sent = ReadonlyMap<string, unknown>;

function foreignProblem(name: string): ApiProblem[] {
  if (name === CURRENT || name === NEW) return [];
  return [problem(name, 'attribute-read-only', 'Only passwords.')];
}

function currentProblem(sent: Sent, user: User): ApiProblem[] {
  if (user.password !== null) return noTextProblem(sent, CURRENT);
  return sent.has(CURRENT) ? [wrong()] : [];
}

function newProblem(sent: Sent): ApiProblem[] {
  const value = sent.get(NEW);
  if (typeof value !== 'string') return noTextProblem(sent, NEW);
  const found = passwordProblem(value);
  return found ? [problem(NEW, `attribute-${found}`, 'Another one.')] : [];
}

function noTextProblem(sent: Sent, name: string): ApiProblem[] {
  if (typeof sent.get(name) === 'string') return [];
  return sent.has(name)
    ? [problem(name, 'attribute-malformed', 'A text.')]
    : [
        {
          code: 'attribute-missing',
          detail: `There must be ${name}.`,
          pointer: '/data/attributes',
        },
      ];
}

function wrong(): ApiProblem {
  return problem(CURRENT, 'password-wrong', 'It is not the password.');
}

function problem(name: string, code: ApiErrorCode, detail: string): ApiProblem {
  const token = name.replaceAll('~', '~0').replaceAll('/', '~1');
  return { code, detail, pointer: `/data/attributes/${token}` };
}

function requireFirstParty({ clientId }: Principal): void {
  if (isFirstParty(clientId)) return;
  throw new ApiError({
    status: 403,
    code: 'first-party-only',
    detail: 'Change the password in the app of this server.',
  });
}

function requireFreshSignIn({ age }: Principal): void {
  if (age < FRESH) return;
  throw new ApiError({
    status: 403,
    code: 'fresh-sign-in-needed',
    detail: 'Sign in again, and set the first password within 10 minutes.',
  });
}
