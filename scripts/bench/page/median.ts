/**
 * The value in the middle; of an even number of them the mean of the two there.
 *
 * @returns NaN where there are no values
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  const below = sorted[Math.floor(middle)] ?? NaN;
  const above = sorted[Math.ceil(middle)] ?? NaN;
  return (below + above) / 2;
}
