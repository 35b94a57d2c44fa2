import {asNdArray, type Numbers, Series, Targets} from '../data';
import {checkAbove0, checkOptions} from '../data/arguments';
import {leastSquares} from './least-squares';

/** Options of {@link trendSlope}. */
export interface TrendSlopeOptions {
  /** Seasons fitted beside the line, each by its period in time steps; defaults to none. */
  periods?: number[];
}

/**
 * The slope of the straight line through a series, by least squares: its mean change a step.
 *
 *     x_t ≈ a + b t + Σ_p (c_p sin(2π t / p) + d_p cos(2π t / p)),   the slope is b
 *
 * Without their sines and cosines, seasons bend the line: a sine that begins with its upper half leans it downwards.
 *
 * @param values [time steps]
 * @param options see {@link TrendSlopeOptions}
 * @returns b, in units of the values a step
 * @throws RangeError when there are too few values, or a period is not above 0
 *
 * Lesson: notebooks/01-foundations/1.1.
 */
export function trendSlope(values: Numbers, options: TrendSlopeOptions = {}): number {
  checkOptions('trendSlope', options, ['periods']);
  const {periods = []} = options;
  for (const period of periods) checkAbove0('trendSlope: period', period);
  const series = asNdArray(values, 'trendSlope: values').values;
  const inputs = 1 + 2 * periods.length;
  if (series.length < inputs + 1) {
    throw new RangeError(`trendSlope: ${inputs + 1} numbers are fitted, but there are ${series.length} values`);
  }
  const rows = Array.from(series, (_, t) => {
    const seasons = periods.flatMap((period) => {
      const angle = (2 * Math.PI * t) / period;
      return [Math.sin(angle), Math.cos(angle)];
    });
    return [t, ...seasons];
  });
  return leastSquares(new Series(rows.flat(), [series.length, inputs]), new Targets(series, [series.length, 1]))
    .weights[0];
}
