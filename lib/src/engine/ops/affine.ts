import type {Kernels} from '../kernels-host';
import type {Room} from './op';
import {padded, type Tokens, type Value, valueRows, valueWidth, type Weight} from './value';

/** Rows X [rows, width] in memory, and their gradient (0 where nobody asks). */
export interface Rows {
  at: number;
  gradient: number;
  rows: number;
  width: number;
  /** Where they are rows of a table. */
  tokens?: Tokens;
}

/** The rows of a value. */
export function rowsOf({shape, at, gradient}: Value): Rows {
  return {at, gradient, rows: valueRows(shape), width: valueWidth(shape)};
}

/** C[rows, columns] += A[rows, inner] B[inner, columns], all rows without gaps. */
export function matmul(
  kernels: Kernels,
  [rows, inner, columns]: [number, number, number],
  a: number,
  b: number,
  c: number,
): void {
  const [aRow, cRow] = [inner * 4, columns * 4];
  kernels.share('addMatmul', rows, (from, to) => [
    ...[to - from, columns, inner, a + from * aRow, aRow, 4, b, cRow, c + from * cRow, cRow],
  ]);
}

/** C[columnsA, columnsB] += Aᵀ[columnsA, rows] B[rows, columnsB], A with rows of `aRow` bytes, B and C of `row`. */
export function transposedMatmul(
  kernels: Kernels,
  [columnsA, rows, columnsB]: [number, number, number],
  [a, aRow]: [number, number],
  [b, bRow]: [number, number],
  [c, cRow]: [number, number],
): void {
  kernels.share('addMatmul', columnsA, (from, to) => [
    ...[to - from, columnsB, rows, a + from * 4, 4, aRow, b, bRow, c + from * cRow, cRow],
  ]);
}

/** A transposed copy of a matrix [rows, columns] for one pass; both sizes are multiples of 4. */
export interface Transposed {
  at: number;
  /** Takes the weight's numbers of now. */
  refresh(): void;
}

/** Room for Wᵀ of a weight that lies as [rows, columns]. */
export function takeTransposed(room: Room, [rows, columns]: [number, number], from: number): Transposed {
  const at = room.scratch(rows * columns);
  const refresh = () => room.kernels.run.transpose(rows, columns, from, columns * 4, at, rows * 4);
  return {at, refresh};
}

/** What {@link makeAffine} makes. */
export interface Affine {
  /** Width of a row of `out`. */
  columns: number;
  forward(out: number): void;
  backward(dOut: number): void;
}

/** Address of a bias [columns] and of its gradient, or 0. */
export interface Bias {
  at: number;
  gradient: number;
}

/**
 * out = X W + b, and its gradients dW += Xᵀ dOut, db += Σ dOut, dX += dOut Wᵀ.
 *
 * Where X are rows of a smaller table E, the products are taken with the table: out are rows of E W + b, the gradients are
 * dW += Eᵀ dT, db += Σ dT, dE += dT Wᵀ with dT the sums of dOut by token. The numbers of `out` stay the same to the bit.
 *
 * @param x [rows, width of x]
 * @param kernel lies as [width of x, columns]
 * @param bias address of [columns], or 0
 */
export function makeAffine(room: Room, x: Rows, kernel: Weight, bias: Bias | undefined): Affine {
  const {tokens, rows} = x;
  if (!tokens || tokens.table.shape[0] >= rows) return makeDirectAffine(room, x, kernel, bias);
  const {kernels} = room;
  const {indices, table} = tokens;
  const [vocabulary] = table.shape;
  const ofTable = {at: table.at, gradient: table.gradient, rows: vocabulary, width: x.width};
  const affine = makeDirectAffine(room, ofTable, kernel, bias);
  const {columns} = affine;
  const row = columns * 4;
  const projected = room.scratch(vocabulary * columns);
  const work = rows * columns;
  return {
    columns,
    forward(out: number): void {
      affine.forward(projected);
      const args = (from: number, to: number) => [to - from, columns, projected, indices + from * 4, out + from * row];
      kernels.share('gatherRows', rows, args, work);
    },
    backward(dOut: number): void {
      kernels.run.clear(projected, vocabulary * row);
      const args = (from: number, to: number) => [from * 4, to * 4, rows, columns, dOut, indices, projected];
      kernels.share('scatterRows', columns / 4, args, work);
      affine.backward(projected);
    },
  };
}

/** The same with X as it lies. */
function makeDirectAffine(room: Room, x: Rows, kernel: Weight, bias: Bias | undefined): Affine {
  const {kernels} = room;
  const {rows, width} = x;
  const groups = kernel.form.groups ?? 1;
  const columns = groups * padded(kernel.shape[kernel.shape.length - 1] / groups);
  const kernelT = room.training && x.gradient ? takeTransposed(room, [width, columns], kernel.at) : undefined;
  return {
    columns,
    forward(out: number): void {
      if (bias) kernels.run.fillRows(rows, columns, bias.at, out);
      else kernels.run.clear(out, rows * columns * 4);
      matmul(kernels, [rows, width, columns], x.at, kernel.at, out);
    },
    backward(dOut: number): void {
      const [xRow, row] = [width * 4, columns * 4];
      if (kernel.gradient) {
        transposedMatmul(kernels, [width, rows, columns], [x.at, xRow], [dOut, row], [kernel.gradient, row]);
      }
      if (bias?.gradient) kernels.run.addColumnSums(rows, columns, dOut, bias.gradient);
      if (!kernelT) return;
      kernelT.refresh();
      matmul(kernels, [rows, columns, width], dOut, kernelT.at, x.gradient);
    },
  };
}
