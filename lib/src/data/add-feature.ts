import {checkList, checkOptions, show} from './arguments';
import {Series} from './arrays';
import type {Windows} from './windows';

/** Options of {@link addFeature}. */
export interface AddFeatureOptions {
  /** Steps by which the feature runs ahead: 1 tells at each step what holds at the next one; defaults to 0. */
  ahead?: number;
}

/**
 * Adds one number to each time step of windows, such as a calendar that is known in advance.
 *
 *     x[i, t] becomes (x[i, t], values[start_i + t + ahead])
 *
 * @param windows cut from one series, see {@link windows}
 * @param values one number a step of that series
 * @param options see {@link AddFeatureOptions}
 * @returns windows with one feature more; y and starts stay
 * @throws RangeError when a window needs a value that is not there
 *
 * Lesson: notebooks/02-forecasting/2.1.
 */
export function addFeature(windows: Windows, values: ArrayLike<number>, options: AddFeatureOptions = {}): Windows {
  checkOptions('addFeature', options, ['ahead']);
  const {ahead = 0} = options;
  checkList('addFeature: values', values);
  const {x, y, starts} = windows;
  if (!Number.isInteger(ahead)) throw new RangeError(`addFeature: ahead must be a whole number, got ${show(ahead)}`);
  const [steps, features] = [x.timeSteps, x.features];
  const wide = new Float64Array(x.length * steps * (features + 1));
  starts.forEach((start, i) => {
    for (let t = 0; t < steps; t++) {
      const [from, to, place] = [(i * steps + t) * features, (i * steps + t) * (features + 1), start + t + ahead];
      if (place < 0 || place >= values.length) {
        throw new RangeError(
          `addFeature: ahead ${ahead}: window ${i} needs value ${place}, but there are ${values.length} values`,
        );
      }
      wide.set(x.values.subarray(from, from + features), to);
      wide[to + features] = values[place];
    }
  });
  return {x: new Series(wide, [x.length, steps, features + 1]), y, starts};
}
