import {checkList, checkOptions, checkWhole, show} from './arguments';
import {type NdArray, Series, Targets} from './arrays';

/** Inputs and what a model should predict from them. */
export interface Examples {
  /** [examples, lookback] or [examples, lookback, features]. */
  x: Series;
  /** [examples, horizon]. */
  y: Targets;
}

/** Examples cut from one long series. */
export interface Windows extends Examples {
  /** [examples] index of the first input step of each window in the series. */
  starts: number[];
}

/** Sizes of a window. */
export interface WindowOptions {
  /** Time steps that the model sees. */
  lookback: number;
  /** Time steps that it predicts, right after the lookback; defaults to 1. */
  horizon?: number;
  /** Steps from the start of one window to the next; defaults to 1. */
  stride?: number;
}

/**
 * Cuts one long series into overlapping windows: `lookback` steps of input, then `horizon` steps of target.
 *
 *     x_i = s[i stride ... i stride + lookback - 1],   y_i = the next `horizon` values
 *
 * @param series one series, in time order
 * @param options see {@link WindowOptions}
 * @returns windows in time order: only those that are complete
 * @throws RangeError when a size is no whole number >= 1, or the series is shorter than one window
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function windows(series: ArrayLike<number>, options: WindowOptions): Windows {
  checkOptions('windows', options, ['lookback', 'horizon', 'stride']);
  const {lookback, horizon = 1, stride = 1} = options;
  checkList('windows: series', series);
  checkWhole('windows: lookback', lookback);
  checkWhole('windows: horizon', horizon);
  checkWhole('windows: stride', stride);
  const needed = lookback + horizon;
  if (series.length < needed) {
    throw new RangeError(
      `windows: lookback ${lookback} + horizon ${horizon} need ${needed} values, the series has ${series.length}`,
    );
  }
  const count = Math.floor((series.length - needed) / stride) + 1;
  const starts = Array.from({length: count}, (_, i) => i * stride);
  const [x, y] = [new Float64Array(count * lookback), new Float64Array(count * horizon)];
  starts.forEach((start, i) => {
    for (let k = 0; k < lookback; k++) x[i * lookback + k] = series[start + k];
    for (let k = 0; k < horizon; k++) y[i * horizon + k] = series[start + lookback + k];
  });
  return {x: new Series(x, [count, lookback]), y: new Targets(y, [count, horizon]), starts};
}

/**
 * Splits every series into its first `lookback` steps and the `horizon` steps after them.
 *
 * @param series [series, time steps] with at least lookback + horizon steps
 * @param options `stride` has no meaning here
 * @returns x [series, lookback], y [series, horizon]
 * @throws RangeError when the series are too short or have several features
 */
export function inputsAndTargets(series: Series, options: WindowOptions): Examples {
  checkOptions('inputsAndTargets', options, ['lookback', 'horizon']);
  const {lookback, horizon = 1} = options;
  if (!(series instanceof Series))
    throw new TypeError(`inputsAndTargets: series must be a Series, got ${show(series)}`);
  checkWhole('inputsAndTargets: lookback', lookback);
  checkWhole('inputsAndTargets: horizon', horizon);
  if (series.features !== 1)
    throw new RangeError(`inputsAndTargets: series must have one feature, got ${series.features}`);
  if (series.timeSteps < lookback + horizon) {
    throw new RangeError(
      `inputsAndTargets: lookback ${lookback} + horizon ${horizon} exceed the ${series.timeSteps} time steps`,
    );
  }
  const future = series.steps(lookback, lookback + horizon);
  const x = series.steps(0, lookback);
  return {x: new Series(x.values, [x.length, lookback]), y: new Targets(future.values, [series.length, horizon])};
}

/** Sizes of the three sets. */
export interface SplitCounts {
  train: number;
  valid: number;
  test: number;
}

/** The three sets; nothing is fitted on `valid`, nothing is chosen on `test`. */
export interface Split<T> {
  train: T;
  valid: T;
  test: T;
}

function bounds(counts: SplitCounts, length: number, where: string): [number, number][] {
  checkOptions(where, counts, ['train', 'valid', 'test']);
  const {train, valid, test} = counts;
  Object.entries({train, valid, test}).forEach(([name, value]) => {
    checkWhole(`${where}: ${name}`, value);
  });
  const total = train + valid + test;
  if (total > length)
    throw new RangeError(
      `${where}: train ${train} + valid ${valid} + test ${test} = ${total} examples, but there are ${length}`,
    );
  return [
    [0, train],
    [train, train + valid],
    [train + valid, total],
  ];
}

/** Something with rows that can be cut: {@link Series}, {@link Targets}. */
export interface Rows<T> {
  readonly length: number;
  rows(start: number, end?: number): T;
}

/**
 * Cuts rows into training, validation and test set by counts, in the order they stand.
 *
 * @param rows a {@link Series}, {@link Targets}, or a plain list
 * @param counts sizes of the sets, such as {train: 7000, valid: 2000, test: 1000}
 * @returns the three sets
 * @throws RangeError when a count is no whole number >= 1, or there are too few rows
 */
export function split<T extends Rows<T>>(rows: T, counts: SplitCounts): Split<T>;
export function split<T>(rows: readonly T[], counts: SplitCounts): Split<T[]>;
export function split(rows: Rows<unknown> | readonly unknown[], counts: SplitCounts): Split<unknown> {
  if (!Array.isArray(rows) && typeof (rows as Partial<Rows<unknown>> | null)?.rows !== 'function') {
    throw new TypeError(`split: rows must be a list or a Series, got ${show(rows)}`);
  }
  const cut = (start: number, end: number) => ('rows' in rows ? rows.rows(start, end) : rows.slice(start, end));
  const [train, valid, test] = bounds(counts, rows.length, 'split').map(([start, end]) => cut(start, end));
  return {train, valid, test};
}

/** Parts of a series that are kept for validation and test. */
export interface TimeSplitOptions {
  /** Part of the values, 0 to 1; defaults to 0.2. */
  valid?: number;
  /** Part of the values, 0 to 1; defaults to 0.1. */
  test?: number;
}

/**
 * Cuts one series in time order: the past trains, the future validates and tests. It is never shuffled.
 *
 * @param series values in time order
 * @param options see {@link TimeSplitOptions}
 * @returns three runs of the series, copies
 * @throws RangeError when a part lies outside 0 ... 1, or a set would be empty
 */
export function splitInTime(series: ArrayLike<number>, options: TimeSplitOptions = {}): Split<Float64Array> {
  checkOptions('splitInTime', options, ['valid', 'test']);
  checkList('splitInTime: series', series);
  const {valid = 0.2, test = 0.1} = options;
  if (!(valid > 0 && test > 0 && valid + test < 1)) {
    throw new RangeError(
      `splitInTime: valid and test must be > 0 and together < 1, got ${show(valid)} and ${show(test)}`,
    );
  }
  const counts = {valid: Math.round(series.length * valid), test: Math.round(series.length * test), train: 0};
  counts.train = series.length - counts.valid - counts.test;
  const values = Float64Array.from(series);
  const [first, second, third] = bounds(counts, series.length, 'splitInTime').map(([start, end]) =>
    values.slice(start, end),
  );
  return {train: first, valid: second, test: third};
}

/**
 * Examples whose arrays are cut to the same rows; see {@link split}.
 *
 * @param examples inputs and targets of as many rows
 * @param counts see {@link SplitCounts}
 * @returns examples of each part
 */
export function splitExamples(examples: Examples, counts: SplitCounts): Split<Examples> {
  if (examples.x.length !== examples.y.length) {
    throw new RangeError(`splitExamples: x has ${examples.x.length} examples but y has ${examples.y.length}`);
  }
  const [x, y] = [split(examples.x, counts), split(examples.y, counts)];
  return {train: {x: x.train, y: y.train}, valid: {x: x.valid, y: y.valid}, test: {x: x.test, y: y.test}};
}

/**
 * Shape and size of an array in words, for tables.
 *
 * @param array any array of numbers
 * @returns one line
 */
export function shapeText({shape}: NdArray): string {
  return `[${shape.join(', ')}]`;
}
