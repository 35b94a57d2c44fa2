import {
  type BudgetCase,
  type ConvolutionCase,
  checkConvolutionParameters,
  checkFrames,
  checkFramesSeen,
  checkFramesShape,
  checkMasked,
  checkSummaries,
  checkUnitsWithin,
  drawStates,
  type FilmStates,
  type FramesCase,
  lstmAndHead,
  type NetworkCase,
  type SeenCase,
} from '../../../lib/src/checks/08';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

const list = <T>(length: number, rule: (i: number) => T): T[] => Array.from({length}, (_, i) => rule(i));

/** Kernels on one to three axes; one channel, one filter and a kernel of one place are among them. */
function convolutions({integer}: Random): ConvolutionCase[] {
  const some = [1, 2, 3].map((axes): ConvolutionCase => {
    return [list(axes, () => integer(2, 8)), integer(2, 9), integer(10, 40)];
  });
  return [...some, [[integer(2, 6), integer(2, 6)], 1, 1], [[1, 1], integer(3, 9), integer(3, 9)]];
}

/** Odd sizes, so that something is dropped; one frame and one film are among them. */
function shapes({integer}: Random): FramesCase[] {
  const side = () => 2 * integer(12, 30) + 1;
  return [1, 2, 3].flatMap((stages, i): FramesCase[] => [
    [integer(2, 9), integer(10, 20), side(), side(), list(stages, () => integer(3, 30)), true],
    [1 + i * integer(1, 5), 1 + i, side(), side(), list(stages, () => integer(3, 30)), i === 1],
  ]);
}

function stages({integer}: Random): SeenCase[] {
  return [1, 2, 3, 4].map((count) => [list(count, () => integer(1, 7)), list(count, () => integer(1, 4))]);
}

/** Budgets that are used up exactly, are short by one, and hold no unit. */
function budgets({integer}: Random): BudgetCase[] {
  const exact = list(3, (): BudgetCase => {
    const [features, classes] = [integer(1, 200), integer(2, 50)];
    return [lstmAndHead(integer(2, 80), features, classes), features, classes];
  });
  const short = exact.map(([budget, ...rest]): BudgetCase => [budget - 1, ...rest]);
  return [...exact, ...short, [integer(1000, 90_000), integer(2, 300), integer(2, 9)], [integer(2, 9), 5, 2]];
}

/** One frame, one filter, one unit and two classes are among them. */
function networks({integer}: Random): NetworkCase[] {
  const sides = () => ({height: integer(4, 8), width: integer(8, 12)});
  return [
    {frames: integer(3, 6), ...sides(), channels: 3, filters: 5, units: 6, classes: integer(3, 6)},
    {frames: 1, ...sides(), channels: 1, filters: 4, units: 1, classes: 2},
  ];
}

function batches(source: Random): FilmStates[] {
  const {integer} = source;
  const frames = integer(6, 10);
  return [
    drawStates(source, [integer(2, frames), integer(2, frames), frames, 1], frames, 3),
    drawStates(source, [integer(2, frames)], frames, 1),
    drawStates(source, [1, frames, 1], frames, 2),
    drawStates(source, [1], 1, 4),
  ];
}

/** The hidden checks of exercise 08: the same claims on other sizes and films. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '08.1': (learner, source) => checkConvolutionParameters(learner, convolutions(source)),
  '08.2': (learner, source) => checkFramesShape(learner, shapes(source)),
  '08.3': (learner, source) => checkFramesSeen(learner, stages(source)),
  '08.4': (learner, source) => checkUnitsWithin(learner, budgets(source)),
  '08.5': (learner, source) => checkFrames(learner, networks(source), source),
  '08.6': (learner, source) => checkSummaries(learner, batches(source)),
  '08.7': (learner, source) => checkMasked(learner, networks(source), source),
};
