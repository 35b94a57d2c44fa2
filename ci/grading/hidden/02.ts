import {
  checkAll,
  checkBidirectional,
  checkBytes,
  checkLast,
  checkParameters,
  checkStack,
  type ShapeCase,
  type StackCase,
} from '../../../lib/src/checks/02';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

/** Sizes that all differ, so that no two axes can be mixed up unseen. */
function shapeCase({integer}: Random): ShapeCase {
  const batch = integer(2, 40);
  const timeSteps = batch + integer(1, 60);
  const features = timeSteps + integer(1, 90);
  return {batch, timeSteps, features, units: features + integer(1, 130)};
}

function shapeCases(source: Random): ShapeCase[] {
  // One step, one feature, one unit: where a formula that only fits the examples breaks.
  return [...Array.from({length: 4}, () => shapeCase(source)), {batch: 3, timeSteps: 1, features: 2, units: 1}];
}

function stackCases({integer}: Random): StackCase[] {
  return [1, 2, 4, 5].map((depth, i) => ({
    features: integer(2, 50),
    units: Array.from({length: depth}, () => integer(2, 90)),
    bidirectional: i % 2 === 1,
  }));
}

/** The hidden checks of exercise 02: the same claims on other sizes. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '02.1': (learner, source) => checkLast(learner, shapeCases(source)),
  '02.2': (learner, source) => checkAll(learner, shapeCases(source)),
  '02.3': (learner, source) => checkBidirectional(learner, shapeCases(source)),
  '02.4': (learner, source) =>
    checkParameters(learner, [
      ...shapeCases(source).map(({features, units}): [number, number] => [features, units]),
      [1, 1],
    ]),
  '02.5': (learner, source) => {
    const shapes = shapeCases(source).map(({batch, timeSteps, features}) => [batch, timeSteps, features]);
    return checkBytes(learner, [...shapes, [7], [3, 0, 5], [2, 3, 4, 5]]);
  },
  '02.6': (learner, source) => checkStack(learner, stackCases(source)),
};
