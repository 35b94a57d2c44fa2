import type {Numbers} from '../data';
import {sameShape} from './same-shape';

/**
 * Mean squared error at each time step, over all examples and all that stands at the step.
 *
 * Of seq2seq forecasts, [examples, time steps, horizon], it is the error after so many steps were read; of forecasts
 * [examples, horizon] the error by how far they look ahead.
 *
 * @param yTrue [examples, time steps, ...]
 * @param yPred the same shape
 * @returns [time steps] in squared units
 * @throws RangeError naming both shapes when they differ, or when there is no axis of time steps
 *
 * Lesson: notebooks/02-forecasting/2.2.
 */
export function mseByStep(yTrue: Numbers, yPred: Numbers): number[] {
  const [truth, prediction] = sameShape(yTrue, yPred, 'mseByStep');
  const [examples, steps, ...rest] = truth.shape;
  if (steps === undefined) {
    throw new RangeError(
      `mseByStep: yTrue must be [examples, time steps] or [examples, time steps, outputs], got [${truth.shape.join(', ')}]`,
    );
  }
  const width = rest.reduce((product, size) => product * size, 1);
  const sums = new Array<number>(steps).fill(0);
  truth.values.forEach((value, at) => {
    sums[Math.floor(at / width) % steps] += (prediction.values[at] - value) ** 2;
  });
  return sums.map((sum) => sum / (examples * width));
}
