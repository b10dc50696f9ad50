/**
 * The value that so many percent of all do not exceed, by the nearest rank.
 *
 * @param percent above 0, at most 100
 * @returns NaN where there are no values
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? NaN;
}
