import type { Response } from 'miragejs';
import { judge } from '../../server/http/preconditions.ts';
import { ApiError } from '../api-error.ts';
import { emptyAnswer, jsonApiAnswer, NOT_STORED } from './answers.ts';
import type { Question } from './question.ts';

/**
 * A document with its strong entity tag, or 304 where the client has that already.
 * @param tag where the document has one of its own
 * @throws ApiError 412
 */
export function taggedAnswer(
  question: Question,
  document: object,
  tag: string = entityTag(document),
): Response {
  const headers = { ETag: tag };
  return judgeQuestion(question, tag) === 'not-modified'
    ? emptyAnswer(304, { ...NOT_STORED, ...headers })
    : jsonApiAnswer(document, { headers });
}

/**
 * Holds the conditions of a request against the tag of what there is now.
 * @throws ApiError 412
 */
export function requireUnchanged(question: Question, current: string): void {
  judgeQuestion(question, current);
}

function judgeQuestion(
  question: Question,
  tag: string,
): 'go-on' | 'not-modified' {
  const verdict = judge(question, tag);
  if (verdict !== 'failed') return verdict;
  throw new ApiError({
    status: 412,
    code: 'precondition-failed',
    detail: 'It is not what it was when it was read. Read it again.',
  });
}

/** A hash of what is sent; [FNV-1a](https://datatracker.ietf.org/doc/html/draft-eastlake-fnv), because a browser's own take their time. */
export function entityTag(document: object): string {
  let hash = 0xcbf29ce484222325n;
  for (const character of JSON.stringify(document)) {
    hash ^= BigInt(character.codePointAt(0) ?? 0);
    hash = BigInt.asUintN(64, hash * 0x100000001b3n);
  }
  return `"${hash.toString(16)}"`;
}
