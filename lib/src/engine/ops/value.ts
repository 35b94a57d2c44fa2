import type {Kernels} from '../kernels-host';

/**
 * Numbers in the kernels' memory, with a shape as tfjs has it.
 *
 * Of rank 3, [batch, time steps, features], they lie time first, [time steps, batch, width], so that a step is one block
 * and a shift in time is a shift by blocks. Of any other rank they lie in the order of the shape. The last axis is
 * padded to a `width` that is a multiple of 4; the added columns are zero, in values and in gradients.
 */
export interface Value {
  shape: number[];
  /** Address of the numbers. */
  at: number;
  /** Address of the gradient, of the same form; 0 where nobody asks for one. */
  gradient: number;
  /** What these probabilities are made of: a loss that comes right after takes both in one, see `ops/losses/losses.ts`. */
  logits?: {activation: 'sigmoid' | 'softmax'; value: Value};
  /** Which rows of a table these rows are: a product with them needs the table's rows only once, see `ops/affine.ts`. */
  tokens?: Tokens;
}

/** Rows of a value by their number in a table. */
export interface Tokens {
  /** Address of the numbers, [rows] whole floats in the order in which the value's rows lie. */
  indices: number;
  /** [vocabulary, features] with rows as wide as the value's. What is added to its gradient need not reach the value's. */
  table: Weight;
}

/**
 * How a weight lies in the kernels' memory: its last axis in `groups` groups (the gates of a cell), each padded to a
 * multiple of 4; its second to last axis padded too, if `padRows`. What padding adds is zero, and its gradient too.
 */
export interface WeightForm {
  /** Defaults to 1. */
  groups?: number;
  /** Whether the second to last axis counts features or units; defaults to true. */
  padRows?: boolean;
}

/** A weight in the kernels' memory. */
export interface Weight extends Value {
  form: WeightForm;
}

/** A size, rounded up to a multiple of 4. */
export const padded = (size: number): number => (size + 3) & ~3;

const product = (sizes: number[]): number => sizes.reduce((all, size) => all * size, 1);

/** Floats that a value of this shape takes. */
export function valueFloats(shape: number[]): number {
  return product(shape.slice(0, -1)) * padded(shape[shape.length - 1] ?? 1);
}

/** Rows of a value of this shape, each of `width` floats. */
export function valueRows(shape: number[]): number {
  return product(shape.slice(0, -1));
}

/** Width of a row of a value of this shape, in floats. */
export function valueWidth(shape: number[]): number {
  return padded(shape[shape.length - 1] ?? 1);
}

/** Address and strides, in bytes, of the rows of a value: outer axis (batch), inner axis (time steps). */
function rowsOf(at: number, shape: number[]): {outer: number; inner: number; strides: [number, number, number]} {
  const row = valueWidth(shape) * 4;
  if (shape.length !== 3) return {outer: valueRows(shape), inner: 1, strides: [at, row, row]};
  const [batch, steps] = shape;
  return {outer: batch, inner: steps, strides: [at, row, batch * row]};
}

/** Copies plain numbers of a shape, [batch, ...], that lie at `from` to where a value of this shape lies. */
export function layValue(kernels: Kernels, at: number, shape: number[], from: number): void {
  const last = shape[shape.length - 1] ?? 1;
  const {outer, inner, strides} = rowsOf(at, shape);
  kernels.run.copyRows(outer, inner, last, from, inner * last * 4, last * 4, ...strides);
}

/** Copies plain numbers of a shape, [batch, ...], to where a value of this shape lies. `scratch` holds as many floats. */
export function writeValue(
  kernels: Kernels,
  at: number,
  shape: number[],
  values: ArrayLike<number>,
  scratch: number,
): void {
  const last = shape[shape.length - 1] ?? 1;
  if (shape.length !== 3 && last === padded(last)) {
    kernels.view(at, values.length).set(values);
    return;
  }
  kernels.view(scratch, values.length).set(values);
  layValue(kernels, at, shape, scratch);
}

/** The numbers of a value as tfjs orders them, in an array of their own. */
export function readValue(kernels: Kernels, at: number, shape: number[], scratch: number): Float32Array {
  const last = shape[shape.length - 1] ?? 1;
  const size = product(shape);
  if (shape.length !== 3 && last === padded(last)) return kernels.view(at, size).slice();
  const {outer, inner, strides} = rowsOf(at, shape);
  kernels.run.copyRows(outer, inner, last, ...strides, scratch, inner * last * 4, last * 4);
  return kernels.view(scratch, size).slice();
}

/** Sizes of a weight: blocks of rows, of which `rows` are its own and `height` with padding, and its columns likewise. */
function weightSizes(shape: number[], {groups = 1, padRows = true}: WeightForm) {
  const columns = (shape[shape.length - 1] ?? 1) / groups;
  const rows = shape.length > 1 ? shape[shape.length - 2] : 1;
  const height = padRows && shape.length > 1 ? padded(rows) : rows;
  return {blocks: product(shape.slice(0, -2)), rows, height, groups, columns, width: padded(columns)};
}

/** Floats that a weight takes. */
export function weightFloats(shape: number[], form: WeightForm): number {
  const {blocks, height, groups, width} = weightSizes(shape, form);
  return blocks * height * groups * width;
}

/** Calls `copy` for each run of numbers: where it starts among the plain numbers, where in the padded form, its length. */
function eachRun(shape: number[], form: WeightForm, copy: (plain: number, inMemory: number, length: number) => void) {
  const {blocks, rows, height, groups, columns, width} = weightSizes(shape, form);
  for (let block = 0; block < blocks; block++) {
    for (let row = 0; row < rows; row++) {
      const plain = (block * rows + row) * groups;
      const inMemory = (block * height + row) * groups;
      if (columns === width) {
        copy(plain * columns, inMemory * width, groups * columns);
        continue;
      }
      for (let group = 0; group < groups; group++) copy((plain + group) * columns, (inMemory + group) * width, columns);
    }
  }
}

/** Copies a weight's numbers to where it lies; what padding added stays as it is. */
export function writeWeight(
  kernels: Kernels,
  at: number,
  shape: number[],
  form: WeightForm,
  values: Float32Array,
): void {
  const view = kernels.view(at, weightFloats(shape, form));
  eachRun(shape, form, (plain, inMemory, length) => view.set(values.subarray(plain, plain + length), inMemory));
}

/** A weight's numbers (or its gradient's) without padding, in an array of their own. */
export function readWeight(kernels: Kernels, at: number, shape: number[], form: WeightForm): Float32Array {
  const view = kernels.view(at, weightFloats(shape, form));
  const values = new Float32Array(product(shape));
  eachRun(shape, form, (plain, inMemory, length) => values.set(view.subarray(inMemory, inMemory + length), plain));
  return values;
}
