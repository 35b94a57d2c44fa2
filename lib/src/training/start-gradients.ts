import type * as tf from '@tensorflow/tfjs';
import {random} from '../data';
import {checkFunction, checkOptions, checkWhole} from '../data/arguments';
import {type StateGradientNorms, stateGradientNorms} from './state-gradients';

/** Options of {@link startGradients}. */
export interface StartGradientOptions {
  /** How many fresh layers; defaults to 11. */
  networks?: number;
  /** Time steps; defaults to 50. */
  steps?: number;
  /** Numbers at each step; defaults to 1. */
  features?: number;
}

/** What {@link stateGradientNorms} reads. */
export type GradientLayer = Parameters<typeof stateGradientNorms>[0];

/**
 * How far back a gradient reaches at first weights, over several fresh layers, each with normal inputs and a direction of its own.
 *
 * @param build makes a fresh layer
 * @param options see {@link StartGradientOptions}
 * @returns one result of {@link stateGradientNorms} a layer
 * @throws RangeError when a count is no whole number above 0; what {@link stateGradientNorms} throws
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function startGradients(build: () => GradientLayer, options: StartGradientOptions = {}): StateGradientNorms[] {
  checkFunction('startGradients: build', build);
  checkOptions('startGradients', options, ['networks', 'steps', 'features']);
  const {networks = 11, steps = 50, features = 1} = options;
  checkWhole('startGradients: networks', networks);
  checkWhole('startGradients: steps', steps);
  checkWhole('startGradients: features', features);
  return Array.from({length: networks}, (_, seed) => {
    const {normal} = random(seed);
    const sequence = Array.from({length: steps}, () => Array.from({length: features}, () => normal(0, 1)));
    const layer = build();
    const norms = stateGradientNorms(layer, sequence, {seed});
    // A layer that no model uses cannot be disposed of as a whole.
    for (const weight of (layer as tf.layers.Layer).weights) weight.dispose();
    return norms;
  });
}
