import {checkReadOn, drawReading} from '../../../lib/src/checks/12/carried-state';
import {BORDERS, checkHeatAndDraw, drawChances, drawHeat} from '../../../lib/src/checks/12/drawn-letters';
import {checkForetell} from '../../../lib/src/checks/12/foretold-letters';
import {checkBits, checkPairs, drawPairs, drawSaid} from '../../../lib/src/checks/12/text-bits';
import {checkCutText, checkEncode, type TextPair, type WindowCase} from '../../../lib/src/checks/12/text-ids';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

/** Two texts of letters drawn from two ranges that overlap, so that some of the second are unknown. */
function textPair({integer, shuffle}: Random): TextPair {
  const text = (letters: string, length: number) =>
    Array.from({length}, () => letters[integer(0, letters.length)]).join('');
  const letters = shuffle(Array.from('zKbQ.,am Et!\n')).join('');
  return {train: text(letters.slice(0, 9), 25), text: text(letters, 18)};
}

function windowCase({integer}: Random, length: number, more: number): WindowCase {
  return {ids: Array.from({length: 3 * length + more}, () => integer(1, 99)), length};
}

/** The hidden checks of exercise 12: the same claims on other texts and sizes. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '12.1': (learner, source) =>
    checkEncode(learner, [textPair(source), textPair(source), {train: 'x', text: 'xyx'}, {train: 'ab', text: ''}]),
  '12.2': (learner, source) =>
    checkCutText(learner, [
      windowCase(source, 5, 3),
      windowCase(source, 4, 1),
      windowCase(source, 6, 0),
      {ids: [4, 8, 3], length: 1},
    ]),
  '12.3': (learner, source) =>
    checkBits(learner, [
      drawSaid(source, [9, 3, 6], 9, 7),
      drawSaid(source, [1], 1, 4),
      drawSaid(source, [4, 0, 2], 4, 5), // one text is padding only
    ]),
  '12.4': (learner, source) =>
    checkPairs(learner, [
      drawPairs(source, 80, 7, source.uniform(2, 9)),
      drawPairs(source, 40, 4, 1),
      drawPairs(source, 2, 3, 2), // a single pair
    ]),
  '12.5': (learner, source) =>
    checkReadOn(learner, [
      drawReading(source, [5, 1, 4], 5),
      drawReading(source, [1], 1),
      drawReading(source, [2, 7, 3], 3, 20),
    ]),
  '12.6': (learner, source) =>
    checkHeatAndDraw(
      learner,
      [
        drawHeat(source, 6, source.uniform(0.3, 0.8)),
        drawHeat(source, 3, source.uniform(1.2, 4)),
        {logits: [-1000, -1001], temperature: 1},
        {logits: [900, 4, -2], temperature: 1},
      ],
      [drawChances(source, 6), drawChances(source, 1), ...BORDERS],
    ),
  '12.7': (learner, source) => checkForetell(learner, [source.integer(1000, 1e6)]),
};
