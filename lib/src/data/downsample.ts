import {checkList, checkOneOf, checkWhole} from './arguments';

/**
 * Makes a long series short: one value for each run of `factor` steps.
 *
 *     'every'  y_k = x_(k factor)              'mean'  y_k = the mean of x_(k factor) ... x_((k + 1) factor - 1)
 *
 * Taking every one invents slow waves where a fast one lies between the samples (aliasing); means lose the fast wave.
 *
 * @param series values in time order
 * @param factor steps that become one
 * @param keep 'every' or 'mean'
 * @returns [series / factor] of the runs that are complete
 * @throws RangeError when the factor is no whole number >= 1, or exceeds the series
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function downsample(series: ArrayLike<number>, factor: number, keep: 'every' | 'mean'): Float64Array {
  checkList('downsample: series', series);
  checkWhole('downsample: factor', factor, 1, series.length);
  checkOneOf('downsample: keep', keep, ['every', 'mean']);
  return Float64Array.from({length: Math.floor(series.length / factor)}, (_, k) => {
    if (keep === 'every') return series[k * factor];
    let sum = 0;
    for (let i = 0; i < factor; i++) sum += series[k * factor + i];
    return sum / factor;
  });
}
