import {checkList, checkNoNaN} from '../data/arguments';
import {checkMatrix, type Matrix, matrix, toRows} from './matrix';

/**
 * Scores to probabilities, row by row: p_j = e^{z_j} / Σ_k e^{z_k}.
 *
 * The largest score of a row is taken off first: nothing overflows, and the quotient stays.
 *
 * @param Z scores, [rows, classes]
 * @returns probabilities of the same shape; each row sums to 1
 * @throws RangeError when a score is NaN
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function softmax(Z: Matrix): Matrix {
  checkMatrix('softmax: Z', Z);
  checkNoNaN('softmax: Z', Z.values);
  return matrix(
    toRows(Z).map((row) => {
      const total = logSumExp(row);
      return row.map((value) => Math.exp(value - total));
    }),
  );
}

/**
 * ln Σ e^v without overflow: the sum of numbers that are kept as their logarithms.
 *
 * @param values logarithms, at least one
 * @returns the logarithm of their sum; -Infinity where all are
 * @throws TypeError or RangeError when there are none
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function logSumExp(values: readonly number[]): number {
  checkList('logSumExp: values', values);
  const largest = Math.max(...values);
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}
