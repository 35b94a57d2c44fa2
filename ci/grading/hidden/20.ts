import {
  checkBptt,
  checkForwardThree,
  checkGradientsThree,
  checkQuotients,
  checkTruncated,
} from '../../../lib/src/checks/20';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

/** The hidden checks of exercise 20: other numbers, other shapes, and the ends where an index runs out. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '20.1': (learner, source) => checkForwardThree(learner, source, 5),
  '20.2': (learner, source) => checkGradientsThree(learner, source, 5),
  '20.3': (learner, source) =>
    checkBptt(learner, source, [
      {timeSteps: 1, features: 2, units: 3},
      {timeSteps: 5, features: 4, units: 2},
      {timeSteps: 12, features: 3, units: 5},
      {timeSteps: 30, features: 1, units: 4},
    ]),
  '20.4': (learner, source) =>
    checkQuotients(learner, source, [
      {timeSteps: 1, features: 1, units: 2},
      {timeSteps: 6, features: 3, units: 4},
    ]),
  '20.5': (learner, source) =>
    checkTruncated(learner, source, [
      {timeSteps: 8, features: 2, units: 3, chunk: 4},
      {timeSteps: 11, features: 3, units: 2, chunk: 4},
      {timeSteps: 6, features: 2, units: 2, chunk: 1},
      {timeSteps: 5, features: 1, units: 3, chunk: 5},
      {timeSteps: 4, features: 2, units: 2, chunk: 9},
    ]),
};
