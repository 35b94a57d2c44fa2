import {
  type Attempt,
  checkLastHead,
  checkMaximum,
  checkPerStep,
  checkRepair,
  checkStackShapes,
  checkTryStack,
  type Head,
  type HeadCase,
  type Repair,
  type StackOfLayers,
} from '../../../lib/src/checks/03';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

/** Units that all differ, so that no two layers can be mixed up unseen. */
const units = ({integer}: Random, depth: number): number[] =>
  Array.from({length: depth}, (_, i) => 20 * (depth - i) + integer(2, 20));

function stacks(source: Random): StackOfLayers[] {
  return [1, 2, 4].flatMap((depth) =>
    [true, false].map((top) => {
      const batch = source.integer(2, 40);
      const timeSteps = batch + source.integer(1, 60);
      const sizes = {batch, timeSteps, features: timeSteps + source.integer(1, 9)};
      const returnSequences = Array.from({length: depth}, (_, i) => i < depth - 1 || top);
      return {...sizes, units: units(source, depth), returnSequences};
    }),
  );
}

/** Small ones, since each is built and predicts; one unit, one feature, one step are among them. */
function heads({integer}: Random): HeadCase[] {
  return [
    {timeSteps: integer(6, 9), features: integer(2, 5), units: [7, integer(8, 12), 5], outputs: integer(2, 5)},
    {timeSteps: integer(3, 6), features: 1, units: [integer(3, 6)], outputs: 2},
    {timeSteps: 1, features: integer(2, 5), units: [4, 3], outputs: 2},
  ];
}

const flags = ({integer}: Random, length: number): boolean[] => Array.from({length}, () => integer(0, 2) === 1);

function attempts(source: Random): Attempt[] {
  const sizes = {timeSteps: source.integer(2, 6), features: source.integer(1, 5)};
  const some = [2, 3, 4, 5].map((depth) => ({
    ...sizes,
    units: units(source, depth),
    returnSequences: flags(source, depth),
  }));
  return [...some, {...sizes, units: [3], returnSequences: [false]}];
}

function repairs(source: Random): Repair[] {
  const kinds: Head[] = ['every step', 'last state', 'maximum'];
  return [1, 2, 3, 5].flatMap((depth) => kinds.map((head) => ({returnSequences: flags(source, depth), head})));
}

/** The hidden checks of exercise 03: the same claims on other sizes. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '03.1': (learner, source) => checkStackShapes(learner, stacks(source)),
  '03.2': (learner, source) => checkPerStep(learner, heads(source)),
  '03.3': (learner, source) => checkLastHead(learner, heads(source)),
  '03.4': (learner, source) => checkMaximum(learner, heads(source)),
  '03.5': (learner, source) => checkTryStack(learner, attempts(source)),
  '03.6': (learner, source) => checkRepair(learner, repairs(source)),
};
