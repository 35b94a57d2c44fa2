import {
  CHANGED_TASKS,
  checkBoxes,
  checkFirstAnswer,
  checkKindOf,
  checkTaskShapes,
  type Facts,
  FIRST_TEN,
  KINDS,
  SECOND_TEN,
  type Sizes,
  type Wait,
} from '../../../lib/src/checks/01';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

/** Other tasks of the same kinds by their facts, shuffled, since each kind comes several times. */
function tasks({integer, shuffle}: Random): Facts[] {
  const many = () => integer(3, 12);
  const inStep = (lag: number): Facts => {
    const stepsIn = many() + lag;
    return {stepsIn, needs: Array.from({length: stepsIn}, (_, t) => Math.min(stepsIn, t + 1 + lag))};
  };
  const afterAll = (stepsIn: number, length: number): Facts => ({stepsIn, needs: new Array(length).fill(stepsIn)});
  const [same, early] = [many(), many()];
  return shuffle([
    inStep(0),
    inStep(2), // subtitles: two steps late
    {stepsIn: early + 4, needs: [early, early + 1, early + 4]}, // fewer outputs than inputs, the first one early
    {stepsIn: 2, needs: [1, 2, 2, 2, 2]},
    afterAll(same, same), // reversed order
    afterAll(many(), 2),
    afterAll(2, many() + 2),
    afterAll(many(), 1),
    afterAll(2, 1),
    afterAll(1, many()),
    afterAll(1, 2),
    afterAll(1, 1),
  ]);
}

/** Sizes that all differ, so that no two axes can be mixed up unseen. */
function sizes({integer}: Random): Sizes[] {
  return KINDS.map((kind) => {
    const batch = integer(2, 20);
    const stepsIn = kind === 'vec2seq' ? 1 : batch + integer(1, 20);
    const featuresIn = batch + stepsIn + integer(1, 20);
    const stepsOut = {seq2seq: stepsIn, seq2vec: 1, vec2seq: featuresIn + 3, 'encoder-decoder': featuresIn + 3}[kind];
    return {kind, batch, stepsIn, featuresIn, stepsOut, featuresOut: featuresIn + stepsOut + integer(1, 20)};
  });
}

/**
 * The hidden checks of exercise 01: other tasks by their facts and sizes; the two tables are what they
 * are, but the second has tasks whose kind the visible check does not tell.
 */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '01.1': (learner, source) =>
    checkFirstAnswer(
      learner,
      KINDS.flatMap((kind) =>
        [1, source.integer(2, 9), source.integer(20, 90)].map((n): Wait => [kind, kind === 'vec2seq' ? 1 : n]),
      ),
    ),
  '01.2': (learner, source) => checkKindOf(learner, tasks(source)),
  '01.3': (learner, source) => checkTaskShapes(learner, [...sizes(source), ...sizes(source)]),
  '01.4': (learner) => checkBoxes(learner, 'sortFirstTen', FIRST_TEN),
  '01.5': (learner) => checkBoxes(learner, 'sortSecondTen', [...SECOND_TEN, ...CHANGED_TASKS]),
};
