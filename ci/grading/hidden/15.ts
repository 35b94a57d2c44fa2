import {checkBatchMasks, checkDropMask} from '../../../lib/src/checks/15/dropout-masks';
import {checkHeld} from '../../../lib/src/checks/15/held-numbers';
import {checkExpected, checkStatistics} from '../../../lib/src/checks/15/mask-statistics';
import {checkGateSums, checkMaskedStates} from '../../../lib/src/checks/15/masked-states';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

/** The hidden checks of exercise 15: other rates and sizes, and the ends: one step, one unit, one sequence. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '15.1': (learner, source) =>
    checkDropMask(learner, source, [
      {rate: 0.35, count: 40},
      {rate: 0.8, count: 7},
      {rate: 0.5, count: 1},
      {rate: 0, count: 5},
    ]),
  '15.2': (learner, source) =>
    checkBatchMasks(learner, source, [
      {batch: 4, timeSteps: 2, units: 3, rate: 0.3},
      {batch: 1, timeSteps: 6, units: 5, rate: 0.55},
      {batch: 2, timeSteps: 1, units: 1, rate: 0.2},
    ]),
  '15.3': (learner, source) =>
    checkStatistics(learner, source, [
      {batch: 6, timeSteps: 4, units: 7, rate: 0.2},
      {batch: 2, timeSteps: 9, units: 6, rate: 0.45},
      {batch: 1, timeSteps: 1, units: 4, rate: 0.5},
      {batch: 5, timeSteps: 3, units: 1, rate: 0.1},
    ]),
  '15.4': (learner, {integer}) =>
    checkExpected(
      learner,
      [5, 30, 50, 70].map((percent): [number, number] => [(percent + integer(0, 20)) / 100, integer(2, 12)]),
    ),
  '15.5': (learner, source) =>
    checkMaskedStates(learner, source, [
      {timeSteps: 1, features: 2, units: 3},
      {timeSteps: 7, features: 1, units: 5},
      {timeSteps: 4, features: 3, units: 1},
      {timeSteps: 9, features: 4, units: 4},
    ]),
  '15.6': (learner, source) => checkGateSums(learner, source, [4, 1, 6]),
  '15.7': (learner, {integer}) => checkHeld(learner, [integer(20_000, 90_000), integer(100_000, 900_000)], 200),
};
