import * as tf from '@tensorflow/tfjs';
import {checkFinite, checkOneOf, checkOptions, checkSeed, checkWhole} from '../data/arguments';

/** Weights of one simple recurrent layer as lists of numbers, for loops that a reader writes. */
export interface StepWeights {
  /** W_xh, [features, units] */
  Wxh: number[][];
  /** W_hh, [units, units] */
  Whh: number[][];
  /** b_h, [units] */
  bh: number[];
}

/** Options of {@link startWeights}. */
export interface StartWeightsOptions {
  /** Fixes all random numbers; defaults to 42. */
  seed?: number;
  /** Multiplies W_hh; defaults to 1. */
  scale?: number;
  /**
   * How W_hh is drawn, before it is multiplied by the scale; defaults to 'orthogonal'. 'glorotUniform' is uniform on
   * ±√(3 / units), 'uniform' on ±1 / √units (the default of PyTorch); {normal} gives the standard deviation.
   */
  recurrent?: 'orthogonal' | 'identity' | 'glorotUniform' | 'uniform' | {normal: number};
}

/** The start of W_hh as tfjs' initializer. */
function recurrentStart(
  recurrent: NonNullable<StartWeightsOptions['recurrent']>,
  units: number,
  scale: number,
  seed: number,
) {
  if (typeof recurrent === 'object') {
    checkOptions('startWeights: recurrent', recurrent, ['normal']);
    checkFinite('startWeights: recurrent.normal', recurrent.normal);
    return tf.initializers.randomNormal({stddev: scale * recurrent.normal, seed});
  }
  checkOneOf('startWeights: recurrent', recurrent, ['orthogonal', 'identity', 'glorotUniform', 'uniform']);
  if (recurrent === 'identity') return tf.initializers.identity({gain: scale});
  if (recurrent === 'orthogonal') return tf.initializers.orthogonal({gain: scale, seed});
  const width = scale * Math.sqrt((recurrent === 'uniform' ? 1 : 3) / units);
  return tf.initializers.randomUniform({minval: -width, maxval: width, seed});
}

/**
 * The weights of a simple recurrent layer before training, as `layers.simpleRNN` draws them.
 *
 *     W_xh uniform on ±√(6 / (features + units)),   W_hh orthogonal (unless said) times the scale,   b_h = 0
 *
 * @param features width of the input
 * @param units width of the state
 * @param options see {@link StartWeightsOptions}
 * @returns see {@link StepWeights}; numbers of float32, so a layer holds exactly these
 * @throws RangeError when features or units is no whole number above 0, the scale not finite or the start unknown
 *
 * Source: Glorot and Bengio 2010 (W_xh); Saxe et al. 2013, arXiv:1312.6120 (orthogonal W_hh); Le et al. 2015,
 * arXiv:1504.00941 (identity). Lesson: notebooks/01-foundations/1.3 and 1.5.
 */
export function startWeights(features: number, units: number, options: StartWeightsOptions = {}): StepWeights {
  checkOptions('startWeights', options, ['seed', 'scale', 'recurrent']);
  const {seed = 42, scale = 1, recurrent = 'orthogonal'} = options;
  checkWhole('startWeights: features', features);
  checkWhole('startWeights: units', units);
  checkFinite('startWeights: scale', scale);
  checkSeed('startWeights: seed', seed);
  const draw = (initializer: {apply(shape: number[]): tf.Tensor}, rows: number): number[][] =>
    tf.tidy(() => initializer.apply([rows, units]).arraySync() as number[][]);
  // Two seeds a network: with one, the first numbers of both matrices would be the same.
  const Wxh = draw(tf.initializers.glorotUniform({seed: 2 * seed}), features);
  const start = recurrentStart(recurrent, units, scale, 2 * seed + 1);
  return {Wxh, Whh: draw(start, units), bh: Array<number>(units).fill(0)};
}
