import type * as tf from '@tensorflow/tfjs';
import type {Series} from '../data';
import {inputSlopes} from './input-slopes';

/**
 * How strongly the output of a network hears each step, counted back from the end.
 *
 *     d = 0, 1, ...:  root mean square of ∂ŷ/∂x at step T - d, over sequences and features, as a share of the largest
 *
 * @param model with one number as output
 * @param x [sequences, time steps] or [sequences, time steps, features]
 * @returns [time steps] the last step first; the largest is 1
 * @throws RangeError when the model gives more than one number, or hears no step at all
 *
 * Lesson: notebooks/03-gated-cells/3.4. Check: the weights of a linear model.
 */
export function slopesByDistance(model: tf.LayersModel, x: Series): number[] {
  const {mean, deviation} = inputSlopes(model, x);
  const [steps, features] = [x.shape[1], x.shape[2] ?? 1];
  // The mean of squares is the square of the mean plus the variance.
  const sizes = Array.from({length: steps}, (_, t) => {
    const own = Array.from({length: features}, (_, k) => t * features + k);
    return Math.hypot(...own.flatMap((at) => [mean[at], deviation[at]])) / Math.sqrt(features);
  });
  const most = Math.max(...sizes);
  if (!(most > 0)) throw new RangeError('slopesByDistance: the output of this model moves with no input');
  return sizes.map((size) => size / most).reverse();
}
