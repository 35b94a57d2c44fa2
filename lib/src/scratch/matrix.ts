import {random} from '../data/random';

/** A matrix of float64 numbers, row-major; a vector is a matrix of one row. */
export interface Matrix {
  readonly values: Float64Array;
  /** [rows, columns] */
  readonly shape: [number, number];
}

const show = ({shape}: Matrix) => `[${shape.join(', ')}]`;

function checkSameShape(A: Matrix, B: Matrix, what: string): void {
  if (A.shape[0] !== B.shape[0] || A.shape[1] !== B.shape[1]) {
    throw new RangeError(`${what}: shapes must be equal, got ${show(A)} and ${show(B)}`);
  }
}

/**
 * A matrix from its rows.
 *
 * @throws RangeError when rows differ in length or there are none
 */
export function matrix(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  if (columns === 0) throw new RangeError('a matrix needs at least one row of at least one number');
  const odd = rows.findIndex((row) => row.length !== columns);
  if (odd >= 0) throw new RangeError(`row ${odd} has ${rows[odd].length} numbers, the first row ${columns}`);
  return {values: Float64Array.from(rows.flat()), shape: [rows.length, columns]};
}

/** A matrix of zeros. */
export function zeros(rows: number, columns: number): Matrix {
  for (const size of [rows, columns]) {
    if (!Number.isInteger(size) || size < 1) throw new RangeError(`sizes must be whole numbers above 0, got ${size}`);
  }
  return {values: new Float64Array(rows * columns), shape: [rows, columns]};
}

/** A matrix of normal numbers with mean 0 and this standard deviation, the same for the same seed. */
export function randomMatrix(rows: number, columns: number, options: {seed: number; deviation?: number}): Matrix {
  const {normal} = random(options.seed);
  return map(zeros(rows, columns), () => normal(0, options.deviation ?? 1));
}

/** The rows of a matrix as plain arrays. */
export function toRows(A: Matrix): number[][] {
  const [rows, columns] = A.shape;
  return Array.from({length: rows}, (_, i) => Array.from(A.values.subarray(i * columns, (i + 1) * columns)));
}

/** A copy of a matrix. */
export function copy(A: Matrix): Matrix {
  return {values: A.values.slice(), shape: [...A.shape]};
}

/** f of every number. */
export function map(A: Matrix, f: (value: number, index: number) => number): Matrix {
  // A loop: the map of typed arrays is several times as slow on matrices this small.
  const values = new Float64Array(A.values.length);
  for (let i = 0; i < values.length; i++) values[i] = f(A.values[i], i);
  return {values, shape: [A.shape[0], A.shape[1]]};
}

function combine(A: Matrix, B: Matrix, what: string, f: (a: number, b: number) => number): Matrix {
  checkSameShape(A, B, what);
  return map(A, (a, i) => f(a, B.values[i]));
}

/** A + B; where B has one row, it is added to every row of A (a bias). */
export function add(A: Matrix, B: Matrix): Matrix {
  if (B.shape[0] === 1 && A.shape[0] !== 1 && A.shape[1] === B.shape[1]) {
    return map(A, (a, i) => a + B.values[i % A.shape[1]]);
  }
  return combine(A, B, 'add', (a, b) => a + b);
}

/** A - B. */
export function subtract(A: Matrix, B: Matrix): Matrix {
  return combine(A, B, 'subtract', (a, b) => a - b);
}

/** A ⊙ B, number by number. */
export function multiply(A: Matrix, B: Matrix): Matrix {
  return combine(A, B, 'multiply', (a, b) => a * b);
}

/** A times a number. */
export function scale(A: Matrix, factor: number): Matrix {
  return map(A, (a) => a * factor);
}

let multiplications = 0;

/**
 * Multiplications of numbers inside the matrix products of a computation; element-wise ones are not counted.
 *
 * @param run the computation; nothing in it may wait
 * @returns the sum of rows · inner · columns over its calls of {@link matmul}
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function countMultiplications(run: () => unknown): number {
  const before = multiplications;
  run();
  return multiplications - before;
}

/**
 * The product A B.
 *
 * @param A [rows, inner]
 * @param B [inner, columns]
 * @returns [rows, columns]
 * @throws RangeError when the inner sizes differ
 */
export function matmul(A: Matrix, B: Matrix): Matrix {
  const [rows, inner] = A.shape;
  const columns = B.shape[1];
  if (B.shape[0] !== inner) throw new RangeError(`matmul: columns of ${show(A)} and rows of ${show(B)} must be equal`);
  const product = zeros(rows, columns);
  multiplications += rows * inner * columns;
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      const a = A.values[i * inner + k];
      for (let j = 0; j < columns; j++) product.values[i * columns + j] += a * B.values[k * columns + j];
    }
  }
  return product;
}

/** Aᵀ. */
export function transpose(A: Matrix): Matrix {
  const [rows, columns] = A.shape;
  const turned = zeros(columns, rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) turned.values[j * rows + i] = A.values[i * columns + j];
  }
  return turned;
}

/** The sum of all rows, [1, columns]. */
export function sumRows(A: Matrix): Matrix {
  const sum = zeros(1, A.shape[1]);
  A.values.forEach((value, at) => {
    sum.values[at % A.shape[1]] += value;
  });
  return sum;
}

/** The Euclidean norm over all numbers. */
export function norm(A: Matrix): number {
  return Math.sqrt(A.values.reduce((sum, value) => sum + value * value, 0));
}
