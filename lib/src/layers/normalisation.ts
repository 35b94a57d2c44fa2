import * as tf from '@tensorflow/tfjs';
import {fusedBatchNorm, fusedLayerNorm, simdWorks} from '../engine';
import {checkLayerOptions, KINDS, LAYER_CHECKS, type OptionChecks} from './layer-options';
import {isLastAxis} from './planning/normalisation';

/** Options of {@link layerNormalization}: those of `tf.layers.layerNormalization`. */
export type LayerNormalizationOptions = Parameters<typeof tf.layers.layerNormalization>[0];
/** Options of {@link batchNormalization}: those of `tf.layers.batchNormalization`. */
export type BatchNormalizationOptions = Parameters<typeof tf.layers.batchNormalization>[0];

/** What tfjs' classes declare private. */
interface StockNorm extends tf.layers.Layer {
  axis: number | number[];
  epsilon: number;
  momentum: number;
  gamma?: tf.LayerVariable | null;
  beta?: tf.LayerVariable | null;
  movingMean: tf.LayerVariable;
  movingVariance: tf.LayerVariable;
}

// tfjs keeps the classes to itself.
const StockLayerNorm = tf.layers.layerNormalization({name: 'example'}).constructor as new (
  options?: LayerNormalizationOptions,
) => StockNorm;
const StockBatchNorm = tf.layers.batchNormalization({name: 'example'}).constructor as new (
  options?: BatchNormalizationOptions,
) => StockNorm;

const one = <T>(value: T | T[]): T => (Array.isArray(value) ? value[0] : value);

/** A layer normalisation, see {@link layerNormalization}. */
export class LayerNormalization extends StockLayerNorm {
  /** @nocollapse */
  static className = 'LayerNormalization';

  override call(inputs: tf.Tensor | tf.Tensor[], keywords: object): tf.Tensor | tf.Tensor[] {
    const x = one(inputs);
    const {axis, gamma, beta, epsilon} = this;
    if (!isLastAxis(axis, x.rank) || !simdWorks()) return super.call(inputs, keywords);
    return fusedLayerNorm(x, {gamma: gamma?.read(), beta: beta?.read()}, epsilon);
  }
}
tf.serialization.registerClass(LayerNormalization as unknown as Parameters<typeof tf.serialization.registerClass>[0]);

/** What a batch normalisation is called with. */
interface Keywords {
  training?: boolean;
  mask?: tf.Tensor | tf.Tensor[] | null;
}

/** A batch normalisation, see {@link batchNormalization}. */
export class BatchNormalization extends StockBatchNorm {
  /** @nocollapse */
  static className = 'BatchNormalization';

  override call(inputs: tf.Tensor | tf.Tensor[], keywords: Keywords = {}): tf.Tensor | tf.Tensor[] {
    const x = one(inputs);
    const {axis, gamma, beta, epsilon, momentum} = this;
    if (!isLastAxis(axis, x.rank) || !simdWorks()) return super.call(inputs, keywords);
    const ofBatch = keywords.training === true && this.trainable;
    if (ofBatch && x.size === 0) throw new RangeError(`${this.name}: a batch of shape [${x.shape}] has no mean`);
    return tf.tidy(() => {
      const mask = keywords.mask ? one(keywords.mask).toFloat() : undefined;
      const moving = {movingMean: this.movingMean.read(), movingVariance: this.movingVariance.read()};
      const given = {x, ...moving, gamma: gamma?.read(), beta: beta?.read(), mask};
      const {output, movingMean, movingVariance} = fusedBatchNorm(given, epsilon, ofBatch ? momentum : undefined);
      if (movingMean) this.movingMean.write(movingMean);
      if (movingVariance) this.movingVariance.write(movingVariance);
      return output;
    });
  }
}
tf.serialization.registerClass(BatchNormalization as unknown as Parameters<typeof tf.serialization.registerClass>[0]);

const NORM_CHECKS = {
  ...{...LAYER_CHECKS, axis: KINDS.axis, epsilon: KINDS.positive, center: KINDS.flag, scale: KINDS.flag},
  ...{betaInitializer: KINDS.initializer, gammaInitializer: KINDS.initializer},
  ...{betaRegularizer: KINDS.regularizer, gammaRegularizer: KINDS.regularizer},
};
const BATCH_CHECKS: OptionChecks<NonNullable<BatchNormalizationOptions>> = {
  ...{...NORM_CHECKS, momentum: KINDS.unit, movingMeanInitializer: KINDS.initializer},
  ...{movingVarianceInitializer: KINDS.initializer},
  ...{betaConstraint: KINDS.constraint, gammaConstraint: KINDS.constraint},
};
const LAYER_NORM_CHECKS: OptionChecks<NonNullable<LayerNormalizationOptions>> = NORM_CHECKS;

/**
 * Layer normalisation: every example, or every time step of it, is brought to mean 0 and variance 1 over its features.
 *
 *     x̂ = (x - mean) / √(variance + ε)      y = γ ⊙ x̂ + β
 *
 * `tf.layers.layerNormalization` with the defaults of Keras 3 (last axis, ε 0.001), on the kernels.
 *
 * @param options see `tf.layers.layerNormalization`; defaults are those of Keras 3
 * @returns the layer: the same shape in and out
 * @throws RangeError for an epsilon that is not above 0
 *
 * Source: Ba et al. 2016, arXiv:1607.06450. Check: agrees with Keras 3 (lib/test/layers/normalisation.test.ts).
 */
export function layerNormalization(options: LayerNormalizationOptions = {}): tf.layers.Layer {
  checkLayerOptions('layerNormalization', options, LAYER_NORM_CHECKS);
  return new LayerNormalization(options);
}

/**
 * Batch normalisation: every feature is brought to mean 0 and variance 1, in training over the batch (masked steps do
 * not count), in prediction by the moving averages of those statistics.
 *
 *     x̂ = (x - mean) / √(variance + ε)      y = γ ⊙ x̂ + β      moving = momentum moving + (1 - momentum) mean
 *
 * `tf.layers.batchNormalization` with the defaults of Keras 3 (last axis, momentum 0.99, ε 0.001), on the kernels. With
 * `trainable` false it uses the moving averages in training too, as in Keras 3.
 *
 * @param options see `tf.layers.batchNormalization`; defaults are those of Keras 3
 * @returns the layer: the same shape in and out
 * @throws RangeError for an epsilon that is not above 0, or a momentum outside of 0..1
 *
 * Source: Ioffe and Szegedy 2015, arXiv:1502.03167. Check: agrees with Keras 3 (lib/test/layers/normalisation.test.ts).
 */
export function batchNormalization(options: BatchNormalizationOptions = {}): tf.layers.Layer {
  checkLayerOptions('batchNormalization', options, BATCH_CHECKS);
  return new BatchNormalization(options);
}
