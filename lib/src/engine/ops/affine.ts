import type {Kernels} from '../kernels-host';
import type {Room} from './op';
import {padded, type Value, valueRows, valueWidth, type Weight} from './value';

/** Rows X [rows, width] in memory, and their gradient (0 where nobody asks). */
export interface Rows {
  at: number;
  gradient: number;
  rows: number;
  width: number;
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

/**
 * out = X W + b, and its gradients dW += Xᵀ dOut, db += Σ dOut, dX += dOut Wᵀ.
 *
 * @param x [rows, width of x]
 * @param kernel lies as [width of x, columns]
 * @param bias address of [columns], or 0
 */
export function makeAffine(room: Room, x: Rows, kernel: Weight, bias: {at: number; gradient: number} | undefined) {
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
