import {checkList} from '../data/arguments';

/** Ranks from 0; equal values share the mean of their places. */
function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal - 1) / 2;
  });
}

/**
 * Spearman's rank correlation: whether two lists put the same things in the same order, from -1 to 1.
 *
 * It is the correlation of the ranks; equal values share the mean of their places.
 *
 * @param first at least two numbers
 * @param second as many
 * @returns 1 for the same order, -1 for the reverse, about 0 for unrelated lists
 * @throws RangeError when the lists differ in length, hold fewer than two numbers, or one is constant
 *
 * Source: Spearman 1904, doi:10.2307/1412159. Lesson: notebooks/05-text/5.3.
 */
export function rankCorrelation(first: readonly number[], second: readonly number[]): number {
  checkList('rankCorrelation: first', first);
  checkList('rankCorrelation: second', second);
  if (first.length !== second.length || first.length < 2) {
    throw new RangeError(
      `rankCorrelation: lists must have one length of at least 2, got ${first.length} and ${second.length}`,
    );
  }
  if ([...first, ...second].some((value) => !Number.isFinite(value))) {
    throw new RangeError('rankCorrelation: a value is not finite');
  }
  const middle = (first.length - 1) / 2;
  const [a, b] = [ranks(first), ranks(second)].map((list) => list.map((rank) => rank - middle));
  const product = (one: number[], other: number[]) => one.reduce((sum, value, i) => sum + value * other[i], 0);
  const spread = Math.sqrt(product(a, a) * product(b, b));
  if (spread === 0) throw new RangeError('rankCorrelation: a list is constant, it puts nothing in order');
  return product(a, b) / spread;
}
