import * as tf from '@tensorflow/tfjs';
import {checkAbove0, checkOptions, checkRate} from '../../data/arguments';
import type {FlatWeights} from '../../engine/internal';
import {ArrayOptimizer, type OptimizerOptions} from './array-optimizer';

/** Options of {@link Adam}; the defaults are those of Keras 3. */
export interface AdamOptions extends OptimizerOptions {
  /** Step size; defaults to 0.001. */
  learningRate?: number;
  /** Decay of the mean of the gradients; defaults to 0.9. */
  beta1?: number;
  /** Decay of the mean of their squares; defaults to 0.999. */
  beta2?: number;
  /** Keeps the division finite; defaults to 1e-7 (PyTorch: 1e-8). */
  epsilon?: number;
}

/**
 * Adam on plain arrays, with the order of operations of Keras 3; many times as fast as tf.train.adam on small models.
 *
 *     M = β1 M + (1 - β1) G        V = β2 V + (1 - β2) G²
 *     W = W - η √(1 - β2^t) / (1 - β1^t) · M / (√V + ε)
 *
 * Source: Kingma and Ba 2014, arXiv:1412.6980v9 (the form before section 2.1's end, with ε outside the correction).
 * Check: 50 steps equal Keras 3's to 1e-6 (lib/test/golden/optimizers-keras.json).
 */
export class Adam extends ArrayOptimizer {
  /** @nocollapse */
  static className = 'UnrollAdam';
  readonly slotNames = ['m', 'v'] as const;
  private readonly beta1: number;
  private readonly beta2: number;
  private readonly epsilon: number;

  constructor(options: AdamOptions = {}, where = 'Adam') {
    checkOptions(where, options, ['learningRate', 'beta1', 'beta2', 'epsilon', 'weightDecay']);
    super(options, where);
    const {beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7} = options;
    checkRate(`${where}: beta1`, beta1);
    checkRate(`${where}: beta2`, beta2);
    checkAbove0(`${where}: epsilon`, epsilon);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  /** Step size with the correction of the first steps. */
  private get alpha(): number {
    const {beta1, beta2, iterations_: t} = this;
    return (this.learningRate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
  }

  protected override stepArray(weights: Float32Array, gradient: Float32Array, [m, v]: Float32Array[]): void {
    const {beta1, beta2, epsilon, alpha} = this;
    for (let k = 0; k < weights.length; k++) {
      const g = gradient[k];
      m[k] += (g - m[k]) * (1 - beta1);
      v[k] += (g * g - v[k]) * (1 - beta2);
      weights[k] -= (m[k] * alpha) / (Math.sqrt(v[k]) + epsilon);
    }
  }

  override stepFlat({kernels, count, at, gradients, slots: [m, v]}: FlatWeights): void {
    this.incrementIterations();
    const {beta1, beta2, epsilon, alpha} = this;
    const decay = this.weightDecay * this.learningRate;
    kernels.run.adamStep(count, at, gradients, m, v, alpha, 1 - beta1, 1 - beta2, epsilon, decay);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const {beta1, beta2, epsilon} = this;
    return {...super.getConfig(), beta1, beta2, epsilon};
  }
}
tf.serialization.registerClass(Adam);

/**
 * Adam whose weights decay: each loses the share `weightDecay` (defaults to 0.004) times η of itself before a step, and
 * the moments know nothing of it.
 *
 * Source: Loshchilov and Hutter 2017, arXiv:1711.05101. Check: as {@link Adam}.
 */
export class AdamW extends Adam {
  /** @nocollapse */
  static override className = 'UnrollAdamW';

  constructor(options: AdamOptions = {}) {
    super({...options, weightDecay: options.weightDecay ?? 0.004}, 'AdamW');
  }
}
tf.serialization.registerClass(AdamW);
