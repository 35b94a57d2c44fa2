import {asNdArray, type NdArray, type Numbers, random, Series} from '../data';
import {checkList, checkNoNaN, checkOptions, checkSeed, checkWhole, show} from '../data/arguments';
import {sortedQuantile} from '../data/sorted-quantile';
import {type IteratedOptions, roll} from './iterated';
import {asSeries, type Predictor} from './predictor';

/** Options of {@link samplePaths}. */
export interface SamplePathsOptions extends IteratedOptions {
  /** Errors truth - forecast of the one-step model, on data it was not trained on; any shape. */
  residuals: Numbers;
  /** Futures drawn of each example; defaults to 100. */
  paths?: number;
  /** Start of the random numbers, a whole number; defaults to 42. */
  seed?: number;
}

/**
 * Possible futures: iterated forecasts to which errors of the past are added by lot, step by step.
 *
 *     ŷ(t+k) = f(... ŷ(t+k-1)) + e,   e drawn from the residuals
 *
 * What is drawn is fed back, so the spread grows with the horizon as the model makes it grow. The residuals are taken as
 * alike at all times.
 *
 * @param predictor see {@link Predictor}; one step ahead
 * @param x [examples, lookback] or [examples, lookback, features]
 * @param options see {@link SamplePathsOptions}
 * @returns [examples, horizon, paths], for `sampleQuantiles` and `metrics.crpsEnsemble`
 * @throws RangeError when an option is impossible, a shape does not fit, or there are no residuals
 *
 * Source: Hyndman and Athanasopoulos 2021, Forecasting: principles and practice, section 5.5.
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function samplePaths(predictor: Predictor, x: Numbers, options: SamplePathsOptions): NdArray {
  checkOptions('samplePaths', options, ['horizon', 'target', 'known', 'residuals', 'paths', 'seed']);
  const {residuals, paths = 100, seed = 42, known, ...rest} = options;
  checkWhole('samplePaths: paths', paths);
  const errors = asNdArray(residuals, 'samplePaths: residuals').values;
  if (errors.length === 0) throw new RangeError('samplePaths: residuals must not be empty, got []');
  checkNoNaN('samplePaths: residuals', errors);
  checkSeed('samplePaths: seed', seed);
  const {integer} = random(seed);
  const repeated = repeat(asSeries(x, 'samplePaths: x'), paths);
  const {values, shape} = roll(
    predictor,
    repeated,
    {...rest, ...(known === undefined ? {} : {known: repeat(asSeries(known, 'samplePaths: known'), paths)})},
    'samplePaths',
    (value) => value + errors[integer(0, errors.length)],
  );
  const [rows, horizon] = shape;
  const out = new Float64Array(values.length);
  for (let row = 0; row < rows; row++) {
    const [example, path] = [Math.floor(row / paths), row % paths];
    for (let k = 0; k < horizon; k++) out[(example * horizon + k) * paths + path] = values[row * horizon + k];
  }
  return {values: out, shape: [rows / paths, horizon, paths]};
}

/** Every example `times` over, one after the other. */
function repeat(series: Series, times: number): Series {
  const width = series.values.length / series.length;
  const values = new Float64Array(series.values.length * times);
  for (let i = 0; i < series.length * times; i++) {
    const from = Math.floor(i / times) * width;
    values.set(series.values.subarray(from, from + width), i * width);
  }
  return new Series(values, [series.length * times, ...series.shape.slice(1)]);
}

/**
 * Quantiles of samples: the forecast of a distribution in a few numbers.
 *
 * @param samples [..., samples], such as the [examples, horizon, paths] of {@link samplePaths}
 * @param shares shares of the samples that lie below, each from 0 to 1; 0.5 is the median
 * @returns [..., shares] for `metrics.pinball` and `metrics.crpsQuantiles`
 * @throws RangeError when there are no samples or shares, one is NaN, or a share does not lie in [0, 1]
 *
 * Lesson: notebooks/02-forecasting/2.4. Check: agrees with numpy.quantile.
 */
export function sampleQuantiles(samples: Numbers, shares: readonly number[]): NdArray {
  const {values, shape} = asNdArray(samples, 'sampleQuantiles: samples');
  if (values.length === 0)
    throw new RangeError(`sampleQuantiles: samples is empty, its shape is [${shape.join(', ')}]`);
  checkList('sampleQuantiles: shares', shares);
  shares.forEach((share, i) => {
    if (!(typeof share === 'number' && share >= 0 && share <= 1)) {
      throw new RangeError(`sampleQuantiles: shares[${i}] must lie in [0, 1], got ${show(share)}`);
    }
  });
  checkNoNaN('sampleQuantiles: samples', values);
  const count = shape[shape.length - 1];
  const rows = values.length / count;
  const quantiles = new Float64Array(rows * shares.length);
  for (let i = 0; i < rows; i++) {
    const sorted = values.slice(i * count, (i + 1) * count).sort();
    shares.forEach((share, j) => {
      quantiles[i * shares.length + j] = sortedQuantile(sorted, share);
    });
  }
  return {values: quantiles, shape: [...shape.slice(0, -1), shares.length]};
}
