import * as tf from '@tensorflow/tfjs';
import {checkWhole, show} from './arguments';
import type {NdArray} from './arrays';

/** Checks sizes and rows as all arrays of this room do. */
function checkShape(what: string, values: ArrayLike<number>, shape: readonly number[]): void {
  if (shape.length === 0 || shape.some((size) => !Number.isInteger(size) || size < 0)) {
    throw new RangeError(`${what}: a shape is a list of whole numbers >= 0, got [${shape.join(', ')}]`);
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (values.length !== size) {
    throw new RangeError(`${what}: shape [${shape.join(', ')}] holds ${size} numbers, got ${values.length}`);
  }
}

function checkRows(what: string, start: number, end: number, length: number): void {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end > length || start >= end) {
    throw new RangeError(`${what}: rows ${start} to ${end} do not lie within the ${length} that there are`);
  }
}

/** Numbers of any shape whose first axis counts examples: images, videos, one-hot sequences, spectrograms. */
export class Grid implements NdArray {
  readonly values: Float64Array;
  readonly shape: number[];

  /**
   * @param values the numbers, row-major
   * @param shape sizes of the axes
   * @throws RangeError when shape and number of values do not fit
   */
  constructor(values: ArrayLike<number>, shape: readonly number[]) {
    checkShape('Grid', values, shape);
    this.values = values instanceof Float64Array ? values : Float64Array.from(values);
    this.shape = [...shape];
  }

  /** Size of the first axis. */
  get length(): number {
    return this.shape[0];
  }

  /** Rows `start` to `end - 1` of the first axis; a view, not a copy. */
  rows(start: number, end: number = this.length): Grid {
    checkRows('Grid', start, end, this.length);
    const width = this.values.length / this.length;
    return new Grid(this.values.subarray(start * width, end * width), [end - start, ...this.shape.slice(1)]);
  }

  /** The rows with these numbers, in this order; a copy. */
  take(rows: readonly number[]): Grid {
    const width = this.values.length / this.length;
    const values = new Float64Array(rows.length * width);
    rows.forEach((row, i) => {
      checkRows('Grid', row, row + 1, this.length);
      values.set(this.values.subarray(row * width, (row + 1) * width), i * width);
    });
    return new Grid(values, [rows.length, ...this.shape.slice(1)]);
  }

  /** The numbers as a float32 tensor of the same shape. */
  toTensor(): tf.Tensor {
    return tf.tensor(Float32Array.from(this.values), this.shape, 'float32');
  }
}

/** Sequences of token ids of one length: [sequences, time steps], 0 where there is padding. */
export class Tokens implements NdArray {
  readonly values: Float64Array;
  readonly shape: number[];

  /**
   * @param values the ids, row-major, whole numbers >= 0
   * @param shape [sequences, time steps]
   * @throws RangeError when shape and number of values do not fit, or a value is no id
   */
  constructor(values: ArrayLike<number>, shape: readonly number[]) {
    checkShape('Tokens', values, shape);
    if (shape.length !== 2) throw new RangeError(`Tokens: [sequences, time steps], got [${shape.join(', ')}]`);
    this.values = values instanceof Float64Array ? values : Float64Array.from(values);
    const bad = this.values.findIndex((id) => !Number.isInteger(id) || id < 0);
    if (bad >= 0) throw new RangeError(`Tokens: an id is a whole number >= 0, got ${this.values[bad]} at place ${bad}`);
    this.shape = [...shape];
  }

  /** Number of sequences. */
  get length(): number {
    return this.shape[0];
  }

  /** Number of time steps, padding included. */
  get timeSteps(): number {
    return this.shape[1];
  }

  /** Sequences `start` to `end - 1`; a view, not a copy. */
  rows(start: number, end: number = this.length): Tokens {
    checkRows('Tokens', start, end, this.length);
    const width = this.timeSteps;
    return new Tokens(this.values.subarray(start * width, end * width), [end - start, width]);
  }

  /** The sequences with these numbers, in this order; a copy. */
  take(rows: readonly number[]): Tokens {
    return new Tokens(
      rows.flatMap((row) => this.row(row)),
      [rows.length, this.timeSteps],
    );
  }

  /** One sequence as plain ids, padding included; a copy. */
  row(index: number): number[] {
    return Array.from(this.rows(index, index + 1).values);
  }

  /** [sequences, time steps] 1 where there is a token, 0 where there is padding. */
  mask(): Grid {
    return new Grid(
      this.values.map((id) => (id === 0 ? 0 : 1)),
      this.shape,
    );
  }

  /** The ids as an int32 tensor [sequences, time steps], as an embedding takes them. */
  toTensor(): tf.Tensor2D {
    return tf.tensor2d(Int32Array.from(this.values), [this.length, this.timeSteps], 'int32');
  }
}

/**
 * Replaces each id by a row of zeros with a single one.
 *
 *     out[..., k] = 1 if id = k else 0
 *
 * @param ids any shape: {@link Tokens}, classes, a plain list
 * @param depth number of different ids
 * @returns [..., depth]
 * @throws RangeError when the depth is no whole number >= 1, or an id is not among 0 ... depth - 1
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function oneHot(ids: NdArray | ArrayLike<number>, depth: number): Grid {
  checkWhole('oneHot: depth', depth);
  if (typeof ids !== 'object' || ids === null) throw new TypeError(`oneHot: ids must be a list, got ${show(ids)}`);
  const [flat, shape] = 'values' in ids && 'shape' in ids ? [ids.values, ids.shape] : [ids, [ids.length]];
  const values = new Float64Array(flat.length * depth);
  for (let i = 0; i < flat.length; i++) {
    const id = flat[i];
    if (!Number.isInteger(id) || id < 0 || id >= depth) {
      throw new RangeError(`oneHot: ids lie in 0 ... ${depth - 1}, got ${show(id)} at place ${i}`);
    }
    values[i * depth + id] = 1;
  }
  return new Grid(values, [...shape, depth]);
}
