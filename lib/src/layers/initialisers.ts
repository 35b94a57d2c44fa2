import * as tf from '@tensorflow/tfjs';
import {type Random, random} from '../data/random';
import {nextSeed} from '../engine';

type Initializer = ReturnType<typeof tf.initializers.zeros>;
type Shape = readonly number[];
/** Makes the values of one weight; `settings` is the initialiser, whose fields are its options. */
type Draw = (random: Random, shape: Shape, settings: Record<string, number & string>) => Float64Array;

/** Standard deviation of a normal distribution that is cut off at two deviations. */
const TRUNCATED_DEVIATION = 0.8796256610342398;

const sizeOf = (shape: Shape) => shape.reduce((product, size) => product * size, 1);

function draw(shape: Shape, next: () => number): Float64Array {
  const values = new Float64Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = next();
  return values;
}

/** Draws until the number lies within two deviations of the mean. */
function truncatedNormal(random: Random, mean: number, deviation: number): number {
  for (;;) {
    const value = random.normal();
    if (Math.abs(value) <= 2) return mean + deviation * value;
  }
}

/** Number of inputs and outputs of a weight; a convolution's are multiplied by its receptive field. */
function fans(shape: Shape): [number, number] {
  if (shape.length < 2) return [sizeOf(shape), sizeOf(shape)];
  const field = sizeOf(shape.slice(0, -2));
  return [shape[shape.length - 2] * field, shape[shape.length - 1] * field];
}

/** Glorot, He and LeCun: variance = scale / fan, as in Keras 3. */
const varianceScaling: Draw = (random, shape, {scale, mode, distribution}) => {
  const [fanIn, fanOut] = fans(shape);
  const fan = mode === 'fanIn' ? fanIn : mode === 'fanOut' ? fanOut : (fanIn + fanOut) / 2;
  const variance = scale / Math.max(1, fan);
  if (distribution === 'uniform') {
    const limit = Math.sqrt(3 * variance);
    return draw(shape, () => random.uniform(-limit, limit));
  }
  const deviation = Math.sqrt(variance) / TRUNCATED_DEVIATION;
  return draw(shape, () => truncatedNormal(random, 0, deviation));
};

/**
 * A matrix with orthonormal columns, uniformly distributed: Q of the QR decomposition of a matrix of normal numbers.
 *
 * @param rows at least `columns`
 * @returns the columns one after the other, each of `rows` numbers that lie together, since they are read `columns`
 *   times over; orthogonal to float64 accuracy (Gram-Schmidt, each projection done twice)
 */
function orthonormalColumns(random: Random, rows: number, columns: number): Float64Array {
  const q = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) q[j * rows + i] = random.normal();
  }
  for (let j = 0; j < columns; j++) {
    const column = q.subarray(j * rows, (j + 1) * rows);
    for (let pass = 0; pass < 2; pass++) removeColumns(column, q);
    let squares = 0;
    for (let i = 0; i < rows; i++) squares += column[i] ** 2;
    const norm = Math.sqrt(squares);
    for (let i = 0; i < rows; i++) column[i] /= norm;
  }
  return q;
}

/**
 * Takes away from a column of `q` what it has of those before it, one after the other.
 * A column is taken away while the product with the next one is summed: a sum waits for itself, so the rest costs nothing.
 */
function removeColumns(column: Float64Array, q: Float64Array): void {
  const rows = column.length;
  const before = (column.byteOffset - q.byteOffset) / q.BYTES_PER_ELEMENT;
  let dot = 0;
  for (let i = 0; before > 0 && i < rows; i++) dot += q[i] * column[i];
  for (let at = 0; at < before; at += rows) {
    const next = Math.min(at + rows, before - rows); // the last sum is not used
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const rest = column[i] - dot * q[at + i];
      column[i] = rest;
      sum += q[next + i] * rest;
    }
    dot = sum;
  }
}

const transposed = (values: Float64Array, rows: number, columns: number): Float64Array =>
  values.map((_, at) => values[(at % columns) * rows + Math.floor(at / columns)]);

const orthogonal: Draw = (random, shape, {gain}) => {
  if (shape.length < 2) throw new RangeError(`an orthogonal weight needs two axes or more, got shape [${shape}]`);
  const columns = shape[shape.length - 1];
  const rows = sizeOf(shape) / columns;
  // the rows of a wide matrix are the columns of a tall one
  const q =
    rows >= columns
      ? transposed(orthonormalColumns(random, rows, columns), rows, columns)
      : orthonormalColumns(random, columns, rows);
  return q.map((value) => value * gain);
};

const uniform: Draw = (random, shape, {minval, maxval}) => draw(shape, () => random.uniform(minval, maxval));
const normal: Draw = (random, shape, {mean, stddev}) => draw(shape, () => random.normal(mean, stddev));
const truncated: Draw = (random, shape, {mean, stddev}) => draw(shape, () => truncatedNormal(random, mean, stddev));

let installed = false;

/**
 * Makes every random initialiser of TensorFlow.js draw from the engine's seed (or from its own, where it has one).
 *
 * TensorFlow.js draws weights from Math.random and resolves names such as 'glorotUniform' to its own classes without
 * asking the registry, so their `apply` is replaced. Distributions are those of Keras 3.
 */
export function installSeededInitialisers(): void {
  if (installed) return;
  installed = true;
  const draws: [Initializer, Draw][] = [
    [tf.initializers.varianceScaling({scale: 1, mode: 'fanIn', distribution: 'normal'}), varianceScaling],
    [tf.initializers.orthogonal({}), orthogonal],
    [tf.initializers.randomUniform({}), uniform],
    [tf.initializers.randomNormal({}), normal],
    [tf.initializers.truncatedNormal({}), truncated],
  ];
  for (const [example, values] of draws) {
    Object.getPrototypeOf(example).apply = function (this: {seed?: number}, shape: Shape, dtype?: tf.DataType) {
      const settings = this as unknown as Record<string, number & string>;
      const drawn = values(random(this.seed ?? nextSeed()), shape, settings);
      return tf.tidy(() => tf.tensor(Float32Array.from(drawn), [...shape], 'float32').asType(dtype ?? 'float32'));
    };
  }
}
