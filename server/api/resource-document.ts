import type { Context } from 'hono';
import { ApiError, type ApiProblem } from './errors.ts';
import { isUnderstood, MEDIA_TYPE } from './media-type.ts';

/**
 * The attributes in the document of a `PATCH` ([JSON:API](https://jsonapi.org/format/#crud-updating)). Members that the
 * format does not know are ignored, as it wants it; relationships are refused, because nothing here has any.
 * @throws ApiError
 */
export async function readResource(
  context: Context,
  type: string,
  id: string,
): Promise<ReadonlyMap<string, unknown>> {
  const data = await readData(context);
  if (data['type'] !== type || data['id'] !== id) {
    throw new ApiError({
      status: 409,
      code: 'resource-mismatch',
      detail: `It must be about the resource of the address: ${type}, ${id}.`,
      pointer: data['type'] === type ? '/data/id' : '/data/type',
    });
  }
  return attributesOf(data);
}

/**
 * The attributes in the document of a `POST` ([JSON:API](https://jsonapi.org/format/#crud-creating)). The id is the
 * server's to choose; a local one (`lid`) is of no use, because nothing else in the document could refer to it.
 * @throws ApiError
 */
export async function readNewResource(
  context: Context,
  type: string,
): Promise<ReadonlyMap<string, unknown>> {
  const data = await readData(context);
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

async function readData(
  context: Context,
): Promise<Readonly<Record<string, unknown>>> {
  requireMediaType(context.req.header('content-type'));
  const { data } = parseObject(await context.req.text());
  if (!isObject(data)) throw invalidBody('It must have one resource as data.');
  return data;
}

function attributesOf(
  data: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, unknown> {
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

/**
 * Refuses a document for all that is wrong with it, if anything is.
 * @throws ApiError
 */
export function refuseAny(
  status: 403 | 422,
  [first, ...others]: readonly ApiProblem[],
): void {
  if (first) throw new ApiError({ status, ...first, others });
}

function requireMediaType(value: string | undefined): void {
  if (isUnderstood(value)) return;
  throw new ApiError({
    status: 415,
    code: 'unsupported-media-type',
    detail: `Send ${MEDIA_TYPE}, without parameters.`,
  });
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (cause) {
    throw invalidBody('It is no JSON.', cause);
  }
  throw invalidBody('It must be an object.');
}

function invalidBody(detail: string, cause?: unknown): ApiError {
  return new ApiError({ status: 400, code: 'invalid-body', detail, cause });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
