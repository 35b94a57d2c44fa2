import {drawSaid} from '../../../lib/src/checks/12/text-bits';
import {checkBeam, drawBeams} from '../../../lib/src/checks/17/beam-walks';
import {checkTranslator} from '../../../lib/src/checks/17/judged-translations';
import {checkGreedy, drawGreedy} from '../../../lib/src/checks/17/step-tables';
import {checkLoss, checkTaught, drawLesson} from '../../../lib/src/checks/17/taught-words';
import {checkMatch, checkScore, drawMatch, drawScore} from '../../../lib/src/checks/17/whole-sentences';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

/** The hidden checks of exercise 17: the same claims on other rows, tables and sentences. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '17.1': (learner, source) =>
    checkTaught(
      learner,
      [[1], [5, 1, 3, 2], [6, 6, 7], Array.from({length: 12}, () => source.integer(1, 15))].map((lengths) =>
        drawLesson(source, lengths),
      ),
    ),
  '17.2': (learner, source) =>
    checkLoss(learner, [
      drawSaid(source, [5, 3, 1, 8], 9, 20),
      drawSaid(source, [1], 1, 3),
      drawSaid(source, [2, 1], 5, 4),
    ]),
  '17.3': (learner, source) =>
    checkGreedy(
      learner,
      drawGreedy(source, [
        [3, 5, 10],
        [6, 5, 10],
        [9, 5, 10],
        [1, 4, 3],
        [4, 4, 1],
      ]),
    ),
  '17.4': (learner, source) =>
    checkScore(learner, [
      drawScore(source, 1, 1),
      drawScore(source, 9, 0.8),
      drawScore(source, 6, 0),
      drawScore(source, 12, 2),
    ]),
  '17.5': (learner, source) =>
    checkBeam(
      learner,
      drawBeams(source, [
        [4, 4, 2, 7, 0.9],
        [6, 6, 4, 8, 0],
        [5, 5, 3, 6, 1.4],
        [4, 4, 1, 6, 1],
        [4, 3, 500, 5, 1],
        [2, 5, 3, 1, 0.5],
      ]),
    ),
  '17.6': (learner, source) => checkMatch(learner, [...drawMatch(source, [9, 40]), [[[4, 5]], [[4, 5, 1]], 1]]),
  '17.7': (learner, source) => checkTranslator(learner, [source.integer(1000, 1_000_000)]),
};
