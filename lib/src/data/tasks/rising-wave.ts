import {checkFinite, checkNotBelow0, checkOptions, checkSeed, checkWhole} from '../arguments';
import {random} from '../random';
import {sine} from '../sine';
import type {SeriesOptions} from './series';

/** Options of {@link generateRisingWave}. */
export interface RisingWaveOptions extends SeriesOptions {
  /** What the level gains a step; defaults to 0.006. */
  rise?: number;
  /** Standard deviation of the noise; defaults to 0.4. */
  noise?: number;
}

/**
 * One long series: a wave of 25 steps on a level that rises slowly, with noise.
 *
 *     x_t = 10 + 2 sin(2π t / 25) + rise · t + noise · e_t
 *
 * e is normal noise. The last steps reach levels that the first ones do not know: what a scaler must not be told.
 *
 * @param steps time steps
 * @param options see {@link RisingWaveOptions}
 * @returns [steps]
 * @throws RangeError when the steps or the seed are no whole number, or another number is not finite
 *
 * Lesson: notebooks/01-foundations/1.2. Check: equal bit for bit to its numpy twin (ci/peers/preparing-sequences.py).
 */
export function generateRisingWave(steps: number, options: RisingWaveOptions = {}): Float64Array {
  checkOptions('generateRisingWave', options, ['seed', 'rise', 'noise']);
  checkSeed('generateRisingWave: seed', options.seed);
  const {seed = 42, rise = 0.006, noise = 0.4} = options;
  checkWhole('generateRisingWave: steps', steps);
  checkFinite('generateRisingWave: rise', rise);
  checkNotBelow0('generateRisingWave: noise', noise);
  const {normal} = random(seed);
  return Float64Array.from({length: steps}, (_, t) => {
    return 10 + 2 * sine((2 * Math.PI * t) / 25) + rise * t + normal(0, noise);
  });
}
