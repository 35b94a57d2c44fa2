import * as tf from '@tensorflow/tfjs';
import type {NdArray} from '../data/arrays';

/** Inputs or targets: a tensor, or numbers with a shape (float32 is computed with); the first axis counts examples. */
export type Examples = tf.Tensor | NdArray;

/** Examples as plain numbers, ready to be gathered into batches. */
export interface Table {
  values: Float32Array | Int32Array;
  shape: number[];
  dtype: 'float32' | 'int32';
  /** Numbers an example. */
  width: number;
}

/** Inputs, targets and weights of the same examples. */
export interface Tables {
  x: Table[];
  y: Table[];
  /** Weights of the examples or of their time steps, by output; undefined where all weigh the same. */
  weights: (Table | undefined)[];
}

function readTensor(tensor: tf.Tensor): Table {
  const dtype = tensor.dtype === 'int32' ? 'int32' : 'float32';
  const data = tensor.dtype === 'bool' ? Float32Array.from(tensor.dataSync()) : tensor.dataSync();
  return {
    values: data as Float32Array | Int32Array,
    shape: [...tensor.shape],
    dtype,
    width: tensor.size / tensor.shape[0],
  };
}

/** Data that know their model's axes: [series, time steps] become [series, time steps, 1]. */
type InRows = NdArray & {toTensor(): tf.Tensor; rows?(start: number, end: number): {toTensor(): tf.Tensor}};

/** Asks one example, since a tensor of all would stay as a hole in the engine's memory, which never shrinks. */
function axesOfOne(examples: InRows): number[] {
  const one = (examples.shape[0] > 0 && examples.rows ? examples.rows(0, 1) : examples).toTensor();
  one.dispose();
  return one.shape.slice(1);
}

/** @throws TypeError or RangeError for what is no table of examples */
export function readTable(examples: Examples, name: string): Table {
  if (examples instanceof tf.Tensor) {
    if (examples.isDisposed) throw new RangeError(`${name}: the tensor of shape [${examples.shape}] is disposed of`);
    if (examples.rank === 0) throw new RangeError(`${name} must have an axis of examples, got a single number`);
    return readTensor(examples);
  }
  if (!(examples?.values instanceof Float64Array) || !Array.isArray(examples.shape)) {
    throw new TypeError(`${name} must be a tf.Tensor or {values: Float64Array, shape}, got ${String(examples)}`);
  }
  const {values, shape} = examples as NdArray;
  const axes = 'toTensor' in examples ? axesOfOne(examples as InRows) : shape.slice(1);
  return {
    values: Float32Array.from(values),
    shape: [shape[0], ...axes],
    dtype: 'float32',
    width: values.length / shape[0],
  };
}

/** Inputs or targets of a model with one or several of them. */
export function readTables(examples: Examples | Examples[], name: string): Table[] {
  if (!Array.isArray(examples)) return [readTable(examples, name)];
  return examples.map((part, i) => readTable(part, `${name}[${i}]`));
}

/** Number of examples; all tables must agree. */
export function countExamples(x: Table[], y: Table[], name: string): number {
  const count = x[0].shape[0];
  for (const table of [...x, ...y]) {
    if (table.shape[0] !== count) {
      throw new RangeError(`${name}: x has ${count} examples, but one table has shape [${table.shape}]`);
    }
  }
  if (count === 0) throw new RangeError(`${name}: there are no examples`);
  const empty = [...x, ...y].find(({values}) => values.length === 0);
  if (empty) throw new RangeError(`${name}: a table of shape [${empty.shape}] holds no numbers`);
  return count;
}

/** The examples named by `rows`, as a tensor. */
export function gather(table: Table, rows: ArrayLike<number>): tf.Tensor {
  const {width, dtype, values} = table;
  const batch = dtype === 'int32' ? new Int32Array(rows.length * width) : new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    batch.set(values.subarray(rows[i] * width, (rows[i] + 1) * width), i * width);
  }
  return tf.tensor(batch, [rows.length, ...table.shape.slice(1)], dtype);
}
