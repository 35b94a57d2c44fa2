import {checkAbove0, checkFlag, checkFunction, checkList, checkOptions} from '../data/arguments';
import {numericalGradient} from './gradient-check';
import {checkMatrix, type Matrix, map, multiply, norm, subtract} from './matrix';

/**
 * The inner product of two matrices, ⟨A, B⟩ = Σ_ij A_ij B_ij: what a change B adds to a loss whose gradient is A.
 *
 * @param A any matrix
 * @param B a matrix of the same shape
 * @returns the sum of the products
 * @throws RangeError when the shapes differ
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function innerProduct(A: Matrix, B: Matrix): number {
  checkMatrix('innerProduct: A', A);
  checkMatrix('innerProduct: B', B);
  return multiply(A, B).values.reduce((sum, value) => sum + value, 0);
}

/** Options of {@link nudges}. */
export interface NudgeOptions {
  /** Size ε of the nudge; defaults to 1e-5. */
  epsilon?: number;
  /** Nudges up only, (L(w + ε) - L(w)) / ε: cheaper, and off by ε instead of ε². Defaults to false. */
  oneWay?: boolean;
}

/**
 * The gradients of a loss by nudging each number, one for each matrix that it depends on.
 *
 * @param loss computes the loss with the matrices as they stand
 * @param matrices what the loss depends on; changed during the call and put back
 * @param options see {@link NudgeOptions}
 * @returns a gradient of the shape of each matrix
 * @throws RangeError when the loss is not a finite number
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function nudges(loss: () => number, matrices: readonly Matrix[], options: NudgeOptions = {}): Matrix[] {
  checkOptions('nudges', options, ['epsilon', 'oneWay']);
  const {epsilon = 1e-5, oneWay = false} = options;
  checkFunction('nudges: loss', loss);
  checkList('nudges: matrices', matrices);
  checkAbove0('nudges: epsilon', epsilon);
  checkFlag('nudges: oneWay', oneWay);
  if (!oneWay) return matrices.map((matrix) => numericalGradient(loss, matrix, epsilon));
  const still = loss();
  return matrices.map((matrix) =>
    map(matrix, (kept, k) => {
      try {
        matrix.values[k] = kept + epsilon;
        return (loss() - still) / epsilon;
      } finally {
        matrix.values[k] = kept;
      }
    }),
  );
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

/**
 * How far a right and a wrong formula lie from a measurement, each as a share of it: matrices by their {@link distance},
 * numbers by |a - b| / |b|.
 *
 * @param formulas what each of the two gives
 * @param measured by nudging, or by brute force
 * @returns two shares; 0 where a formula agrees exactly
 * @throws TypeError when numbers are held against matrices, RangeError when shapes differ
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function distances<Result extends number | readonly Matrix[]>(
  formulas: {right: Result; wrong: Result},
  measured: Result,
): {right: number; wrong: number} {
  const far = (formula: number | readonly Matrix[]) => {
    if (typeof formula === 'number' && typeof measured === 'number') {
      return formula === measured ? 0 : Math.abs(formula / measured - 1);
    }
    if (typeof formula === 'number' || typeof measured === 'number') {
      throw new TypeError('distances: numbers are held against numbers, lists of matrices against lists');
    }
    return distance(formula, measured as readonly Matrix[]);
  };
  return {right: far(formulas.right), wrong: far(formulas.wrong)};
}
