import * as tf from '@tensorflow/tfjs';

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
  /** A random orthogonal matrix, or the identity; defaults to 'orthogonal'. */
  recurrent?: 'orthogonal' | 'identity';
}

/**
 * The weights of a simple recurrent layer before training, as `layers.simpleRNN` draws them.
 *
 *     W_xh uniform on ±√(6 / (features + units)),   W_hh orthogonal times the scale,   b_h = 0
 *
 * @param features width of the input
 * @param units width of the state
 * @param options see {@link StartWeightsOptions}
 * @returns see {@link StepWeights}; numbers of float32, so a layer holds exactly these
 * @throws RangeError when features or units is no whole number above 0, the scale not finite or the start unknown
 *
 * Source: Glorot and Bengio 2010 (W_xh); Saxe et al. 2013, arXiv:1312.6120 (orthogonal W_hh); Le et al. 2015,
 * arXiv:1504.00941 (identity). Lesson: notebooks/01-foundations/1.3.
 */
export function startWeights(features: number, units: number, options: StartWeightsOptions = {}): StepWeights {
  const {seed = 42, scale = 1, recurrent = 'orthogonal'} = options;
  for (const [name, count] of Object.entries({features, units})) {
    if (!Number.isInteger(count) || count < 1)
      throw new RangeError(`${name} must be a whole number above 0, got ${count}`);
  }
  if (!Number.isFinite(scale)) throw new RangeError(`scale must be a finite number, got ${scale}`);
  if (recurrent !== 'orthogonal' && recurrent !== 'identity') {
    throw new RangeError(`recurrent must be 'orthogonal' or 'identity', got '${recurrent}'`);
  }
  const draw = (initializer: {apply(shape: number[]): tf.Tensor}, rows: number): number[][] =>
    tf.tidy(() => initializer.apply([rows, units]).arraySync() as number[][]);
  // Two seeds a network: with one, the first numbers of both matrices would be the same.
  const Wxh = draw(tf.initializers.glorotUniform({seed: 2 * seed}), features);
  const start =
    recurrent === 'identity'
      ? tf.initializers.identity({gain: scale})
      : tf.initializers.orthogonal({gain: scale, seed: 2 * seed + 1});
  return {Wxh, Whh: draw(start, units), bh: Array<number>(units).fill(0)};
}
