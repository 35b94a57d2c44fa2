/**
 * The value below which a share of the numbers lies; between two numbers it is interpolated, as numpy does.
 *
 * @param sorted the numbers from the smallest to the largest, at least one
 * @param share 0 (the smallest) to 1 (the largest)
 * @returns the quantile, in the unit of the numbers
 */
export function sortedQuantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  // Equal neighbours are not interpolated: infinity minus infinity is NaN.
  return below === above ? below : below + (above - below) * (place - Math.floor(place));
}
