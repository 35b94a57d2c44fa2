import {asNdArray, Series, Targets} from '../data';
import {checkOptions, checkWhole} from '../data/arguments';
import {type Baseline, type HorizonOption, seasonalNaive} from './baselines';

/** Options of {@link seasonalMean}. */
export interface SeasonalMeanOptions extends HorizonOption {
  /** Past seasons that are averaged; defaults to 4. */
  seasons?: number;
}

/**
 * Predicts the mean of the values one, two, ... seasons before: as the seasonal naive forecast, with less noise.
 *
 *     ŷ(t + k) = mean over j = 1 ... seasons of y(t + k - j season),   for k up to one season
 *
 * @param season time steps of a season, such as 7 for days of the week
 * @param options see {@link SeasonalMeanOptions}
 * @returns the baseline; its `predict` takes [series, time steps] and gives [series, horizon]
 * @throws RangeError for an unknown option or a number that is no whole number >= 1; when used, if there are fewer steps
 *
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function seasonalMean(season: number, options: SeasonalMeanOptions = {}): Baseline {
  checkOptions('seasonalMean', options, ['horizon', 'seasons']);
  const {horizon, seasons = 4} = options;
  checkWhole('seasonalMean: season', season);
  checkWhole('seasonalMean: seasons', seasons);
  const rule = seasonalNaive(season, {horizon});
  const name = `mean of ${seasons} seasons of ${season}`;
  return {
    name,
    parameters: 0,
    predict(x) {
      const {values, shape} = asNdArray(x, `${name}: x`);
      const steps = shape[1] ?? 0;
      if (steps < season * seasons)
        throw new RangeError(`${name}: x needs ${season * seasons} time steps, got ${steps}`);
      const series = new Series(values, shape);
      const each = Array.from({length: seasons}, (_, j) => rule.predict(series.steps(0, steps - j * season)));
      const mean = each[0].values.map((_, at) => each.reduce((sum, one) => sum + one.values[at], 0) / seasons);
      return new Targets(mean, each[0].shape);
    },
  };
}
