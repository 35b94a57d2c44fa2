import * as tf from '@tensorflow/tfjs';
import {seededDropout} from './dropout';

/** Masks of a call of the layer, which throws them away before the next: one for all its steps. */
interface Masks {
  dropout: number;
  recurrentDropout: number;
  dropoutMask: tf.Tensor[] | null;
  recurrentDropoutMask: tf.Tensor[] | null;
}

const makeMask = (like: tf.Tensor, rate: number) =>
  rate > 0 ? [tf.keep(seededDropout(tf.onesLike(like), rate))] : null;

/** Input and state of one step as the products of a cell on tfjs' own operations see them: masked while training. */
export function dropped(cell: object, X: tf.Tensor2D, H: tf.Tensor2D, training = false): [tf.Tensor2D, tf.Tensor2D] {
  if (!training) return [X, H];
  const masks = cell as Masks;
  masks.dropoutMask ??= makeMask(X, masks.dropout);
  masks.recurrentDropoutMask ??= makeMask(H, masks.recurrentDropout);
  return [
    masks.dropoutMask ? X.mul(masks.dropoutMask[0]) : X,
    masks.recurrentDropoutMask ? H.mul(masks.recurrentDropoutMask[0]) : H,
  ];
}

/** Layer normalisation of rows, γ ⊙ (v - mean) / √(variance + 10⁻³) + β, on tfjs' own operations. */
export function normRows(values: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor): tf.Tensor {
  const {mean, variance} = tf.moments(values, -1, true);
  return values.sub(mean).div(variance.add(1e-3).sqrt()).mul(gamma).add(beta);
}
