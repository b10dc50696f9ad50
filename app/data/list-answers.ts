import type { ApiFeature } from '../../config/api-settings';
import { errorsOf, sourceOf } from '../auth/json-api-errors';
import { isRecord, own } from '../auth/session-data';

/** How the common libraries for JSON:API name the number of all resources in `meta`, which the specification leaves open. */
const TOTALS = [
  'count',
  'total',
  'total-count',
  'total_count',
  'totalCount',
  'record-count',
  'record_count',
  'recordCount',
];

/** How many resources match in all; nothing where the API does not say. */
export function readCount(meta: unknown): number | undefined {
  if (!isRecord(meta)) return undefined;
  // Laravel and Django put it one level deeper.
  const places = [meta, own(meta, 'page'), own(meta, 'pagination')];
  for (const place of places.filter(isRecord)) {
    const total = TOTALS.map((name) => own(place, name)).find(isCount);
    if (total !== undefined) return total;
  }
  return undefined;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Whether there is a page after this one; nothing where the API has no links ([JSON:API](https://jsonapi.org/format/#fetching-pagination)). */
export function readHasNext(links: unknown): boolean | undefined {
  if (!isRecord(links) || !('next' in links)) return undefined;
  const { next } = links;
  return (typeof next === 'string' && next !== '') || isRecord(next);
}

const FEATURES: readonly [ApiFeature, RegExp][] = [
  ['sort', /^sort\b/],
  ['page', /^page\b/],
  ['search', /^filter\b/],
];

/**
 * What the API says that it can't do: a 400 that names a query parameter
 * ([JSON:API](https://jsonapi.org/format/#query-parameters)). An API with codes says `invalid-parameter` where it is the value
 * that it does not like.
 */
export function readUnsupported(error: unknown): ApiFeature | undefined {
  if (!isRecord(error) || error.status !== 400) return undefined;
  for (const told of errorsOf(error.content)) {
    if (own(told, 'code') === 'invalid-parameter') continue;
    const parameter = sourceOf(told, 'parameter') ?? '';
    const feature = FEATURES.find(([, pattern]) => pattern.test(parameter));
    if (feature) return feature[0];
  }
  return undefined;
}
