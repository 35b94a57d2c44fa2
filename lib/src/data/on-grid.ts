import {checkAbove0, checkList, checkOneOf, checkOptions, checkWhole, show} from './arguments';

/** Options of {@link onGrid}. */
export interface GridOptions {
  /** Time from one grid step to the next, in the unit of the times. */
  step: number;
  /** Number of grid steps. */
  steps: number;
  /** Time at which the first grid step begins; defaults to 0. */
  start?: number;
  /** What stands where nothing was measured: the last value ('last', 0 before the first one) or 0; defaults to 'last'. */
  fill?: 'last' | 'zero';
}

/** Measurements at any times, brought to equal steps. */
export interface Gridded {
  /** [steps] the mean of what was measured in the step, else what `fill` says. */
  values: Float64Array;
  /** [steps] 1 where something was measured, else 0. */
  mask: Float64Array;
  /** [steps] grid steps since the last measurement, 0 where there is one; before the first, steps since the start. */
  since: Float64Array;
}

/**
 * Puts measurements at unequal times on a grid of equal steps, with a mask and the time since the last one.
 *
 *     step k holds what was measured at  start + k step <= time < start + (k + 1) step
 *
 * @param times when each value was measured, not falling
 * @param values one measurement a time
 * @param options see {@link GridOptions}
 * @returns three numbers a step: value, mask and time since the last measurement
 * @throws RangeError when lengths differ, times fall, a number is not finite, or a time lies outside the grid
 *
 * Source: Lipton, Kale and Wetzel 2016 (mask), Che et al. 2018 (time since the last value).
 * Lesson: notebooks/01-foundations/1.2.
 */
export function onGrid(times: ArrayLike<number>, values: ArrayLike<number>, options: GridOptions): Gridded {
  checkOptions('onGrid', options, ['step', 'steps', 'start', 'fill']);
  const {step, steps, start = 0, fill = 'last'} = options;
  checkList('onGrid: times', times);
  checkList('onGrid: values', values);
  checkAbove0('onGrid: step', step);
  checkWhole('onGrid: steps', steps);
  checkOneOf('onGrid: fill', fill, ['last', 'zero']);
  if (!Number.isFinite(start)) throw new RangeError(`onGrid: start must be a finite number, got ${show(start)}`);
  if (times.length !== values.length) {
    throw new RangeError(`onGrid: ${times.length} times need as many values, got ${values.length}`);
  }
  const [sums, counts] = [new Float64Array(steps), new Float64Array(steps)];
  for (let i = 0; i < times.length; i++) {
    for (const [name, list] of Object.entries({times, values})) {
      if (!Number.isFinite(list[i])) throw new RangeError(`onGrid: ${name}[${i}] must be finite, got ${show(list[i])}`);
    }
    if (i > 0 && times[i] < times[i - 1]) {
      throw new RangeError(`onGrid: times must not fall, but times[${i}] is ${times[i]} after ${times[i - 1]}`);
    }
    const place = Math.floor((times[i] - start) / step);
    if (place < 0 || place >= steps) {
      throw new RangeError(
        `onGrid: times[${i}] is ${times[i]}, outside of the ${steps} steps from ${start} to ${start + steps * step}`,
      );
    }
    sums[place] += values[i];
    counts[place]++;
  }
  return fillGaps(sums, counts, fill);
}

function fillGaps(sums: Float64Array, counts: Float64Array, fill: 'last' | 'zero'): Gridded {
  const since = new Float64Array(sums.length);
  let [last, passed] = [0, 0];
  const filled = sums.map((sum, k) => {
    passed++;
    if (counts[k] > 0) {
      last = sum / counts[k];
      passed = 0;
    }
    since[k] = passed;
    return counts[k] > 0 || fill === 'last' ? last : 0;
  });
  return {values: filled, mask: counts.map((count) => (count > 0 ? 1 : 0)), since};
}
