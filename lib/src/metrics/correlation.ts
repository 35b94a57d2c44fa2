import {asNdArray, type Numbers} from '../data';
import {sameShape} from './same-shape';

/**
 * How well a straight line describes the relation of two lists of numbers (Pearson): 1 or -1 exactly, 0 not at all.
 *
 *     Σ (a - mean a)(b - mean b) / √( Σ (a - mean a)² Σ (b - mean b)² )
 *
 * @param a any shape
 * @param b the same shape
 * @returns -1 to 1
 * @throws RangeError when shapes differ, or one of them holds a single value only
 *
 * Lesson: notebooks/05-text/5.1.
 */
export function correlation(a: Numbers, b: Numbers): number {
  const [first, second] = sameShape(a, b, 'correlation', ['a', 'b']).map((list) => {
    const {values} = asNdArray(list, 'correlation');
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  });
  const product = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  const size = Math.sqrt(product(first, first) * product(second, second));
  if (!(size > 0)) throw new RangeError('correlation needs two lists whose numbers differ');
  return product(first, second) / size;
}
