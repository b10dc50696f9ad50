import { FIELDS } from '../api/fields.ts';
import {
  DEFAULT_PAGE_SIZE,
  MAXIMUM_PAGE_NUMBER,
  MAXIMUM_PAGE_SIZE,
  MAXIMUM_SEARCH_LENGTH,
  type ListOrder,
} from '../api/list-query.ts';
import { UUID } from './schemas.ts';
import type { Parameter } from './types.ts';

export const ID: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Anything that is no id of yours is not found.',
  schema: UUID,
};

/** Sparse fieldsets. */
export function fields(type: keyof typeof FIELDS): Parameter {
  return {
    name: `fields[${type}]`,
    in: 'query',
    description: `Any of ${FIELDS[type].join(', ')}, with commas between; empty for none.`,
    schema: { type: 'string' },
  };
}

export const IF_NONE_MATCH: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The `ETag` of what you have: 304 where it is the same still.',
  schema: { type: 'string' },
};

export const IF_MATCH: Parameter = {
  name: 'If-Match',
  in: 'header',
  description:
    'The `ETag` of what the change is based on, from this very address: 412 where it is not that any more. Without it the last one wins.',
  schema: { type: 'string' },
};

/**
 * Of a list that comes in pages.
 * @param searched where `filter[search]` looks
 */
export function list(
  { byDefault, fields: sortFields }: ListOrder<string>,
  searched: string,
): readonly Parameter[] {
  return [
    {
      name: 'page[number]',
      in: 'query',
      description: 'From 1.',
      schema: {
        type: 'integer',
        minimum: 1,
        maximum: MAXIMUM_PAGE_NUMBER,
        default: 1,
      },
    },
    {
      name: 'page[size]',
      in: 'query',
      description: 'More is refused.',
      schema: {
        type: 'integer',
        minimum: 1,
        maximum: MAXIMUM_PAGE_SIZE,
        default: DEFAULT_PAGE_SIZE,
      },
    },
    {
      name: 'sort',
      in: 'query',
      description: `One or more of ${sortFields.join(', ')}, with commas between; a - before one turns it around.`,
      schema: { type: 'string', default: byDefault },
    },
    {
      name: 'filter[search]',
      in: 'query',
      description: `A part of ${searched}, in any case.`,
      schema: { type: 'string', maxLength: MAXIMUM_SEARCH_LENGTH },
    },
  ];
}
