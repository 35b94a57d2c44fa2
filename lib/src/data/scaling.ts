import {checkFlag, checkList, checkOneOf, checkOptions} from './arguments';
import {type NdArray, Series, Targets} from './arrays';

/** What can be scaled: plain values, {@link Series}, {@link Targets}. */
export type Scalable = ArrayLike<number> | Series | Targets;

/** A scaling that was fitted once and is applied to any set. */
export interface Scaler {
  /** Subtracted first; one number a row for per-series scaling, else one in all. */
  readonly centre: readonly number[];
  /** Divided by then. */
  readonly scale: readonly number[];
  /** Scaled values in the same form as the argument. */
  transform<T extends Scalable>(values: T): T extends NdArray ? T : Float64Array;
  /** Back to the original units. */
  inverse<T extends Scalable>(values: T): T extends NdArray ? T : Float64Array;
}

/** How a scaler is fitted. */
export interface ScalingOptions {
  /** 'standard': mean 0, deviation 1; 'min-max': 0 to 1; defaults to 'standard'. */
  kind?: 'standard' | 'min-max';
  /** One centre and scale a row; defaults to false. */
  perSeries?: boolean;
}

function isNdArray(values: Scalable): values is Series | Targets {
  return values instanceof Series || values instanceof Targets;
}

function fitRun(values: ArrayLike<number>, kind: 'standard' | 'min-max', what: string): [number, number] {
  if (values.length === 0) throw new RangeError(`${what}: train must not be empty, got []`);
  let [low, high, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]))
      throw new RangeError(`${what}: train holds ${values[i]} at place ${i}, not a finite number`);
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
    sum += values[i];
  }
  if (kind === 'min-max') return [low, high > low ? high - low : 1];
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  // A constant series has no spread: dividing by 1 keeps it at 0 instead of NaN.
  return [mean, high > low ? Math.sqrt(squares / values.length) : 1];
}

function apply(values: Scalable, rows: number, change: (value: number, row: number) => number): unknown {
  const flat = isNdArray(values) ? values.values : values;
  const count = isNdArray(values) ? values.length : 1;
  if (rows > 1 && count !== rows) {
    throw new RangeError(`scaler: it was fitted on ${rows} series, one scale each, but got ${count}`);
  }
  const width = flat.length / count;
  const changed = Float64Array.from(flat, (value, i) => change(value, rows > 1 ? Math.floor(i / width) : 0));
  if (values instanceof Series) return new Series(changed, values.shape);
  if (values instanceof Targets) return new Targets(changed, values.shape);
  return changed;
}

/**
 * Fits a scaling on the TRAINING values; apply it to validation and test values with `transform`.
 *
 *     standard: (x - mean) / deviation        min-max: (x - lowest) / (highest - lowest)
 *
 * A scaler that has seen the test set leaks its level into training.
 *
 * @param train values that the model may know
 * @param options see {@link ScalingOptions}; per series, fit on each row's inputs only
 * @returns see {@link Scaler}
 * @throws RangeError when there are no values, or one is not finite
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function fitScaler(train: Scalable, options: ScalingOptions = {}): Scaler {
  checkOptions('fitScaler', options, ['kind', 'perSeries']);
  const {kind = 'standard', perSeries = false} = options;
  checkOneOf('fitScaler: kind', kind, ['standard', 'min-max']);
  checkFlag('fitScaler: perSeries', perSeries);
  if (!isNdArray(train)) checkList('fitScaler: train', train);
  if (perSeries && !isNdArray(train)) throw new TypeError('fitScaler: perSeries true needs a Series, got a plain list');
  const flat = isNdArray(train) ? train.values : train;
  const rows = perSeries && isNdArray(train) ? train.length : 1;
  const width = flat.length / rows;
  const all = Float64Array.from(flat);
  const fits = Array.from({length: rows}, (_, i) =>
    fitRun(all.subarray(i * width, (i + 1) * width), kind, rows > 1 ? `fitScaler: series ${i}` : 'fitScaler'),
  );
  const [centre, scale] = [fits.map(([c]) => c), fits.map(([, s]) => s)];
  return {
    centre,
    scale,
    transform: (values) => apply(values, rows, (value, row) => (value - centre[row]) / scale[row]) as never,
    inverse: (values) => apply(values, rows, (value, row) => value * scale[row] + centre[row]) as never,
  };
}
