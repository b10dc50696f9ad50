import { isUnderstood } from '../../server/api/media-type.ts';
import { ApiError, type ApiProblem } from '../api-error.ts';
import type { Question } from './question.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * The attributes in the document of a `PATCH` ([JSON:API](https://jsonapi.org/format/#crud-updating)).
 * @throws ApiError
 */
export function readResource(
  question: Question,
  wanted: { type: string; id: string },
): ReadonlyMap<string, unknown> {
  const data = readData(question);
  for (const member of ['type', 'id'] as const) {
    if (data[member] === wanted[member]) continue;
    throw new ApiError({
      status: 409,
      code: 'resource-mismatch',
      detail: `It must be about the resource of the address: ${wanted[member]}.`,
      pointer: `/data/${member}`,
    });
  }
  return attributesOf(data);
}

/**
 * The attributes in the document of a `POST` ([JSON:API](https://jsonapi.org/format/#crud-creating)).
 * @throws ApiError
 */
export function readNewResource(
  question: Question,
  type: string,
): ReadonlyMap<string, unknown> {
  const data = readData(question);
  if (data['type'] !== type) {
    throw new ApiError({
      status: 409,
      code: 'resource-mismatch',
      detail: `Only ${type} can be added here.`,
      pointer: '/data/type',
    });
  }
  if (data['id'] !== undefined) {
    throw new ApiError({
      status: 403,
      code: 'client-generated-id',
      detail: 'Leave the id out.',
      pointer: '/data/id',
    });
  }
  return attributesOf(data);
}

function readData({ body, header }: Question): Members {
  if (!isUnderstood(header('content-type'))) {
    throw new ApiError({
      status: 415,
      code: 'unsupported-media-type',
      detail: 'Send application/vnd.api+json, without parameters.',
    });
  }
  const { data } = parseObject(body);
  if (!isObject(data)) throw invalidBody('It must have one resource as data.');
  return data;
}

function attributesOf(data: Members): ReadonlyMap<string, unknown> {
  if (data['relationships'] !== undefined) {
    throw new ApiError({
      status: 403,
      code: 'attribute-read-only',
      detail: 'Relationships cannot be changed.',
      pointer: '/data/relationships',
    });
  }
  const { attributes = {} } = data;
  if (!isObject(attributes)) throw invalidBody('Attributes are an object.');
  return new Map(Object.entries(attributes));
}

/** Refuses a document for all that is wrong with it, if anything is. */
export function refuseAny(
  status: 403 | 422,
  [first, ...others]: readonly ApiProblem[],
): void {
  if (first) throw new ApiError({ status, ...first, others });
}

function parseObject(text: string): Members {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidBody('It is no JSON.');
  }
  if (!isObject(value)) throw invalidBody('It must be an object.');
  return value;
}

function invalidBody(detail: string): ApiError {
  return new ApiError({ status: 400, code: 'invalid-body', detail });
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
