/** Medians and quartiles: what a noisy machine lets one say about a ratio. */

/** Median with its quartiles. */
export interface Spread {
  median: number;
  lower: number;
  upper: number;
}

/**
 * The value below which the part q of the values lies, linear between neighbours.
 *
 * @throws RangeError where there are no values
 */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError('a quantile needs at least one value');
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const spread = (values: readonly number[]): Spread => ({
  median: quantile(values, 0.5),
  lower: quantile(values, 0.25),
  upper: quantile(values, 0.75),
});

/**
 * Ratios of what was measured in the same round: what slows the machine for a while slows both, and cancels.
 *
 * @throws RangeError where the two have not the same number of rounds
 */
export function pairedRatios(ours: readonly number[], theirs: readonly number[]): number[] {
  if (ours.length !== theirs.length) {
    throw new RangeError(`rounds do not pair: ${ours.length} of one, ${theirs.length} of the other`);
  }
  return ours.map((value, i) => value / theirs[i]);
}
