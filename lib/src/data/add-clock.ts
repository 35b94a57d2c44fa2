import {show} from './arguments';
import {Series} from './arrays';

/**
 * Adds the place of each time step as one more feature, 0 at the first step and 1 at the last.
 *
 *     x[i, t] becomes (x[i, t], t / (T - 1)),   t = 0 ... T - 1
 *
 * A network that pools over all steps does not know when it saw something; with a clock in the inputs it can.
 *
 * @param series [series, time steps] or [series, time steps, features], of at least 2 time steps
 * @returns [series, time steps, features + 1]
 * @throws RangeError when there is only one time step
 * @throws TypeError when it is no {@link Series}
 *
 * Source: Liu et al. 2018, arXiv:1807.03247 (CoordConv). Lesson: notebooks/04-convolutions/4.1.
 */
export function addClock(series: Series): Series {
  if (!(series instanceof Series)) throw new TypeError(`addClock: series must be a Series, got ${show(series)}`);
  const {length, timeSteps, features} = series;
  if (timeSteps < 2) throw new RangeError(`addClock: a clock needs at least 2 time steps, got ${timeSteps}`);
  const wide = new Float64Array(length * timeSteps * (features + 1));
  for (let at = 0; at < length * timeSteps; at++) {
    wide.set(series.values.subarray(at * features, (at + 1) * features), at * (features + 1));
    wide[(at + 1) * (features + 1) - 1] = (at % timeSteps) / (timeSteps - 1);
  }
  return new Series(wide, [length, timeSteps, features + 1]);
}
