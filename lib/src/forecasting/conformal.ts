import {type Numbers, Targets} from '../data';
import {checkNoNaN, checkOptions, checkShare} from '../data/arguments';
import {asRows, type Rows} from './predictor';

/** Intervals around forecasts. */
export interface Intervals {
  /** [examples, horizon] lower ends. */
  lower: Targets;
  /** [examples, horizon] upper ends. */
  upper: Targets;
}

/** Options of {@link conformal}. */
export interface ConformalOptions {
  /** Share of future truths that the intervals shall hold, between 0 and 1; defaults to 0.9. */
  coverage?: number;
}

/** Intervals of fixed width, calibrated on known errors. */
export interface Conformal {
  /** [horizon] half the width of the intervals, by step. */
  radius: number[];
  /** Examples that it was calibrated on. */
  count: number;
  /** Intervals around other forecasts, [examples, horizon]. */
  around(yPred: Numbers): Intervals;
}

/** Truth and forecasts, both [examples, horizon]. */
export function readForecasts(yTrue: Numbers, yPred: Numbers, what: string): [Rows & {rows: number}, Rows] {
  const [truth, prediction] = [asRows(yTrue, `${what}: yTrue`), asRows(yPred, `${what}: yPred`)];
  if (truth.rows !== prediction.rows || truth.width !== prediction.width) {
    throw new RangeError(
      `${what}: yTrue is [${truth.rows}, ${truth.width}] but yPred [${prediction.rows}, ${prediction.width}]`,
    );
  }
  checkNoNaN(`${what}: yTrue`, truth.values);
  checkNoNaN(`${what}: yPred`, prediction.values);
  return [truth, prediction];
}

// Rounding must not turn 10 · 0.9 into 9.000000000000002 and then 10.
const SLACK = 1e-9;

/** Fewest errors from which an interval of this coverage can be made. */
export function fewestErrors(coverage: number): number {
  return Math.max(1, Math.ceil((coverage - SLACK) / (1 - coverage)));
}

/** Which of `count` sorted errors bounds a further one with probability `coverage`, counted from 1. */
function rank(count: number, coverage: number): number {
  return Math.ceil((count + 1) * coverage - SLACK);
}

/** The radius that holds a further error with probability `coverage`; Infinity when there are too few errors. */
export function radiusOf(sortedErrors: ArrayLike<number>, coverage: number): number {
  const place = rank(sortedErrors.length, coverage);
  if (place < 1) return 0;
  return place > sortedErrors.length ? Number.POSITIVE_INFINITY : sortedErrors[place - 1];
}

/**
 * Split conformal intervals: as wide as the errors of a calibration set ask for, whatever made the forecasts.
 *
 *     radius_k = the ⌈(n + 1) coverage⌉-th smallest of |y - ŷ| at step k        interval = ŷ ± radius_k
 *
 * Where calibration and test errors are exchangeable (drawn alike, in any order), a future truth lies inside with at
 * least that probability, for any model and any n. A series that changes breaks this: see {@link rollingConformal}.
 *
 * @param yTrue [examples, horizon] of a calibration set, on which nothing was trained or chosen
 * @param yPred the same shape
 * @param options see {@link ConformalOptions}
 * @returns see {@link Conformal}; measure on the test set with `metrics.coverage`
 * @throws RangeError when shapes differ, the examples are too few for the coverage, or it does not lie in (0, 1)
 *
 * Source: Vovk, Gammerman and Shafer 2005; Lei et al. 2018, arXiv:1604.04173. Lesson: notebooks/02-forecasting/2.4.
 */
export function conformal(yTrue: Numbers, yPred: Numbers, options: ConformalOptions = {}): Conformal {
  checkOptions('conformal', options, ['coverage']);
  const {coverage = 0.9} = options;
  checkShare('conformal: coverage', coverage);
  const [truth, {values}] = readForecasts(yTrue, yPred, 'conformal');
  const {rows, width} = truth;
  const fewest = fewestErrors(coverage);
  if (rows < fewest) {
    throw new RangeError(`conformal: coverage ${coverage} needs at least ${fewest} calibration examples, got ${rows}`);
  }
  const radius = Array.from({length: width}, (_, k) => {
    const errors = Float64Array.from({length: rows}, (_value, i) =>
      Math.abs(values[i * width + k] - truth.values[i * width + k]),
    );
    return radiusOf(errors.sort(), coverage);
  });
  const around = (forecasts: Numbers): Intervals => {
    const other = asRows(forecasts, 'conformal: yPred');
    if (other.width !== width) {
      throw new RangeError(`conformal: calibrated for ${width} steps ahead, but yPred has ${other.width}`);
    }
    const shape = [other.rows, width];
    return {
      lower: new Targets(
        other.values.map((value, i) => value - radius[i % width]),
        shape,
      ),
      upper: new Targets(
        other.values.map((value, i) => value + radius[i % width]),
        shape,
      ),
    };
  };
  return {radius, count: rows, around};
}
