import { MEDIA_TYPE } from '../api/media-type.ts';
import { closed, named } from './schemas.ts';
import type { Answer, Content, Schema } from './types.ts';

type Answers = Readonly<Record<string, Answer>>;

/** What the statuses of refusals mean, in a sentence. */
const REFUSALS = {
  400: 'The request cannot be understood: a parameter, the query or the body.',
  401: 'There is no access token, or it is not good (any more): renew it.',
  403: 'The token does not reach this far, or this may not be changed.',
  404: 'There is nothing here, or nothing that you may see.',
  406: 'JSON:API was asked for with parameters that are not known here.',
  409: 'It does not fit what is there.',
  412: 'It is not what it was when it was read.',
  413: 'The body is too large.',
  415: 'The body is not in the media type of JSON:API.',
  422: 'Values that cannot be, each by its pointer.',
  429: 'There were too many attempts.',
  502: 'The identity provider failed.',
  503: 'The server cannot answer just now.',
} as const;
type Refusal = keyof typeof REFUSALS;

const RETRY_AFTER = {
  'Retry-After': {
    description: 'When to come back, in seconds.',
    schema: { type: 'integer' },
  },
} as const;

const ETAG = {
  ETag: {
    description: 'Of this representation; strong.',
    schema: { type: 'string' },
  },
} as const;

/** Of what was added. */
export const CREATED_HEADERS = {
  ...ETAG,
  Location: {
    description: 'Where it is, as a path.',
    schema: { type: 'string' },
  },
} as const;

export const NOTHING: Answer = { description: 'Done.' };

/** A body of JSON:API. */
export function jsonApiContent(schema: Schema): Content {
  return { [MEDIA_TYPE]: { schema } };
}

/** A document with one resource, or with a list of them. */
export function document(
  data: Schema,
  {
    description = 'Found.',
    meta,
    isTagged = false,
    isPaged = false,
  }: Details = {},
): Answer {
  return {
    description,
    ...(isTagged && { headers: ETAG }),
    content: jsonApiContent(
      closed({
        jsonapi: closed({ version: { const: '1.1' } }),
        links: closed(
          Object.fromEntries(
            (isPaged ? PAGE_LINKS : ['self']).map((name) => [name, LINK]),
          ),
        ),
        data,
        ...(meta && { meta }),
      }),
    ),
  };
}

interface Details {
  description?: string;
  meta?: Schema;
  isTagged?: boolean;
  isPaged?: boolean;
}

const LINK: Schema = { type: ['string', 'null'] };
const PAGE_LINKS = ['self', 'first', 'prev', 'next', 'last'];

/** A list of resources of one kind. */
export function listOf(schema: Schema): Schema {
  return { type: 'array', items: schema };
}

/** The refusals of the API. */
export function apiErrors(...statuses: readonly Refusal[]): Answers {
  return errors(statuses, jsonApiContent(named('Errors')));
}

/** The refusals of whatever takes an access token. */
export function signedInErrors(...statuses: readonly Refusal[]): Answers {
  return apiErrors(400, 401, 403, 406, ...statuses, 503);
}

/** The refusals of the token server (RFC 6749 section 5.2). */
export function oauthErrors(...statuses: readonly Refusal[]): Answers {
  return errors(statuses, {
    'application/json': { schema: named('OAuthError') },
  });
}

function errors(statuses: readonly Refusal[], content: Content): Answers {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: REFUSALS[status],
        ...((status === 429 || status === 503) && { headers: RETRY_AFTER }),
        content,
      },
    ]),
  );
}

export const NOT_MODIFIED: Answers = {
  304: { description: 'It is what `If-None-Match` names.', headers: ETAG },
};
