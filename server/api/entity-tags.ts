import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { judge } from '../http/preconditions.ts';
import { ApiError } from './errors.ts';
import { jsonApi, serialize, type JsonApiDocument } from './json-api.ts';

/**
 * The strong entity tag of a document ([RFC 9110 section 8.8](https://www.rfc-editor.org/rfc/rfc9110#section-8.8)): a hash
 * of what is sent, so another fieldset has another one, and what has changed back has the one from before.
 */
export function entityTag(document: JsonApiDocument): string {
  const hash = createHash('sha256').update(serialize(document));
  return `"${hash.digest('base64url')}"`;
}

/**
 * Answers a read with a document and its tag, or with 304 where the client has that.
 * @param tag where the document has one of its own
 * @throws ApiError 412
 */
export function taggedJsonApi(
  context: Context,
  document: JsonApiDocument,
  tag: string = entityTag(document),
): Response {
  if (judgeRequest(context, tag) === 'not-modified') {
    return context.body(null, 304, { etag: tag });
  }
  context.header('etag', tag);
  return jsonApi(context, document);
}

/**
 * Holds the conditions of a request against the tag of what there is now.
 * @throws ApiError 412
 */
export function requireUnchanged(context: Context, current: string): void {
  judgeRequest(context, current);
}

function judgeRequest({ req }: Context, tag: string): 'go-on' | 'not-modified' {
  const verdict = judge(
    { method: req.method, header: (name) => req.header(name) },
    tag,
  );
  if (verdict !== 'failed') return verdict;
  throw new ApiError({
    status: 412,
    code: 'precondition-failed',
    detail: 'It is not what it was when it was read. Read it again.',
  });
}
