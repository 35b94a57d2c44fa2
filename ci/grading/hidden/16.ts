import {
  checkGradients,
  checkParameters,
  checkSequence,
  checkStep,
  checkStepBack,
} from '../../../lib/src/checks/16/peephole-findings';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

/** The hidden checks of exercise 16: other weights, other shapes, and the ends: one step, one unit, one feature. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '16.1': (learner, {integer}) =>
    checkParameters(
      learner,
      [1, 2, 3, 4].map((i): [number, number] => [i + integer(1, 40), 2 * i + integer(1, 90)]),
    ),
  '16.2': (learner, source) =>
    checkStep(learner, source, [
      {timeSteps: 1, features: 4, units: 3},
      {timeSteps: 1, features: 2, units: 5},
      {timeSteps: 1, features: 1, units: 1},
    ]),
  '16.3': (learner, source) =>
    checkSequence(learner, source, [
      {timeSteps: 1, features: 2, units: 3},
      {timeSteps: 8, features: 3, units: 4},
      {timeSteps: 20, features: 1, units: 1},
    ]),
  '16.4': (learner, source) => checkStepBack(learner, source, [4, 1, 7]),
  '16.5': (learner, source) =>
    checkGradients(learner, source, [
      {timeSteps: 1, features: 3, units: 1},
      {timeSteps: 5, features: 4, units: 2},
      {timeSteps: 12, features: 2, units: 4},
      {timeSteps: 7, features: 1, units: 1},
    ]),
};
