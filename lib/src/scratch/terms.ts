import {checkList} from '../data/arguments';
import {add, checkMatrix, type Matrix, map, multiply, zeros} from './matrix';

/**
 * The sum of any number of matrices, element by element.
 *
 * @param terms matrices of one shape, at least one; a single row is added to every row of what stands before it
 * @returns the sum
 * @throws RangeError when there is no matrix, or shapes do not fit
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function plus(...terms: readonly Matrix[]): Matrix {
  checkList('plus: terms', terms);
  return terms.reduce((a, b) => add(a, b));
}

/**
 * The product of any number of matrices, element by element (A ⊙ B ⊙ ...), not the matrix product.
 *
 * @param factors matrices of one shape, at least one
 * @returns the product
 * @throws RangeError when there is no matrix, or shapes do not fit
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function times(...factors: readonly Matrix[]): Matrix {
  checkList('times: factors', factors);
  return factors.reduce((a, b) => multiply(a, b));
}

/**
 * The square matrix with a row's numbers on its diagonal: diag(v), so that x diag(v) = x ⊙ v.
 *
 * @param v one row, [1, n]
 * @returns [n, n], zero beside the diagonal
 * @throws RangeError when v has more than one row
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function diagonal(v: Matrix): Matrix {
  checkMatrix('diagonal: v', v);
  const [rows, n] = v.shape;
  if (rows !== 1) throw new RangeError(`diagonal: v must have one row, got ${rows}`);
  return map(zeros(n, n), (_, at) => (at % (n + 1) === 0 ? v.values[at % n] : 0));
}
