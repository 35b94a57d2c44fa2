import * as tf from '@tensorflow/tfjs';
import type {Series} from '../data';
import {lastSteps} from './parts/last-steps';

/** How far sequences are apart after a layer. */
export interface LayerSpread {
  /** Class of the layer, such as 'LSTM' or 'Add'. */
  layer: string;
  /** Standard deviation over the sequences at the last time step, root mean square over the units. */
  spread: number;
}

/**
 * How much of the difference between sequences is left after each layer of a model, at its present weights.
 *
 * A layer whose outputs hardly differ from sequence to sequence tells the layers above it hardly anything, and a gradient
 * that comes back through it is as small.
 *
 * @param model with one input; layers without numbers of their own, such as the input, do not count
 * @param x [sequences, time steps, features], two sequences or more
 * @returns one entry a layer, from the input to the output
 * @throws RangeError when there are fewer than two sequences
 *
 * Lesson: notebooks/03-gated-cells/3.3. Check: lib/test/models/layer-spreads.test.ts.
 */
export function layerSpreads(model: tf.LayersModel, x: Series): LayerSpread[] {
  if (x.length < 2) throw new RangeError(`layerSpreads needs two sequences or more, got ${x.length}`);
  return tf.tidy(() =>
    lastSteps(model, x).map(({layer, states}) => {
      return {layer, spread: tf.moments(states, 0).variance.mean().sqrt().dataSync()[0]};
    }),
  );
}
