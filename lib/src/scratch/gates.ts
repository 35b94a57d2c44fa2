import {checkList, checkWhole} from '../data/arguments';
import {checkMatrix, type Matrix, map, matmul, transpose, zeros} from './matrix';

/**
 * The logistic function σ of every number.
 *
 * @param A any matrix
 * @returns the same shape, numbers from 0 to 1
 */
export function sigmoid(A: Matrix): Matrix {
  checkMatrix('sigmoid: A', A);
  return map(A, (a) => 1 / (1 + Math.exp(-a)));
}

/**
 * Slope of σ where its value is S: S (1 - S).
 *
 * @param S values of σ, as {@link sigmoid} gives them
 * @returns the same shape
 */
export function sigmoidSlope(S: Matrix): Matrix {
  checkMatrix('sigmoidSlope: S', S);
  return map(S, (s) => s * (1 - s));
}

/**
 * Slope of tanh where its value is S: 1 - S².
 *
 * @param S values of tanh
 * @returns the same shape
 */
export function tanhSlope(S: Matrix): Matrix {
  checkMatrix('tanhSlope: S', S);
  return map(S, (s) => 1 - s * s);
}

/**
 * Cuts a matrix whose gates lie side by side into one matrix a gate.
 *
 * @param A [rows, count × units]
 * @returns `count` matrices [rows, units]
 * @throws RangeError when the columns do not divide
 */
export function splitGates(A: Matrix, count: number): Matrix[] {
  checkMatrix('splitGates: A', A);
  const [rows, columns] = A.shape;
  const units = columns / count;
  checkWhole('splitGates: count', count);
  if (!Number.isInteger(units))
    throw new RangeError(`splitGates: count ${count} gates do not divide ${columns} columns`);
  return Array.from({length: count}, (_, gate) =>
    map(zeros(rows, units), (_, at) => A.values[Math.floor(at / units) * columns + gate * units + (at % units)]),
  );
}

/**
 * Lays matrices of the same shape side by side: the way back of {@link splitGates}.
 *
 * @param gates [batch, units] each
 * @returns [batch, gates × units]
 */
export function joinGates(gates: readonly Matrix[]): Matrix {
  checkList('joinGates: gates', gates);
  gates.forEach((gate, i) => {
    checkMatrix(`joinGates: gates[${i}]`, gate);
  });
  const [rows, units] = gates[0].shape;
  const odd = gates.find(({shape}) => shape[0] !== rows || shape[1] !== units);
  if (odd)
    throw new RangeError(`joinGates: gates must each have shape [${rows}, ${units}], got [${odd.shape.join(', ')}]`);
  const columns = gates.length * units;
  return map(zeros(rows, columns), (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    return gates[Math.floor(column / units)].values[row * units + (column % units)];
  });
}

/** A Bᵀ. */
export function matmulTransposed(A: Matrix, B: Matrix): Matrix {
  return matmul(A, transpose(B));
}

/** Aᵀ B. */
export function transposedMatmul(A: Matrix, B: Matrix): Matrix {
  return matmul(transpose(A), B);
}

/** @throws RangeError naming the matrix whose shape does not fit */
export function checkShapes(
  where: string,
  expected: [name: string, matrix: Matrix, rows: number, columns: number][],
): void {
  for (const [name, matrix, rows, columns] of expected) {
    checkMatrix(`${where}: ${name}`, matrix);
    const {shape} = matrix;
    if (shape[0] !== rows || shape[1] !== columns) {
      throw new RangeError(`${where}: ${name} must have shape [${rows}, ${columns}], got [${shape.join(', ')}]`);
    }
  }
}

/** @throws RangeError when the lists of a backward pass do not fit together */
export function checkLengths(inputs: number, states: number, gradients: number, where: string): void {
  if (states !== inputs + 1 || gradients !== inputs) {
    const got = `${states} states and ${gradients} gradients`;
    throw new RangeError(
      `${where}: X of ${inputs} inputs needs ${inputs + 1} states and ${inputs} gradients, got ${got}`,
    );
  }
}
