import { asc, desc, type SQL } from 'drizzle-orm';
import type { SortKey } from '../api/list-query.ts';

/** What a client wants a list sorted by, as the database understands it. */
export function orderBy<Field extends string>(
  sort: readonly SortKey<Field>[],
  expressions: Readonly<Record<Field, SQL>>,
): SQL[] {
  return sort.map(({ field, isDescending }) =>
    (isDescending ? desc : asc)(expressions[field]),
  );
}
