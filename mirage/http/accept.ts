import { isAcceptable } from '../../server/api/media-type.ts';
import { ApiError } from '../api-error.ts';
import type { Question } from './question.ts';

/**
 * Refuses who wants JSON:API with what this server does not know ([JSON:API 1.1](https://jsonapi.org/format/1.1/#content-negotiation-servers)).
 * @throws ApiError 406
 */
export function requireAcceptable({ header }: Question): void {
  if (isAcceptable(header('accept'))) return;
  throw new ApiError({
    status: 406,
    code: 'not-acceptable',
    detail: 'Accept application/vnd.api+json without parameters.',
  });
}
