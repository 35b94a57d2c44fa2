import {checkRegression, drawRegression} from '../../../lib/src/checks/04/closed-form';
import {checkDayErrors, drawErrors} from '../../../lib/src/checks/04/day-errors';
import {checkMinusLast, drawWeek} from '../../../lib/src/checks/04/last-value';
import {checkPool, drawPool} from '../../../lib/src/checks/04/pooled-windows';
import {checkStepTargets} from '../../../lib/src/checks/04/step-targets';
import {checkNetwork, checkWeek} from '../../../lib/src/checks/04/week-network';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

/** The hidden checks of exercise 04: the same claims on other sizes and series. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '04.1': (learner, source) =>
    checkMinusLast(learner, [drawWeek(source, 12, 4), drawWeek(source, 3, 9), drawWeek(source, 1, 1)]),
  '04.2': (learner, source) =>
    checkPool(learner, [
      drawPool(source, [13, 13, 13], {lookback: 5, horizon: 2, stride: 4}),
      // One series holds exactly one window, and their lengths differ.
      drawPool(source, [6, 9, 14], {lookback: 4, horizon: 2, stride: 3}),
      drawPool(source, [7], {lookback: 1, horizon: 1, stride: 5}),
    ]),
  '04.3': (learner, source) =>
    checkDayErrors(learner, [drawErrors(source, 9, 4), drawErrors(source, 2, 7), drawErrors(source, 1, 3)]),
  '04.4': (learner, source) =>
    checkStepTargets(learner, [drawWeek(source, 9, 4), drawWeek(source, 2, 5), drawWeek(source, 1, 2)]),
  '04.5': (learner, source) =>
    checkRegression(learner, [
      drawRegression(source, 25, 3, 2),
      drawRegression(source, 50, 8, 7),
      drawRegression(source, 9, 1, 1),
    ]),
  '04.6': (learner, source) =>
    checkNetwork(
      learner,
      [0, 1, 2].map(() => Array.from({length: 30}, () => source.uniform(-3, 3))),
    ),
  '04.7': (learner, source) => checkWeek(learner, [source.integer(1000, 1e6)]),
};
