import {checkFunction, checkList, checkNotBelow0, checkOptions, checkSeed, checkWhole, show} from '../data/arguments';
import {random} from '../data/random';

/** A matrix of float64 numbers, row-major; a vector is a matrix of one row. */
export interface Matrix {
  readonly values: Float64Array;
  /** [rows, columns] */
  readonly shape: [number, number];
}

const sizes = ({shape}: Matrix) => `[${shape.join(', ')}]`;

/** Throws unless `value` is a matrix. @internal */
export function checkMatrix(name: string, value: Matrix): void {
  if (value?.shape?.length !== 2 || !(value.values instanceof Float64Array)) {
    throw new TypeError(`${name} must be a matrix, got ${show(value)}`);
  }
}

function checkSameShape(A: Matrix, B: Matrix, what: string): void {
  if (A.shape[0] !== B.shape[0] || A.shape[1] !== B.shape[1]) {
    throw new RangeError(`${what}: shapes must be equal, got ${sizes(A)} and ${sizes(B)}`);
  }
}

/**
 * A matrix from its rows.
 *
 * @param rows numbers of each row, as many in every one
 * @returns [rows, columns]
 * @throws RangeError when rows differ in length or there are none
 */
export function matrix(rows: readonly (readonly number[])[]): Matrix {
  checkList('matrix: rows', rows);
  rows.forEach((row, i) => {
    checkList(`matrix: rows[${i}]`, row);
  });
  const columns = rows[0].length;
  const odd = rows.findIndex((row) => row.length !== columns);
  if (odd >= 0) throw new RangeError(`matrix: rows[${odd}] has ${rows[odd].length} numbers, the first row ${columns}`);
  return {values: Float64Array.from(rows.flat()), shape: [rows.length, columns]};
}

/**
 * A matrix of zeros.
 *
 * @param rows how many
 * @param columns how many
 * @returns [rows, columns]
 */
export function zeros(rows: number, columns: number): Matrix {
  // Twice by hand: most of what the room does begins here, with small matrices.
  checkWhole('zeros: rows', rows);
  checkWhole('zeros: columns', columns);
  return {values: new Float64Array(rows * columns), shape: [rows, columns]};
}

/**
 * A matrix of normal numbers with mean 0 and this standard deviation, the same for the same seed.
 *
 * @param rows how many
 * @param columns how many
 * @param options `seed`, and `deviation`, the standard deviation
 * @returns [rows, columns]
 */
export function randomMatrix(rows: number, columns: number, options: {seed: number; deviation?: number}): Matrix {
  checkOptions('randomMatrix', options, ['seed', 'deviation']);
  const {seed, deviation = 1} = options;
  checkWhole('randomMatrix: rows', rows);
  checkWhole('randomMatrix: columns', columns);
  checkSeed('randomMatrix: seed', seed ?? null);
  checkNotBelow0('randomMatrix: deviation', deviation);
  const {normal} = random(seed);
  return map(zeros(rows, columns), () => normal(0, deviation));
}

/**
 * The rows of a matrix as plain arrays.
 *
 * @param A any matrix
 * @returns an array of numbers for each row
 */
export function toRows(A: Matrix): number[][] {
  checkMatrix('toRows: A', A);
  const [rows, columns] = A.shape;
  return Array.from({length: rows}, (_, i) => Array.from(A.values.subarray(i * columns, (i + 1) * columns)));
}

/**
 * A copy of a matrix.
 *
 * @param A any matrix
 * @returns a new matrix
 */
export function copy(A: Matrix): Matrix {
  checkMatrix('copy: A', A);
  return {values: A.values.slice(), shape: [...A.shape]};
}

/**
 * f of every number.
 *
 * @param A any matrix
 * @param f gets a number and its place, row after row
 * @returns a new matrix of the same shape
 */
export function map(A: Matrix, f: (value: number, index: number) => number): Matrix {
  checkMatrix('map: A', A);
  checkFunction('map: f', f);
  // A loop: the map of typed arrays is several times as slow on matrices this small.
  const values = new Float64Array(A.values.length);
  for (let i = 0; i < values.length; i++) values[i] = f(A.values[i], i);
  return {values, shape: [A.shape[0], A.shape[1]]};
}

function combine(A: Matrix, B: Matrix, what: string, f: (a: number, b: number) => number): Matrix {
  checkSameShape(A, B, what);
  return map(A, (a, i) => f(a, B.values[i]));
}

/**
 * A + B; where B has one row, it is added to every row of A (a bias).
 *
 * @param A [rows, columns]
 * @param B [rows, columns] or [1, columns]
 * @returns [rows, columns]
 */
export function add(A: Matrix, B: Matrix): Matrix {
  checkMatrix('add: A', A);
  checkMatrix('add: B', B);
  if (B.shape[0] === 1 && A.shape[0] !== 1 && A.shape[1] === B.shape[1]) {
    return map(A, (a, i) => a + B.values[i % A.shape[1]]);
  }
  return combine(A, B, 'add', (a, b) => a + b);
}

/**
 * A - B.
 *
 * @param A any matrix
 * @param B a matrix of the same shape
 * @returns the same shape
 */
export function subtract(A: Matrix, B: Matrix): Matrix {
  checkMatrix('subtract: A', A);
  checkMatrix('subtract: B', B);
  return combine(A, B, 'subtract', (a, b) => a - b);
}

/**
 * A ⊙ B, number by number.
 *
 * @param A any matrix
 * @param B a matrix of the same shape
 * @returns the same shape
 */
export function multiply(A: Matrix, B: Matrix): Matrix {
  checkMatrix('multiply: A', A);
  checkMatrix('multiply: B', B);
  return combine(A, B, 'multiply', (a, b) => a * b);
}

/**
 * A times a number.
 *
 * @param A any matrix
 * @param factor any number
 * @returns the same shape
 */
export function scale(A: Matrix, factor: number): Matrix {
  checkMatrix('scale: A', A);
  if (typeof factor !== 'number') throw new TypeError(`scale: factor must be a number, got ${show(factor)}`);
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
  checkFunction('countMultiplications: run', run);
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
  checkMatrix('matmul: A', A);
  checkMatrix('matmul: B', B);
  const [rows, inner] = A.shape;
  const columns = B.shape[1];
  if (B.shape[0] !== inner)
    throw new RangeError(`matmul: columns of ${sizes(A)} and rows of ${sizes(B)} must be equal`);
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

/**
 * Aᵀ.
 *
 * @param A [rows, columns]
 * @returns [columns, rows]
 */
export function transpose(A: Matrix): Matrix {
  checkMatrix('transpose: A', A);
  const [rows, columns] = A.shape;
  const turned = zeros(columns, rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) turned.values[j * rows + i] = A.values[i * columns + j];
  }
  return turned;
}

/**
 * The sum of all rows, [1, columns].
 *
 * @param A [rows, columns]
 * @returns [1, columns]
 */
export function sumRows(A: Matrix): Matrix {
  checkMatrix('sumRows: A', A);
  const sum = zeros(1, A.shape[1]);
  A.values.forEach((value, at) => {
    sum.values[at % A.shape[1]] += value;
  });
  return sum;
}

/**
 * The Euclidean norm over all numbers.
 *
 * @param A any matrix
 * @returns a number from 0
 */
export function norm(A: Matrix): number {
  checkMatrix('norm: A', A);
  return Math.sqrt(A.values.reduce((sum, value) => sum + value * value, 0));
}
