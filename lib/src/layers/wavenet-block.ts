import * as tf from '@tensorflow/tfjs';
import {fusedWaveNetBlock, simdWorks} from '../engine';
import type {WaveNetWeights} from '../engine/internal';
import {checkSizes, convolveByTaps, noMask} from './convolution';
import {checkLayerOptions, KINDS, type OptionChecks} from './layer-options';
import type {LayerVariable} from './planning/planning';
import './planning/wavenet-block';
import {installSeededInitialisers} from './initialisers';

installSeededInitialisers();

type Initializer = ReturnType<typeof tf.initializers.zeros>;

/** Options of {@link waveNetBlock}. */
export interface WaveNetBlockOptions {
  /** Width of the gated convolution. */
  filters: number;
  /** Steps that the convolution looks at; defaults to 2. */
  kernelSize?: number;
  /** Steps from one of them to the next; defaults to 1. */
  dilationRate?: number;
  /** Width of the skip output; defaults to `filters`. */
  skipFilters?: number;
  /** Whether there is a residual output; the last block of a network needs none. Defaults to true. */
  residual?: boolean;
  /** Defaults to true. */
  useBias?: boolean;
  /** Name of the layer. */
  name?: string;
  /** Shape of one input, where the layer is the first one. */
  inputShape?: tf.Shape;
  /** Whether training changes the weights; defaults to true. */
  trainable?: boolean;
}

/** glorotUniform, drawn for filter and gate one by one, as for two convolutions side by side. */
function sideBySide(initializer: Initializer): Initializer {
  const apply = (shape: tf.Shape, dtype?: tf.DataType) =>
    tf.tidy(() => {
      const half = [...shape.slice(0, -1), (shape[shape.length - 1] as number) / 2];
      const [filter, gate] = [initializer.apply(half, dtype), initializer.apply(half, dtype)];
      return tf.concat([filter, gate], -1);
    });
  return {apply} as Initializer;
}

/** A block of WaveNet, see {@link waveNetBlock}. */
export class WaveNetBlock extends tf.layers.Layer {
  /** @nocollapse */
  static className = 'WaveNetBlock';
  readonly filters: number;
  readonly kernelSize: number;
  readonly dilationRate: number;
  readonly skipFilters: number;
  readonly residual: boolean;
  readonly useBias: boolean;
  /** Weights by name, in the order of the layer. */
  readonly variables: Partial<Record<keyof WaveNetWeights, LayerVariable>> = {};

  constructor(options: WaveNetBlockOptions) {
    const {filters, kernelSize, dilationRate, skipFilters, residual, useBias, ...others} = options;
    checkSizes('waveNetBlock', {filters: filters ?? Number.NaN, kernelSize, dilationRate, skipFilters});
    super(others);
    this.filters = filters;
    this.kernelSize = kernelSize ?? 2;
    this.dilationRate = dilationRate ?? 1;
    this.skipFilters = skipFilters ?? filters;
    this.residual = residual ?? true;
    this.useBias = useBias ?? true;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [shape, condition] = (Array.isArray(inputShape[0]) ? inputShape : [inputShape]) as tf.Shape[];
    const features = shape[shape.length - 1];
    if (shape.length !== 3 || features == null) {
      throw new RangeError(`${this.name} takes [batch, time steps, features], got [${shape}]`);
    }
    const glorot = tf.initializers.glorotUniform({});
    const add = (name: keyof WaveNetWeights, sizes: tf.Shape, packed = false) => {
      const isBias = sizes.length === 1;
      if (isBias && !this.useBias) return;
      const initializer = isBias ? tf.initializers.zeros() : packed ? sideBySide(glorot) : glorot;
      const saved = name.replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`);
      const variable = this.addWeight(saved, sizes, 'float32', initializer, undefined, true);
      this.variables[name] = variable as unknown as LayerVariable;
    };
    add('kernel', [this.kernelSize, features, 2 * this.filters], true);
    add('bias', [2 * this.filters]);
    if (condition) add('conditionKernel', [condition[condition.length - 1], 2 * this.filters], true);
    if (this.residual) {
      add('residualKernel', [this.filters, features]);
      add('residualBias', [features]);
    }
    add('skipKernel', [this.filters, this.skipFilters]);
    add('skipBias', [this.skipFilters]);
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as tf.Shape;
    const skip = [shape[0], shape[1], this.skipFilters];
    return this.residual ? [shape, skip] : skip;
  }

  /** Ends the mask, as Keras does: a window mixes steps. */
  override computeMask(): tf.Tensor[] {
    return noMask;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor | tf.Tensor[] {
    return tf.tidy(() => {
      const [x, condition] = Array.isArray(inputs) ? inputs : [inputs];
      const weights = Object.fromEntries(Object.entries(this.variables).map(([name, one]) => [name, one.read()]));
      const given = {...weights, x, condition} as unknown as Parameters<typeof fusedWaveNetBlock>[0];
      const {residual, skip} = simdWorks()
        ? fusedWaveNetBlock(given, {dilationRate: this.dilationRate})
        : this.callPlain(given);
      return residual ? [residual, skip] : skip;
    });
  }

  /** The same on tfjs' own operations, for machines without WebAssembly SIMD. */
  private callPlain(given: Parameters<typeof fusedWaveNetBlock>[0]): {residual?: tf.Tensor; skip: tf.Tensor} {
    const {x, condition, conditionKernel, residualKernel, residualBias, skipKernel, skipBias} = given;
    const pointwise = (rows: tf.Tensor, kernel: tf.Tensor2D, bias?: tf.Tensor1D) => {
      const shape = [...rows.shape.slice(0, -1), kernel.shape[1]];
      const sum = rows.reshape<tf.Tensor2D>([-1, kernel.shape[0]]).matMul(kernel).reshape(shape);
      return bias ? sum.add(bias) : sum;
    };
    let gates: tf.Tensor = convolveByTaps(given, {padding: 'causal', dilationRate: this.dilationRate});
    if (condition && conditionKernel) {
      const projected = pointwise(condition, conditionKernel);
      gates = gates.add(condition.rank === 2 ? projected.expandDims(1) : projected);
    }
    const [filter, gate] = tf.split(gates, 2, -1);
    const z = filter.tanh().mul(gate.sigmoid());
    const residual = residualKernel ? x.add(pointwise(z, residualKernel, residualBias)) : undefined;
    return {residual, skip: pointwise(z, skipKernel, skipBias)};
  }

  override getConfig(): tf.serialization.ConfigDict {
    const {filters, kernelSize, dilationRate, skipFilters, residual, useBias} = this;
    return {...super.getConfig(), filters, kernelSize, dilationRate, skipFilters, residual, useBias};
  }
}
tf.serialization.registerClass(WaveNetBlock);

const CHECKS: OptionChecks<WaveNetBlockOptions> = {
  ...{filters: KINDS.size, kernelSize: KINDS.size, dilationRate: KINDS.size, skipFilters: KINDS.size},
  ...{residual: KINDS.flag, useBias: KINDS.flag, name: KINDS.text, inputShape: KINDS.shape, trainable: KINDS.flag},
};

/**
 * A block of WaveNet: a gated, dilated causal convolution with a residual and a skip connection.
 *
 *     Z = tanh(W_f * X + b_f) ⊙ σ(W_g * X + b_g)      * dilated causal convolution
 *     residual output = X + Z W_r + b_r               skip = Z W_s + b_s
 *
 * The gate decides how much of the filter's answer passes. The next block reads the residual output; the sum of all skips
 * feeds the head of the network. Takes [batch, time steps, features]; gives [residual output, skip], of shapes [batch, time
 * steps, features] and [batch, time steps, skipFilters], or the skip alone with `residual: false`.
 *
 * Called with [X, h] it is conditioned on h: V_f h joins the filter and V_g h the gate. h is [batch, c], the same at every
 * step, or [batch, time steps, c].
 *
 * Weights: kernel [kernelSize, features, 2 filters] (filter | gate), bias [2 filters], with a condition its kernel [c, 2
 * filters], residual kernel [filters, features] and bias, skip kernel [filters, skipFilters] and bias.
 *
 * @param options see {@link WaveNetBlockOptions}
 * @returns the layer
 * @throws RangeError for sizes that are no whole number above 0
 *
 * Source: van den Oord et al. 2016, arXiv:1609.03499, equations 2 and 3, figure 4. Lesson: notebooks/04-convolutions/4.2.
 * Check: agrees with Keras 3 and PyTorch to 1e-5; a changed input leaves every earlier output as it was, bit for bit.
 */
export function waveNetBlock(options: WaveNetBlockOptions): WaveNetBlock {
  checkLayerOptions('waveNetBlock', options, CHECKS, ['filters']);
  return new WaveNetBlock(options);
}
