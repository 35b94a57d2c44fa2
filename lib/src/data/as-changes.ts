import {show} from './arguments';
import {Series, Targets} from './arrays';
import type {Examples} from './windows';

/**
 * Examples told as changes: each value less the last input of its window, so that the level drops out.
 *
 *     x'_t = x_t - x_last,   y' = y - x_last
 *
 * An error of the change is the error of the value itself: what was taken from the target was known.
 *
 * @param examples windows of one feature, see {@link windows}
 * @returns as many examples of the same shapes; the last input of each is 0
 * @throws RangeError when there are several features, or x and y differ in length
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function asChanges({x, y}: Examples): Examples {
  if (!(x instanceof Series) || x.features !== 1) {
    throw new RangeError(`asChanges: x must be a Series of one feature, got ${x?.features ?? show(x)}`);
  }
  if (x.length !== y.length) throw new RangeError(`asChanges: x has ${x.length} examples but y has ${y.length}`);
  const [steps, horizon] = [x.timeSteps, y.values.length / y.length];
  const last = (example: number) => x.values[(example + 1) * steps - 1];
  return {
    x: new Series(
      x.values.map((value, i) => value - last(Math.floor(i / steps))),
      x.shape,
    ),
    y: new Targets(
      y.values.map((value, i) => value - last(Math.floor(i / horizon))),
      y.shape,
    ),
  };
}
