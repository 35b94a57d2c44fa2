import {checkAbove0, checkList} from '../data/arguments';

/** A series of which each value follows from the two before it, with noise. */
export interface TwoStepProcess {
  /** Weights of s_(t-1) and s_(t-2). */
  coefficients: readonly [number, number];
  /** Standard deviation of the noise. */
  deviation: number;
}

/**
 * The best forecasts of a series with gaps, by someone who knows how it came about: a Kalman filter.
 *
 *     s_t = a s_(t-1) + b s_(t-2) + ε_t        forecast_t = E[s_t | what was measured before t]
 *
 * It carries along the expected s_t and s_(t-1) with their variances. A measurement is exact; it also corrects the value
 * before it where that was lost. No forecaster that has only the measurements has a smaller expected squared error.
 *
 * @param series [steps] values; those that were not measured are not looked at
 * @param mask [steps] 1 where the value was measured, else 0
 * @param process see {@link TwoStepProcess}
 * @returns [steps] forecast of each step from those before it; it begins knowing nothing but a mean of 0 and variance 1
 * @throws RangeError when the lengths differ, or the deviation is not above 0
 *
 * Source: Kalman 1960, doi:10.1115/1.3662552. Lesson: notebooks/01-foundations/1.2.
 */
export function filterGaps(
  series: ArrayLike<number>,
  mask: ArrayLike<number>,
  {coefficients: [a, b], deviation}: TwoStepProcess,
): Float64Array {
  checkList('filterGaps: series', series);
  checkList('filterGaps: mask', mask);
  checkAbove0('filterGaps: deviation', deviation);
  if (series.length !== mask.length) {
    throw new RangeError(`filterGaps: ${series.length} values need as many numbers of the mask, got ${mask.length}`);
  }
  let [now, before, v, c, w] = [0, 0, 1, 0, 1]; // expected s_t and s_(t-1); variance, covariance, variance
  return Float64Array.from({length: series.length}, (_, t) => {
    [v, c, w] = [a * a * v + 2 * a * b * c + b * b * w + deviation ** 2, a * v + b * c, v];
    [now, before] = [a * now + b * before, now];
    const forecast = now;
    if (mask[t]) {
      [now, before] = [series[t], before + (c / v) * (series[t] - now)];
      [v, c, w] = [0, 0, w - (c * c) / v];
    }
    return forecast;
  });
}
