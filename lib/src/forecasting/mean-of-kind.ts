import {asNdArray, type Series, Targets} from '../data';
import {checkList, checkWhole} from '../data/arguments';
import type {OriginRule} from './backtest';

/**
 * Predicts each step as the mean of the known steps of its kind, such as the last Mondays for a Monday: a rule that reads
 * the calendar and fits nothing.
 *
 * @param kinds [time steps] the kind of every step of the series, known ahead
 * @param horizon steps to forecast
 * @returns the rule for `backtest`; it averages the first feature, and all steps where a kind does not occur
 * @throws RangeError when used, if a step to forecast lies beyond the kinds
 *
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function meanOfKind(kinds: ArrayLike<number>, horizon: number): OriginRule {
  checkList('meanOfKind: kinds', Array.from(kinds));
  checkWhole('meanOfKind: horizon', horizon);
  return (x: Series, origins) => {
    const {values, shape} = asNdArray(x, 'meanOfKind: x');
    const [steps, features] = [shape[1], shape[2] ?? 1];
    const forecast = origins.flatMap((origin, row) => {
      if (origin + horizon > kinds.length) {
        throw new RangeError(`meanOfKind: ${kinds.length} kinds do not reach ${horizon} steps from origin ${origin}`);
      }
      const known = Array.from({length: steps}, (_, i) => values[(row * steps + i) * features]);
      const mean = (some: number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
      return Array.from({length: horizon}, (_, k) => {
        const alike = known.filter((_one, i) => kinds[origin - steps + i] === kinds[origin + k]);
        return mean(alike.length > 0 ? alike : known);
      });
    });
    return new Targets(forecast, [origins.length, horizon]);
  };
}
