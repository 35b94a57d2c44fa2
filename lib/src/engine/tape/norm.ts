import * as tf from '@tensorflow/tfjs';
import {batchNormOp} from '../ops/plain/batch-norm';
import {layerNormOp} from '../ops/plain/layer-norm';
import type {Weight} from '../ops/value';
import {runOnTape} from './run-on-tape';

/** Scale and shift of a normalisation, [features] each; defaults to none. */
export interface NormWeights {
  gamma?: tf.Tensor;
  beta?: tf.Tensor;
}

/** What {@link fusedBatchNorm} computes with. */
export interface FusedBatchNormInputs extends NormWeights {
  /** [..., features]. */
  x: tf.Tensor;
  /** Statistics of all batches, [features] each. */
  movingMean: tf.Tensor;
  movingVariance: tf.Tensor;
  /** 0 or 1 for each row of x; rows of 0 do not count in the statistics of the batch. Defaults to no mask. */
  mask?: tf.Tensor;
}

/** Outputs of {@link fusedBatchNorm}. */
export interface FusedBatchNormOutputs {
  output: tf.Tensor;
  /** The moving statistics after this batch, with `momentum`. */
  movingMean?: tf.Tensor;
  movingVariance?: tf.Tensor;
}

function checkFeatures(x: tf.Tensor, tensors: Record<string, tf.Tensor | undefined>): void {
  const features = x.shape[x.shape.length - 1];
  for (const [name, tensor] of Object.entries(tensors)) {
    if (tensor && (tensor.rank !== 1 || tensor.shape[0] !== features)) {
      throw new RangeError(`${name} must have shape [${features}] for x of shape [${x.shape}], got [${tensor.shape}]`);
    }
  }
}

/** The weights that there are, and how an op finds them among those laid out. */
function listed({gamma, beta}: NormWeights) {
  const weights = [gamma, beta].filter((weight) => weight !== undefined);
  const find = (laid: Weight[]) => ({gamma: gamma && laid[0], beta: beta && laid[gamma ? 1 : 0]});
  return {weights, find};
}

/**
 * Layer normalisation over the last axis in one step of the gradient tape: y = γ ⊙ (x - mean) / √(variance + ε) + β.
 *
 * Differentiable in x, gamma and beta; works on every backend of TensorFlow.js.
 *
 * @param x [..., features]
 * @param norm γ and β, [features] each, as far as there are any
 * @param epsilon added to the variance
 * @returns [..., features]
 * @throws RangeError for weights that do not fit
 *
 * Check: agrees with Keras 3 to 1e-5, values and gradients (lib/test/layers/normalisation.test.ts).
 */
export function fusedLayerNorm(x: tf.Tensor, norm: NormWeights, epsilon: number): tf.Tensor {
  checkFeatures(x, {gamma: norm.gamma, beta: norm.beta});
  return tf.tidy(() => {
    const {weights, find} = listed(norm);
    const make = (...[room, [value], laid]: Parameters<Parameters<typeof runOnTape>[0]>) =>
      layerNormOp(room, value, find(laid), epsilon);
    return runOnTape(make, {inputs: [x], weights})[0];
  });
}

/**
 * Batch normalisation in one step of the gradient tape; see `batchNormOp` for the equations.
 *
 * Differentiable in x, gamma and beta; works on every backend of TensorFlow.js.
 *
 * @param momentum share of the moving statistics that stays; without it they are used as they are, as in inference
 * @returns see {@link FusedBatchNormOutputs}
 * @throws RangeError for weights, statistics or a mask that do not fit
 *
 * Check: agrees with Keras 3 to 1e-5, values and gradients (lib/test/layers/normalisation.test.ts).
 */
export function fusedBatchNorm(
  inputs: FusedBatchNormInputs,
  epsilon: number,
  momentum?: number,
): FusedBatchNormOutputs {
  const {x, gamma, beta, movingMean, movingVariance, mask} = inputs;
  checkFeatures(x, {gamma, beta, movingMean, movingVariance});
  return tf.tidy(() => {
    const {weights, find} = listed(inputs);
    const constants = [movingMean, movingVariance, ...(mask ? [mask] : [])];
    const make = (...[room, values, laid]: Parameters<Parameters<typeof runOnTape>[0]>) => {
      const [value, mean, variance, rows] = values;
      const given = {...find(laid), x: value, movingMean: mean, movingVariance: variance, mask: rows};
      return batchNormOp(room, given, {epsilon, momentum});
    };
    const [output, mean, variance] = runOnTape(make, {inputs: [x], constants, weights}, 1);
    return {output, movingMean: mean, movingVariance: variance};
  });
}
