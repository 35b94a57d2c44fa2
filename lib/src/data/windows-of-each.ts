import {checkOptions, checkWhole} from './arguments';
import {Series, Targets} from './arrays';
import {type Examples, type WindowOptions, windows} from './windows';

/** Examples cut from several series. */
export interface SeriesWindows extends Examples {
  /** [examples] number of the series that each window comes from. */
  owners: number[];
  /** [examples] index of the first input step of each window in its series. */
  starts: number[];
}

/**
 * Cuts every one of many series into overlapping windows; no window reaches from one series into the next.
 *
 *     a series of T steps gives floor((T - lookback - horizon) / stride) + 1 windows
 *
 * @param series [series, time steps], or a list of series that may differ in length
 * @param options see {@link WindowOptions}
 * @returns the windows of the first series, then those of the second ...
 * @throws RangeError when there is no series, one has several features or is shorter than one window, or a size is no
 * whole number >= 1
 *
 * Lesson: notebooks/01-foundations/1.1.
 */
export function windowsOfEach(series: Series | readonly ArrayLike<number>[], options: WindowOptions): SeriesWindows {
  checkOptions('windowsOfEach', options, ['lookback', 'horizon', 'stride']);
  const {lookback, horizon = 1, stride = 1} = options;
  checkWhole('windowsOfEach: lookback', lookback);
  checkWhole('windowsOfEach: horizon', horizon);
  checkWhole('windowsOfEach: stride', stride);
  if (series instanceof Series && series.features !== 1) {
    throw new RangeError(`windowsOfEach needs one feature, got ${series.features}`);
  }
  const rows =
    series instanceof Series ? Array.from({length: series.length}, (_, i) => series.rows(i, i + 1).values) : series;
  if (rows.length === 0) throw new RangeError('windowsOfEach needs at least one series');
  const counts = rows.map((row, i) => {
    if (row.length < lookback + horizon) {
      throw new RangeError(
        `series ${i}: a window of ${lookback} + ${horizon} steps needs ${lookback + horizon} values, got ${row.length}`,
      );
    }
    return Math.floor((row.length - lookback - horizon) / stride) + 1;
  });
  const count = counts.reduce((sum, one) => sum + one, 0);
  const [x, y] = [new Float64Array(count * lookback), new Float64Array(count * horizon)];
  const [owners, starts]: [number[], number[]] = [[], []];
  // One series at a time: the windows of all of them would stand in memory twice.
  rows.forEach((row, i) => {
    const part = windows(row, options);
    x.set(part.x.values, owners.length * lookback);
    y.set(part.y.values, owners.length * horizon);
    for (const start of part.starts) {
      owners.push(i);
      starts.push(start);
    }
  });
  return {
    x: new Series(x, [count, lookback]),
    y: new Targets(y, [count, horizon]),
    owners,
    starts,
  };
}
