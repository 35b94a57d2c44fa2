import * as tf from '@tensorflow/tfjs';
import {checkAbove0, checkFlag, checkOptions, checkRate} from '../../data/arguments';
import type {FlatWeights} from '../../engine/internal';
import {ArrayOptimizer, type OptimizerOptions} from './array-optimizer';

/** Options of {@link RmsProp}; the defaults are those of Keras 3. */
export interface RmsPropOptions extends OptimizerOptions {
  /** Step size; defaults to 0.001. */
  learningRate?: number;
  /** Decay ρ of the mean of the squared gradients; defaults to 0.9. */
  rho?: number;
  /** Share μ of the last move that the next one keeps, in [0, 1); defaults to 0. */
  momentum?: number;
  /** Keeps the division finite; defaults to 1e-7. */
  epsilon?: number;
  /** Divides by the deviation of the gradients instead of their root mean square; defaults to false. */
  centered?: boolean;
}

/**
 * RMSprop: each weight's step is measured by the size of its recent gradients.
 *
 *     V = ρ V + (1 - ρ) G²      A = ρ A + (1 - ρ) G  (centred)      D = V - A² + ε  (A = 0 where not centred)
 *     C = η G / √D              M = μ M + C, W = W - M  (with momentum), else W = W - C
 *
 * Source: Hinton 2012 (lecture 6e); Graves 2013, arXiv:1308.0850 (centred). Differs: tf.train.rmsprop has another default of
 * ε, and where centred it subtracts ε below the root, which may give NaN. Check: 50 steps equal Keras 3's to 1e-6 (lib/test/golden/optimizers-keras.json).
 */
export class RmsProp extends ArrayOptimizer {
  /** @nocollapse */
  static className = 'UnrollRmsProp';
  readonly slotNames: readonly string[];
  private readonly rho: number;
  private readonly momentum: number;
  private readonly epsilon: number;
  private readonly centered: boolean;

  constructor(options: RmsPropOptions = {}) {
    const known = ['learningRate', 'rho', 'momentum', 'epsilon', 'centered', 'weightDecay'] as const;
    checkOptions('RmsProp', options, known);
    super(options, 'RmsProp');
    const {rho = 0.9, momentum = 0, epsilon = 1e-7, centered = false} = options;
    checkRate('RmsProp: rho', rho);
    checkRate('RmsProp: momentum', momentum);
    checkAbove0('RmsProp: epsilon', epsilon);
    checkFlag('RmsProp: centered', centered);
    this.rho = rho;
    this.momentum = momentum;
    this.epsilon = epsilon;
    this.centered = centered;
    this.slotNames = ['velocity', ...(momentum > 0 ? ['momentum'] : []), ...(centered ? ['averageGradient'] : [])];
  }

  /** The slots of momentum and average gradient, where they are kept. */
  private split<T>([, ...others]: T[]): {m?: T; mean?: T} {
    return this.momentum > 0 ? {m: others[0], mean: others[1]} : {mean: others[0]};
  }

  protected override stepArray(weights: Float32Array, gradient: Float32Array, slots: Float32Array[]): void {
    const {learningRate, rho, momentum, epsilon} = this;
    const [v] = slots;
    const {m, mean} = this.split(slots);
    for (let k = 0; k < weights.length; k++) {
      const g = gradient[k];
      v[k] = rho * v[k] + (1 - rho) * g * g;
      if (mean) mean[k] = rho * mean[k] + (1 - rho) * g;
      const change = (learningRate * g) / Math.sqrt(v[k] - (mean ? mean[k] ** 2 : 0) + epsilon);
      if (m) m[k] = momentum * m[k] + change;
      weights[k] -= m ? m[k] : change;
    }
  }

  override stepFlat({kernels, count, at, gradients, slots}: FlatWeights): void {
    this.incrementIterations();
    const {learningRate, rho, momentum, epsilon, weightDecay} = this;
    const {m = 0, mean = 0} = this.split(slots);
    kernels.run.rmsPropStep(
      ...[count, at, gradients, slots[0], m, mean],
      ...[learningRate, rho, 1 - rho, momentum, epsilon, weightDecay * learningRate],
    );
  }

  override getConfig(): tf.serialization.ConfigDict {
    const {rho, momentum, epsilon, centered} = this;
    return {...super.getConfig(), rho, momentum, epsilon, centered};
  }
}
tf.serialization.registerClass(RmsProp);
