import {
  checkBackwardStep,
  checkBptt,
  checkDistances,
  checkMasked,
  checkStep,
} from '../../../lib/src/checks/11/lstm-checks';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

const one = {timeSteps: 1, features: 1, units: 1};

/** The hidden checks of exercise 11: other numbers, other shapes, and the ends where an index runs out. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '11.1': (learner, source) =>
    checkStep(learner, source, [
      {timeSteps: 1, features: 4, units: 3},
      {timeSteps: 1, features: 1, units: 5},
      {timeSteps: 1, features: 2, units: 1},
    ]),
  '11.2': (learner, source) =>
    checkBackwardStep(learner, source, [
      {timeSteps: 1, features: 4, units: 3},
      {timeSteps: 1, features: 1, units: 5},
      {timeSteps: 1, features: 2, units: 1},
    ]),
  '11.3': (learner, source) =>
    checkBptt(learner, source, [
      one,
      {timeSteps: 1, features: 2, units: 3},
      {timeSteps: 7, features: 4, units: 3},
      {timeSteps: 20, features: 1, units: 2},
    ]),
  '11.4': (learner, source) =>
    checkMasked(learner, source, [
      one,
      {timeSteps: 6, features: 2, units: 3, padded: [0, 1]},
      {timeSteps: 7, features: 3, units: 2, padded: [1, 3, 6]},
      {timeSteps: 4, features: 2, units: 2, padded: []},
      {timeSteps: 3, features: 1, units: 2, padded: [0, 2]},
    ]),
  '11.5': (learner, source) =>
    checkDistances(learner, source, [
      one,
      {timeSteps: 5, features: 3, units: 2},
      {timeSteps: 2, features: 2, units: 4},
    ]),
};
