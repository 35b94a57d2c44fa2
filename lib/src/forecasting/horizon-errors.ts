import type {Numbers} from '../data';
import {asRows} from './predictor';

/** Errors by how far ahead a forecast looks; every list has one number a step, ready to be drawn over `steps`. */
export interface HorizonErrors {
  /** 1, 2, ... horizon. */
  steps: number[];
  /** Mean squared error. */
  mse: number[];
  /** Root of the mean squared error. */
  rmse: number[];
  /** Mean absolute error. */
  mae: number[];
  /** Mean of forecast - truth: above 0 the forecasts are too high. */
  bias: number[];
  /** Standard error of the MSE, for error bars; 0 for a single example. */
  standardError: number[];
}

/**
 * Errors step by step: how much worse a forecast gets the farther it looks.
 *
 * @param yTrue [examples, horizon]
 * @param yPred the same shape
 * @returns see {@link HorizonErrors}
 * @throws RangeError when shapes differ or there are no values
 *
 * Lesson: notebooks/02-forecasting/2.2 (MSE by step).
 */
export function errorsByHorizon(yTrue: Numbers, yPred: Numbers): HorizonErrors {
  const [truth, prediction] = [asRows(yTrue, 'errorsByHorizon: yTrue'), asRows(yPred, 'errorsByHorizon: yPred')];
  if (truth.rows !== prediction.rows || truth.width !== prediction.width) {
    throw new RangeError(
      `errorsByHorizon: yTrue is [${truth.rows}, ${truth.width}] but yPred [${prediction.rows}, ${prediction.width}]`,
    );
  }
  const {rows, width} = truth;
  const steps = Array.from({length: width}, (_, k) => k + 1);
  const column = (k: number): number[] =>
    Array.from({length: rows}, (_, i) => prediction.values[i * width + k] - truth.values[i * width + k]);
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const errors = steps.map((step) => column(step - 1));
  const mse = errors.map((list) => mean(list.map((error) => error * error)));
  return {
    steps,
    mse,
    rmse: mse.map(Math.sqrt),
    mae: errors.map((list) => mean(list.map(Math.abs))),
    bias: errors.map(mean),
    standardError: errors.map((list, k) => {
      const squares = list.reduce((sum, error) => sum + (error * error - mse[k]) ** 2, 0);
      return list.length > 1 ? Math.sqrt(squares / (list.length - 1) / list.length) : 0;
    }),
  };
}
