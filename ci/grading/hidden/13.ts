import {checkFeedback, drawLine} from '../../../lib/src/checks/13/feedback';
import {checkDays, checkSines} from '../../../lib/src/checks/13/forecast-tasks';
import {checkRepeats, drawRepeat} from '../../../lib/src/checks/13/repeat-rules';
import {checkCoefficient, checkNext, drawSine, noisySine} from '../../../lib/src/checks/13/sine-law';
import {type CutCase, checkCuts} from '../../../lib/src/checks/13/window-cuts';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

function cutCase({integer, uniform}: Random, more: number): CutCase {
  const [lookback, horizon] = [integer(2, 9), integer(2, 7)];
  return {series: Array.from({length: lookback + horizon + more}, () => uniform(-9, 9)), lookback, horizon};
}

/** The hidden checks of exercise 13: the same claims on other sizes and series. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '13.1': (learner, source) =>
    checkNext(
      learner,
      [3, 8, 2, 31].map((steps) => drawSine(source, steps)),
    ),
  '13.2': (learner, source) => {
    const one = cutCase(source, 0); // a single window
    const least = {series: [4, 7, 9], lookback: 1, horizon: 1};
    return checkCuts(learner, [cutCase(source, 8), cutCase(source, 3), one, least]);
  },
  '13.3': (learner, source) =>
    checkCoefficient(learner, [
      ...[3, 9, 40].map((steps) => noisySine(source.integer(1, 1e6), steps)),
      noisySine(source.integer(1, 1e6), 25, 0.3),
    ]),
  '13.4': (learner, source) =>
    checkFeedback(learner, [drawLine(source, 6, 4), drawLine(source, 2, 9), drawLine(source, 1, 1)]),
  '13.5': (learner, source) =>
    checkRepeats(learner, [
      drawRepeat(source, 12, 5, 4),
      drawRepeat(source, 6, 6, 6),
      drawRepeat(source, 8, 3, 10),
      drawRepeat(source, 4, 1, 3),
    ]),
  '13.6': (learner, source) =>
    checkDays(learner, [
      {seed: source.integer(100, 1e6), from: source.integer(0, 2000), past: 600, later: 400},
      {seed: source.integer(100, 1e6), from: source.integer(0, 2000), past: 400, later: 400},
    ]),
  '13.7': (learner, source) => checkSines(learner, [source.integer(1000, 1e6)]),
};
