import {checkAbove0, checkFunction, checkList} from '../data/arguments';
import {numericalGradient} from './gradient-check';
import {checkMatrix, type Matrix, multiply, norm, subtract} from './matrix';

/**
 * The inner product of two matrices, ⟨A, B⟩ = Σ_ij A_ij B_ij: what a change B adds to a loss whose gradient is A.
 *
 * @throws RangeError when the shapes differ
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function innerProduct(A: Matrix, B: Matrix): number {
  checkMatrix('innerProduct: A', A);
  checkMatrix('innerProduct: B', B);
  return multiply(A, B).values.reduce((sum, value) => sum + value, 0);
}

/**
 * The gradients of a loss by central differences, one for each matrix that it depends on.
 *
 * @param loss computes the loss with the matrices as they stand
 * @param matrices what the loss depends on; changed during the call and put back
 * @param epsilon step; defaults to 1e-5
 * @returns a gradient of the shape of each matrix
 * @throws RangeError when the loss is not a finite number
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function nudges(loss: () => number, matrices: readonly Matrix[], epsilon = 1e-5): Matrix[] {
  checkFunction('nudges: loss', loss);
  checkList('nudges: matrices', matrices);
  checkAbove0('nudges: epsilon', epsilon);
  return matrices.map((matrix) => numericalGradient(loss, matrix, epsilon));
}

/**
 * How far numbers lie from the right ones, ‖a - b‖ / ‖b‖ over all matrices of a list: 0.1 is ten percent off.
 *
 * @param a matrices to judge
 * @param b the right ones, of the same shapes
 * @returns a share of the length of b; 0 where both are equal
 * @throws RangeError when the lists or shapes differ
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function distance(a: readonly Matrix[], b: readonly Matrix[]): number {
  checkList('distance: a', a);
  checkList('distance: b', b);
  if (a.length !== b.length) throw new RangeError(`distance: ${a.length} matrices cannot be held against ${b.length}`);
  const apart = Math.hypot(...a.map((matrix, i) => norm(subtract(matrix, b[i]))));
  return apart === 0 ? 0 : apart / Math.hypot(...b.map(norm));
}
