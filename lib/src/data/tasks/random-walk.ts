import {checkOptions, checkSeed, checkWhole} from '../arguments';
import {random} from '../random';
import type {SeriesOptions} from './series';

/**
 * A random walk: each value is the one before it and a normal step drawn anew.
 *
 *     s_t = s_(t-1) + ε_t,   s_(-1) = 0
 *
 * Nobody can forecast it better than by its last value, so whatever seems to do so has seen the future.
 *
 * @param steps time steps
 * @param options see {@link SeriesOptions}
 * @returns [steps]
 * @throws RangeError when the steps or the seed are no whole number
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function generateRandomWalk(steps: number, options: SeriesOptions = {}): Float64Array {
  checkOptions('generateRandomWalk', options, ['seed']);
  checkSeed('generateRandomWalk: seed', options.seed);
  checkWhole('generateRandomWalk: steps', steps);
  const {normal} = random(options.seed ?? 42);
  let level = 0;
  return Float64Array.from({length: steps}, () => {
    level += normal();
    return level;
  });
}
