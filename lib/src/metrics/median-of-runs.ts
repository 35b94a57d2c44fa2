import {asNdArray, type Numbers} from '../data';
import {median} from './quantile';

/**
 * Median over repeated runs, place by place: of lists, such as norms by time step, the list of medians.
 *
 * @param runs [runs, places]
 * @returns [places]
 * @throws RangeError when there are no runs, or they differ in length
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function medianOfRuns(runs: Numbers): number[] {
  const {values, shape} = asNdArray(runs, 'medianOfRuns: runs');
  if (shape.length !== 2 || values.length === 0) {
    throw new RangeError(`medianOfRuns: runs must be [runs, places], got shape [${shape.join(', ')}]`);
  }
  const [count, places] = shape;
  const at = (place: number) => Array.from({length: count}, (_, run) => values[run * places + place]);
  return Array.from({length: places}, (_, place) => median(at(place)));
}
