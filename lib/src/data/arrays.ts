import * as tf from '@tensorflow/tfjs';

/** Numbers with a shape, row-major: the last axis runs fastest. */
export interface NdArray {
  readonly values: Float64Array;
  readonly shape: number[];
}

function checkSize(values: ArrayLike<number>, shape: readonly number[], what: string): void {
  if (shape.length === 0 || shape.some((size) => !Number.isInteger(size) || size < 0)) {
    throw new RangeError(`${what}: a shape is a list of whole numbers >= 0, got [${shape.join(', ')}]`);
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (values.length !== size) {
    throw new RangeError(`${what}: shape [${shape.join(', ')}] holds ${size} numbers, got ${values.length}`);
  }
}

function checkRange(start: number, end: number, length: number, axis: string): void {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end > length || start >= end) {
    throw new RangeError(`${axis} ${start} to ${end} do not lie within the ${length} that there are`);
  }
}

function checkPartner(own: NdArray, other: NdArray, act: string): void {
  if (own.shape.join() === other.shape.join()) return;
  throw new RangeError(
    `Targets: ${act} needs equal shapes, got [${own.shape.join(', ')}] and [${other.shape.join(', ')}]`,
  );
}

/** What a model should predict: [examples, horizon], or [examples, time steps, horizon] for seq2seq. */
export class Targets implements NdArray {
  readonly values: Float64Array;
  readonly shape: number[];

  /**
   * @param values the numbers, row-major
   * @param shape sizes of the axes
   * @throws RangeError when shape and number of values do not fit
   */
  constructor(values: ArrayLike<number>, shape: readonly number[]) {
    checkSize(values, shape, 'Targets');
    this.values = values instanceof Float64Array ? values : Float64Array.from(values);
    this.shape = [...shape];
  }

  /** Number of examples. */
  get length(): number {
    return this.shape[0];
  }

  /** Examples `start` to `end - 1`; a view, not a copy. */
  rows(start: number, end: number = this.length): Targets {
    checkRange(start, end, this.length, `${this.constructor.name}: rows`);
    const width = this.values.length / this.length;
    return new Targets(this.values.subarray(start * width, end * width), [end - start, ...this.shape.slice(1)]);
  }

  /**
   * Each target plus its partner, such as a forecast change plus last week's value.
   *
   * @throws RangeError when the shapes differ: nothing is broadcast
   */
  plus(other: Targets): Targets {
    checkPartner(this, other, 'plus');
    return new Targets(
      this.values.map((value, i) => value + other.values[i]),
      this.shape,
    );
  }

  /**
   * Each target minus its partner, such as the change since last week.
   *
   * @throws RangeError when the shapes differ: nothing is broadcast
   */
  minus(other: Targets): Targets {
    checkPartner(this, other, 'minus');
    return new Targets(
      this.values.map((value, i) => value - other.values[i]),
      this.shape,
    );
  }

  /** The numbers as a float32 tensor of the same shape. */
  toTensor(): tf.Tensor {
    return tf.tensor(Float32Array.from(this.values), this.shape, 'float32');
  }
}

/** Many series of one length: [series, time steps], or [series, time steps, features]. */
export class Series implements NdArray {
  readonly values: Float64Array;
  readonly shape: number[];

  /**
   * @param values the numbers, row-major: the first series, then the second ...
   * @param shape [series, time steps] or [series, time steps, features]
   * @throws RangeError when shape and number of values do not fit
   */
  constructor(values: ArrayLike<number>, shape: readonly number[]) {
    checkSize(values, shape, 'Series');
    if (shape.length !== 2 && shape.length !== 3) {
      throw new RangeError(`Series: [series, time steps] or [series, time steps, features], got [${shape.join(', ')}]`);
    }
    this.values = values instanceof Float64Array ? values : Float64Array.from(values);
    this.shape = [...shape];
  }

  /** Number of series. */
  get length(): number {
    return this.shape[0];
  }

  /** Number of time steps. */
  get timeSteps(): number {
    return this.shape[1];
  }

  /** Numbers at each time step; 1 for [series, time steps]. */
  get features(): number {
    return this.shape[2] ?? 1;
  }

  /** Series `start` to `end - 1`; a view, not a copy. */
  rows(start: number, end: number = this.length): Series {
    checkRange(start, end, this.length, `${this.constructor.name}: rows`);
    const width = this.timeSteps * this.features;
    return new Series(this.values.subarray(start * width, end * width), [end - start, ...this.shape.slice(1)]);
  }

  /** Time steps `start` to `end - 1` of every series; a copy. */
  steps(start: number, end: number = this.timeSteps): Series {
    checkRange(start, end, this.timeSteps, 'Series: time steps');
    const [count, width] = [end - start, this.features];
    const values = new Float64Array(this.length * count * width);
    for (let i = 0; i < this.length; i++) {
      const from = (i * this.timeSteps + start) * width;
      values.set(this.values.subarray(from, from + count * width), i * count * width);
    }
    return new Series(values, [this.length, count, ...this.shape.slice(2)]);
  }

  /** One series as plain numbers (all features, step by step); a copy. */
  row(index: number): number[] {
    return Array.from(this.rows(index, index + 1).values);
  }

  /** The numbers as a float32 tensor [series, time steps, features]. */
  toTensor(): tf.Tensor3D {
    return tf.tensor3d(Float32Array.from(this.values), [this.length, this.timeSteps, this.features], 'float32');
  }
}
