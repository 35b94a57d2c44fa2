import * as tf from '@tensorflow/tfjs';

/**
 * Class numbers of each step, [batch, steps], from targets in that form, in [batch, steps, 1], or one-hot, [batch, steps,
 * classes], where a row of zeros is no class: -1. (TensorFlow.js' `model.fit` takes targets only in the shape of the
 * outputs.)
 *
 * @throws RangeError for another shape
 */
export function classNumbers(loss: string, targets: tf.Tensor, classes: number): tf.Tensor2D {
  const {rank, shape} = targets;
  if (rank === 2) return targets as tf.Tensor2D;
  if (rank === 3 && shape[2] === classes) {
    return tf.tidy(() => tf.where(targets.max(2).greater(0), targets.argMax(2).toFloat(), -1)) as tf.Tensor2D;
  }
  if (rank === 3 && shape[2] === 1) return targets.reshape([shape[0], shape[1] as number]);
  throw new RangeError(
    `${loss}: targets must be class numbers, [batch, steps], or one-hot, [batch, steps, ${classes}], got [${shape}]`,
  );
}
