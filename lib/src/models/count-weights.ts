import type * as tf from '@tensorflow/tfjs';
import {checkWhole} from '../data/arguments';

/**
 * How many weights a layer has for an input of so many features; it is built if it is not yet.
 *
 * @param layer one that reads sequences
 * @param features numbers at each time step
 * @returns numbers in all of its weights
 * @throws RangeError when features is no whole number above 0
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function countWeights(layer: tf.layers.Layer, features: number): number {
  checkWhole('countWeights: features', features);
  if (!layer.built) layer.build([null, null, features]);
  return layer.countParams();
}
