import {checkList} from '../data/arguments';
import {checkMatrix, type Matrix, matmul, norm, toRows, transpose} from './matrix';

/**
 * The singular values of a matrix: how far it stretches rows of length 1 in its own directions; the largest is its norm.
 *
 * @param A any matrix of finite numbers
 * @returns as many as its shorter side has places, largest first
 * @throws RangeError when a number is not finite
 *
 * Source: one-sided rotations, Hestenes 1958. Check: their squares sum to ‖A‖², their product is |det A|; orthogonal
 * matrices have only ones. Lesson: notebooks/07-reference/7.1.
 */
export function singularValues(A: Matrix): number[] {
  checkMatrix('singularValues: A', A);
  const bad = A.values.find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw new RangeError(`singularValues: A holds ${bad}`);
  // Rows are turned in pairs until all are orthogonal: then their lengths are the singular values.
  const rows = toRows(A.shape[0] <= A.shape[1] ? A : transpose(A));
  for (let sweep = 0, turned = true; turned && sweep < 60; sweep++) {
    turned = false;
    for (let i = 0; i < rows.length; i++) {
      for (let j = i + 1; j < rows.length; j++) turned = turnPair(rows[i], rows[j]) || turned;
    }
  }
  return rows.map((row) => Math.hypot(...row)).sort((a, b) => b - a);
}

/** How far a product of square matrices stretches rows of length 1. */
export interface Stretches {
  /** Average of one factor, the root mean square over all factors and directions. */
  'one step': number;
  /** Average of the whole product, the root mean square over all directions. */
  average: number;
  /** The largest of the whole product, over all directions. */
  largest: number;
}

/**
 * How far a product of square matrices stretches rows: one factor on average, the product on average, and at most.
 *
 * @param factors square matrices of one size, in the order in which they are multiplied
 * @returns see {@link Stretches}; ‖P‖ / √n is the root mean square stretch of an [n, n] matrix P
 * @throws RangeError when there is no factor, or shapes do not fit
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function stretches(factors: readonly Matrix[]): Stretches {
  checkList('stretches: factors', factors);
  const n = factors[0].shape[0];
  const odd = factors.find(({shape}) => shape[0] !== n || shape[1] !== n);
  if (odd) throw new RangeError(`stretches: factors must each be [${n}, ${n}], got [${odd.shape.join(', ')}]`);
  const product = factors.reduce((a, b) => matmul(a, b));
  return {
    'one step': Math.hypot(...factors.map(norm)) / Math.sqrt(factors.length * n),
    average: norm(product) / Math.sqrt(n),
    largest: singularValues(product)[0],
  };
}

/** Turns two rows in their plane so that they become orthogonal; false where they were. */
function turnPair(p: number[], q: number[]): boolean {
  let [pp, qq, pq] = [0, 0, 0];
  for (let k = 0; k < p.length; k++) {
    pp += p[k] * p[k];
    qq += q[k] * q[k];
    pq += p[k] * q[k];
  }
  if (Math.abs(pq) <= 1e-15 * Math.sqrt(pp * qq)) return false;
  const zeta = (qq - pp) / (2 * pq);
  const tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.hypot(1, tangent);
  for (let k = 0; k < p.length; k++) {
    const [a, b] = [p[k], q[k]];
    p[k] = cosine * (a - tangent * b);
    q[k] = cosine * (tangent * a + b);
  }
  return true;
}
