import * as tf from '@tensorflow/tfjs';
import {checkFlag, checkOptions, checkRate} from '../../data/arguments';
import type {FlatWeights} from '../../engine/internal';
import {ArrayOptimizer, type OptimizerOptions} from './array-optimizer';

/** Options of {@link Sgd}; the defaults are those of Keras 3. */
export interface SgdOptions extends OptimizerOptions {
  /** Step size; defaults to 0.01. */
  learningRate?: number;
  /** Share μ of the last move that the next one keeps, in [0, 1); defaults to 0. */
  momentum?: number;
  /** Looks ahead by the momentum; defaults to false. */
  nesterov?: boolean;
}

/**
 * Gradient descent, with momentum where asked for.
 *
 *     W = W - η G
 *     M = μ M - η G,  W = W + M                 with momentum
 *     M = μ M - η G,  W = W + (μ M - η G)       with Nesterov's
 *
 * Source: Polyak 1964; Sutskever et al. 2013. Check: 50 steps equal Keras 3's to 1e-6 (lib/test/golden/optimizers-keras.json).
 */
export class Sgd extends ArrayOptimizer {
  /** @nocollapse */
  static className = 'UnrollSgd';
  readonly slotNames: readonly string[];
  private readonly momentum: number;
  private readonly nesterov: boolean;

  constructor(options: SgdOptions = {}) {
    checkOptions('Sgd', options, ['learningRate', 'momentum', 'nesterov', 'weightDecay']);
    super({...options, learningRate: options.learningRate ?? 0.01}, 'Sgd');
    const {momentum = 0, nesterov = false} = options;
    checkRate('Sgd: momentum', momentum);
    checkFlag('Sgd: nesterov', nesterov);
    this.momentum = momentum;
    this.nesterov = nesterov;
    this.slotNames = momentum > 0 ? ['momentum'] : [];
  }

  protected override stepArray(weights: Float32Array, gradient: Float32Array, [m]: Float32Array[]): void {
    const {learningRate, momentum, nesterov} = this;
    for (let k = 0; k < weights.length; k++) {
      const change = learningRate * gradient[k];
      if (!m) {
        weights[k] -= change;
        continue;
      }
      m[k] = momentum * m[k] - change;
      weights[k] += nesterov ? momentum * m[k] - change : m[k];
    }
  }

  override stepFlat({kernels, count, at, gradients, slots: [m = 0]}: FlatWeights): void {
    this.incrementIterations();
    const {learningRate, momentum, nesterov, weightDecay} = this;
    kernels.run.sgdStep(
      ...[count, at, gradients, m, learningRate, momentum, Number(nesterov), weightDecay * learningRate],
    );
  }

  override getConfig(): tf.serialization.ConfigDict {
    const {momentum, nesterov} = this;
    return {...super.getConfig(), momentum, nesterov};
  }
}
tf.serialization.registerClass(Sgd);
