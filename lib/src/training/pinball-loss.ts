import * as tf from '@tensorflow/tfjs';
import {checkList, checkShare} from '../data/arguments';

/** A loss for `compile`: targets and outputs, both [batch, horizon * shares], to one number an example. */
export type QuantileLoss = (targets: tf.Tensor, outputs: tf.Tensor) => tf.Tensor;

/**
 * Pinball loss for training: a network whose outputs are quantiles learns to forecast them.
 *
 *     L = mean max(τ (y - q), (τ - 1)(y - q))        τ: the share of truths that should lie below q
 *
 * Outputs are ordered step by step, at each step one a share: q_{1,τ1}, q_{1,τ2}, ..., q_{2,τ1}, ... Targets have the same
 * form, each truth once a share: see `forecasting.quantileTargets`.
 *
 * @param shares τ of each quantile, between 0 and 1
 * @returns the loss, for `training.compile(model, {loss})`
 * @throws RangeError when a share does not lie between 0 and 1; when used, if the outputs are no multiple of the shares
 *
 * Source: Koenker and Bassett 1978, doi:10.2307/1913643. Lesson: notebooks/02-forecasting/2.4.
 * Check: agrees with `metrics.pinball`.
 */
export function pinballLoss(shares: readonly number[]): QuantileLoss {
  checkList('pinballLoss: shares', shares);
  shares.forEach((share, i) => {
    checkShare(`pinballLoss: shares[${i}]`, share);
  });
  return (targets, outputs) =>
    tf.tidy(() => {
      const width = outputs.shape[outputs.shape.length - 1];
      if (width % shares.length !== 0) {
        throw new RangeError(
          `pinballLoss: ${width} outputs are no multiple of the ${shares.length} shares: horizon times shares are needed`,
        );
      }
      const tau = tf.tile(tf.tensor1d([...shares]), [width / shares.length]);
      const error = tf.sub(targets, outputs);
      return tf.mean(tf.maximum(tf.mul(tau, error), tf.mul(tf.sub(tau, 1), error)), -1);
    });
}
