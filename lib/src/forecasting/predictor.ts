import * as tf from '@tensorflow/tfjs';
import {asNdArray, type NdArray, type Numbers, Series} from '../data';
import {show} from '../data/arguments';
import {predict} from '../training';

/** A rule that forecasts: [examples, lookback, features] in, [examples, outputs] out. */
export type ForecastRule = (x: Series) => Numbers;

/** Whatever can forecast: a trained network, a baseline or linear model of `models`, or a rule of your own. */
export type Predictor = tf.LayersModel | {predict(x: Series): Numbers} | ForecastRule;

/** Forecasts of many examples: [rows, width] row-major. */
export interface Rows {
  values: Float64Array;
  width: number;
}

/** Windows as a {@link Series}: [examples, lookback] or [examples, lookback, features]. */
export function asSeries(x: Numbers, name: string): Series {
  const series = x instanceof Series ? x : undefined;
  if (series) {
    if (series.values.length === 0) throw new RangeError(`${name} is empty, its shape is [${series.shape.join(', ')}]`);
    return series;
  }
  const {values, shape} = asNdArray(x, name);
  if ((shape.length !== 2 && shape.length !== 3) || values.length === 0) {
    throw new RangeError(
      `${name} must be [examples, time steps] or [examples, time steps, features] with values, got [${shape.join(', ')}]`,
    );
  }
  return new Series(values, shape);
}

/** Forecasts that must be [examples, horizon]; one number an example needs no second axis. */
export function asRows(forecasts: Numbers, name: string): Rows & {rows: number} {
  const {values, shape} = asNdArray(forecasts, name);
  if (shape.length > 2 || values.length === 0) {
    throw new RangeError(`${name} must be [examples, horizon] with values, got [${shape.join(', ')}]`);
  }
  return {values, rows: shape[0], width: shape[1] ?? 1};
}

/** What the predictor gives for the windows, shape and all. */
export function runPredictor(predictor: Predictor, x: Series, where: string): NdArray {
  if (predictor instanceof tf.LayersModel) return predict(predictor, x);
  if (typeof predictor !== 'function' && typeof predictor?.predict !== 'function') {
    throw new TypeError(
      `${where}: predictor must be a network, something with predict(x), or a function, got ${show(predictor)}`,
    );
  }
  let forecast: NdArray | undefined;
  // Tensors that a rule makes on its way, and the one it gives, are freed; what it held before stays.
  tf.tidy(() => {
    forecast = asNdArray(typeof predictor === 'function' ? predictor(x) : predictor.predict(x), `${where}: forecast`);
  });
  return forecast as unknown as NdArray;
}

/**
 * Rows out of what a predictor gave: [examples], [examples, outputs], or [examples, time steps, outputs], of which the
 * last step counts.
 */
export function lastStep({values, shape}: NdArray, examples: number, where: string): Rows {
  if (shape.length < 1 || shape.length > 3 || shape[0] !== examples || values.length === 0) {
    throw new RangeError(
      `${where}: the predictor must give [${examples}, outputs] or [${examples}, time steps, outputs], got [${shape.join(', ')}]`,
    );
  }
  if (shape.length === 1) return {values, width: 1};
  if (shape.length === 2) return {values, width: shape[1]};
  const [, steps, width] = shape;
  const last = new Float64Array(examples * width);
  for (let i = 0; i < examples; i++) {
    last.set(values.subarray(((i + 1) * steps - 1) * width, (i + 1) * steps * width), i * width);
  }
  return {values: last, width};
}
