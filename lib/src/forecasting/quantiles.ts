import {asNdArray, type Numbers, Targets} from '../data';
import {checkList, checkWhole} from '../data/arguments';

/**
 * Targets for a network whose outputs are quantiles: each truth once a share, step by step.
 *
 *     (y_1, y_2) becomes (y_1, y_1, y_1, y_2, y_2, y_2) for three shares
 *
 * @param y [examples, horizon] what is to be forecast
 * @param shares how many quantiles there are at each step
 * @returns [examples, horizon * shares], for `training.pinballLoss`
 * @throws RangeError when y has another form, or shares is no whole number >= 1
 *
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function quantileTargets(y: Numbers, shares: number): Targets {
  checkWhole('quantileTargets: shares', shares);
  const {values, shape} = asNdArray(y, 'quantileTargets: y');
  if (shape.length !== 2) {
    throw new RangeError(`quantileTargets: y must be [examples, horizon], got [${shape.join(', ')}]`);
  }
  const repeated = Float64Array.from({length: values.length * shares}, (_, at) => values[Math.floor(at / shares)]);
  return new Targets(repeated, [shape[0], shape[1] * shares]);
}

/**
 * The quantiles out of a network's outputs, one array a share, in rising order.
 *
 * A network may let quantiles cross, so that the lower end lies above the upper one: at each step they are sorted, which
 * never raises the pinball loss.
 *
 * @param outputs [examples, horizon * shares], ordered step by step, at each step one a share
 * @param shares τ of each quantile, in rising order
 * @returns [examples, horizon] for each share
 * @throws RangeError when the outputs are no multiple of the shares, or the shares do not rise
 *
 * Source: Chernozhukov, Fernández-Val and Galichon 2010, doi:10.3982/ECTA7880 (sorting).
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function quantilesOf(outputs: Numbers, shares: readonly number[]): Targets[] {
  checkList('quantilesOf: shares', shares);
  if (shares.some((share, i) => i > 0 && !(share > shares[i - 1]))) {
    throw new RangeError(`quantilesOf: shares must rise, got [${shares.join(', ')}]`);
  }
  const {values, shape} = asNdArray(outputs, 'quantilesOf: outputs');
  const count = shares.length;
  if (shape.length !== 2 || shape[1] % count !== 0 || values.length === 0) {
    throw new RangeError(
      `quantilesOf: outputs must be [examples, horizon * ${count}] with values, got [${shape.join(', ')}]`,
    );
  }
  const steps = values.length / count;
  const parts = shares.map(() => new Float64Array(steps));
  for (let at = 0; at < steps; at++) {
    const sorted = Float64Array.from(values.subarray(at * count, (at + 1) * count)).sort();
    sorted.forEach((value, j) => {
      parts[j][at] = value;
    });
  }
  return parts.map((part) => new Targets(part, [shape[0], shape[1] / count]));
}
