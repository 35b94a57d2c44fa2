import type {Numbers} from '../data';
import {sameShape} from './same-shape';

/**
 * Mean squared error over some of the values.
 *
 * @param yTrue [examples, time steps]
 * @param yPred the same shape
 * @param where which values count: the true value and its time step, counted from 0
 * @returns the mean over them, in squared units
 * @throws RangeError naming both shapes when they differ, or when no value counts
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function mseWhere(yTrue: Numbers, yPred: Numbers, where: (value: number, step: number) => boolean): number {
  const [truth, prediction] = sameShape(yTrue, yPred, 'mseWhere');
  const steps = truth.shape[truth.shape.length - 1];
  let [sum, count] = [0, 0];
  truth.values.forEach((value, i) => {
    if (!where(value, i % steps)) return;
    sum += (prediction.values[i] - value) ** 2;
    count += 1;
  });
  if (count === 0) throw new RangeError('mseWhere: the condition holds for no value');
  return sum / count;
}
