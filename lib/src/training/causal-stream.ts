import * as tf from '@tensorflow/tfjs';
import {show} from '../data/arguments';
import {addProduct, lstmStage, type Stage, sigmoid, weightsOf} from './stream-stages';

type Activate = (row: Float64Array) => void;

const ACTIVATIONS: Record<string, Activate> = {
  linear: () => {},
  relu: (row) => each(row, (value) => Math.max(0, value)),
  tanh: (row) => each(row, Math.tanh),
  sigmoid: (row) => each(row, sigmoid),
  softmax(row) {
    const most = row.reduce((a, b) => Math.max(a, b));
    each(row, (value) => Math.exp(value - most));
    const sum = row.reduce((a, b) => a + b);
    each(row, (value) => value / sum);
  },
};

function each(row: Float64Array, change: (value: number) => number): void {
  for (let i = 0; i < row.length; i++) row[i] = change(row[i]);
}

/** The rows that a causal convolution has read and will read again: a ring of (kernelSize - 1) dilationRate + 1 of them. */
class Cache {
  private readonly rows: Float64Array[];
  private newest = 0;

  constructor(
    private readonly kernelSize: number,
    private readonly dilationRate: number,
    width: number,
  ) {
    const count = (kernelSize - 1) * dilationRate + 1;
    this.rows = Array.from({length: count}, () => new Float64Array(width));
  }

  /** Numbers that are kept from one step to the next. */
  get size(): number {
    return (this.rows.length - 1) * this.rows[0].length;
  }

  reset(): void {
    for (const row of this.rows) row.fill(0);
  }

  /** Takes the newest row in and adds what the kernel [kernelSize, width, y] gives. */
  convolve(x: Float64Array, kernel: Float32Array, y: Float64Array): void {
    const {rows, kernelSize, dilationRate} = this;
    this.newest = (this.newest + 1) % rows.length;
    rows[this.newest].set(x);
    for (let k = 0; k < kernelSize; k++) {
      const back = (kernelSize - 1 - k) * dilationRate;
      const row = rows[(this.newest - back + rows.length) % rows.length];
      addProduct(row, kernel, y, k * row.length * y.length);
    }
  }
}

const pass = (change: Activate = () => {}): Stage => ({
  multiplications: 0,
  run([x]) {
    const y = x.slice();
    change(y);
    return [y];
  },
});

function activationOf(layer: tf.layers.Layer): Activate {
  const {activation = 'linear'} = layer.getConfig();
  const found = ACTIVATIONS[String(activation)];
  if (found) return found;
  throw new RangeError(
    `causalStream: ${layer.name} has the activation '${activation}'; known are ${Object.keys(ACTIVATIONS)}`,
  );
}

function dense(layer: tf.layers.Layer): Stage {
  const [kernel, bias] = weightsOf(layer);
  const [activate, units] = [activationOf(layer), layer.weights[0].shape[1] as number];
  return {
    multiplications: kernel.length,
    run([x]) {
      const y = bias ? Float64Array.from(bias) : new Float64Array(units);
      addProduct(x, kernel, y);
      activate(y);
      return [y];
    },
  };
}

function convolution(layer: tf.layers.Layer): Stage {
  const {padding, strides} = layer.getConfig() as {padding: string; strides: number[]};
  if (padding !== 'causal' || strides[0] !== 1) {
    throw new RangeError(
      `causalStream: ${layer.name} must have padding 'causal' and stride 1, got '${padding}' and ${strides[0]}`,
    );
  }
  const {dilationRate} = layer as unknown as {dilationRate: number[]};
  const [kernel, bias] = weightsOf(layer);
  const [kernelSize, features, filters] = layer.weights[0].shape as number[];
  const [activate, cache] = [activationOf(layer), new Cache(kernelSize, dilationRate[0], features)];
  return {
    cache,
    multiplications: kernel.length,
    run([x]) {
      const y = bias ? Float64Array.from(bias) : new Float64Array(filters);
      cache.convolve(x, kernel, y);
      activate(y);
      return [y];
    },
  };
}

interface BlockSizes {
  filters: number;
  kernelSize: number;
  dilationRate: number;
  skipFilters: number;
}

function block(layer: tf.layers.Layer): Stage {
  if (Array.isArray(layer.input))
    throw new RangeError(`causalStream: ${layer.name} is conditioned, which has no stream`);
  const {filters, kernelSize, dilationRate, skipFilters} = layer as unknown as BlockSizes;
  const read: Record<string, Float32Array | undefined> = {};
  for (const one of layer.weights) {
    read[(one.originalName.split('/').at(-1) as string).replace(/_\d+$/, '')] = one
      .read()
      .dataSync()
      .slice() as Float32Array;
  }
  const {kernel, residual_kernel: residualKernel, skip_kernel: skipKernel} = read as Record<string, Float32Array>;
  const features = kernel.length / (kernelSize * 2 * filters);
  const cache = new Cache(kernelSize, dilationRate, features);
  const start = (bias: Float32Array | undefined, size: number) =>
    bias ? Float64Array.from(bias) : new Float64Array(size);
  return {
    cache,
    multiplications: kernel.length + (residualKernel?.length ?? 0) + skipKernel.length,
    run([x]) {
      const gates = start(read.bias, 2 * filters);
      cache.convolve(x, kernel, gates);
      const z = gates.subarray(0, filters).map((value, i) => Math.tanh(value) * sigmoid(gates[filters + i]));
      const skip = start(read.skip_bias, skipFilters);
      addProduct(z, skipKernel, skip);
      if (!residualKernel) return [skip];
      const residual = start(read.residual_bias, features);
      addProduct(z, residualKernel, residual);
      return [residual.map((value, i) => value + x[i]), skip];
    },
  };
}

function embedding(layer: tf.layers.Layer): Stage {
  const [[table], [levels, width]] = [weightsOf(layer), layer.weights[0].shape as number[]];
  return {
    multiplications: 0,
    run([[id]]) {
      if (!Number.isInteger(id) || id < 0 || id >= levels) {
        throw new RangeError(`CausalStream.step: ids lie in 0 ... ${levels - 1}, got ${id}`);
      }
      return [Float64Array.from(table.subarray(id * width, (id + 1) * width))];
    },
  };
}

const MAKERS: Record<string, (layer: tf.layers.Layer) => Stage> = {
  Conv1D: convolution,
  WaveNetBlock: block,
  LSTM: lstmStage,
  Dense: dense,
  Embedding: embedding,
  Activation: (layer) => pass(activationOf(layer)),
  ReLU: () => pass(ACTIVATIONS.relu),
  Dropout: () => pass(),
  UnrollDropout: () => pass(),
  UnrollLastStep: () => pass(),
  Add: () => ({
    multiplications: 0,
    run: (inputs) => [inputs[0].map((_, i) => inputs.reduce((sum, one) => sum + one[i], 0))],
  }),
};

const list = (tensors: tf.SymbolicTensor | tf.SymbolicTensor[]) => (Array.isArray(tensors) ? tensors : [tensors]);

/** A causal convolutional model that goes on step by step, see {@link causalStream}. */
export class CausalStream {
  /** Products of a weight and a number in one step. */
  readonly multiplications: number;
  /** Numbers that are kept from one step to the next: what the caches of all layers hold. */
  readonly cached: number;
  private readonly stages: {stage: Stage; from: number[]; to: number[]}[] = [];
  private readonly values = new Map<number, Float64Array>();
  private readonly input: number;
  private readonly output: number;
  private readonly width: number;

  constructor(model: tf.LayersModel) {
    if (!(model instanceof tf.LayersModel))
      throw new TypeError(`causalStream: model must be a tf.LayersModel, got ${show(model)}`);
    if (model.inputs.length !== 1 || model.outputs.length !== 1)
      throw new RangeError('causalStream: model must have one input and one output');
    for (const layer of model.layers) {
      if (layer.getClassName() === 'InputLayer') continue;
      const make = MAKERS[layer.getClassName()];
      if (!make) {
        const hint = 'cell' in layer ? '; training.stream takes recurrent layers' : '';
        throw new RangeError(
          `causalStream: ${layer.name} of class ${layer.getClassName()} is no causal convolution and does not act on each step by itself${hint}`,
        );
      }
      const [from, to] = [list(layer.input).map(({id}) => id), list(layer.output).map(({id}) => id)];
      this.stages.push({stage: make(layer), from, to});
    }
    [this.input, this.output] = [model.inputs[0].id, model.outputs[0].id];
    this.width = (model.inputs[0].shape.slice(2) as number[]).reduce((product, size) => product * size, 1);
    this.multiplications = this.stages.reduce((sum, {stage}) => sum + stage.multiplications, 0);
    this.cached = this.stages.reduce((sum, {stage}) => sum + (stage.cache?.size ?? 0), 0);
  }

  /** Forgets all that was read: the next step is the first of a new sequence. */
  reset(): void {
    for (const {stage} of this.stages) stage.cache?.reset();
  }

  /**
   * Goes one time step on.
   *
   * @param values the step's features, or the id of its level
   * @returns what the model gives for this step: outputs numbers, an array of their own
   * @throws RangeError for another count of numbers, or an id that is no level
   */
  step(values: ArrayLike<number>): Float32Array {
    if (values.length !== this.width)
      throw new RangeError(`CausalStream.step: values must be ${this.width} number(s), got ${values.length}`);
    this.values.set(this.input, Float64Array.from(values));
    for (const {stage, from, to} of this.stages) {
      const outputs = stage.run(from.map((id) => this.values.get(id) as Float64Array));
      to.forEach((id, i) => {
        this.values.set(id, outputs[i]);
      });
    }
    return Float32Array.from(this.values.get(this.output) as Float64Array);
  }
}

/**
 * A model of causal convolutions, with LSTM layers among them if wanted, that goes on step by step: fast generation.
 *
 * Each convolution keeps the (kernelSize - 1) dilationRate rows that it will read again, so that a step computes every
 * layer once, where the whole model would compute it again for all steps of the receptive field; an LSTM keeps its two
 * states. Before the first step stand zeros, as in causal padding. Holds the weights of the moment when it was made.
 *
 * @param model of causal convolutions with stride 1, WaveNet blocks, LSTM layers, embeddings, sums and dense layers, such
 *   as `models.buildWaveNet`, `models.buildCausalCnn` and `models.buildMusicModel` build; one sequence at a time
 * @returns the stream
 * @throws RangeError for a layer that looks ahead, keeps a state or is not known here, by name
 *
 * Source: Paine et al. 2016, Fast WaveNet generation algorithm, arXiv:1611.09482. Lesson: notebooks/04-convolutions/4.2, 6.1.
 * Check: the same numbers as predict on the whole sequence (lib/test/training/causal-stream.test.ts).
 */
export function causalStream(model: tf.LayersModel): CausalStream {
  return new CausalStream(model);
}
