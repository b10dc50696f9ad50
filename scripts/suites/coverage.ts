/** Which rows of the checklist are named by a test. */
export interface Coverage {
  /** All rows, in their order: `A1`, `A2`, ... */
  rows: string[];
  /** Those without a test. */
  missing: string[];
}

/**
 * Counts the rows of the checklist that a test names, as in `test('A4 a replayed callback is refused', ...)`.
 *
 * @param checklist the text of `docs/security-checklist.md`
 * @param passed the names of the tests that have passed
 */
export function coverageOf(
  checklist: string,
  passed: readonly string[],
): Coverage {
  const rows = [...checklist.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map(
    ([, row]) => row!,
  );
  const named = new Set(passed.flatMap(rowsNamedBy));
  return { rows, missing: rows.filter((row) => !named.has(row)) };
}

/** Rows stand at the beginning of a test's own name: after the names of its modules, which end in `: `, `> ` or `- `. */
function rowsNamedBy(name: string): string[] {
  return [...name.matchAll(/(?:^|[:>-] )((?:[A-N]\d{1,2} )+)/g)].flatMap(
    ([, rows]) => rows!.trim().split(' '),
  );
}
