import {Series} from './arrays';
import {random} from './random';

/**
 * A copy in which the elements of each sequence stand in random order: the control that keeps everything but the order.
 *
 * @param sequences lists of elements, or a {@link Series}, of which the time steps are shuffled
 * @param seed a whole number; defaults to 42
 * @returns as many sequences of the same lengths, each with its own elements
 * @throws RangeError when the seed is no whole number
 *
 * Lesson: notebooks/01-foundations/1.1.
 */
export function shuffleEach(sequences: Series, seed?: number): Series;
export function shuffleEach<T>(sequences: readonly (readonly T[])[], seed?: number): T[][];
export function shuffleEach<T>(sequences: Series | readonly (readonly T[])[], seed = 42): Series | T[][] {
  const {shuffle, permutation} = random(seed);
  if (!(sequences instanceof Series)) return sequences.map((sequence) => shuffle(sequence));
  const {timeSteps, features, shape} = sequences;
  const values = new Float64Array(sequences.values.length);
  for (let start = 0; start < values.length; start += timeSteps * features) {
    permutation(timeSteps).forEach((from, to) => {
      const step = start + from * features;
      values.set(sequences.values.subarray(step, step + features), start + to * features);
    });
  }
  return new Series(values, shape);
}
