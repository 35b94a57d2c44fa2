import {checkFaults, drawFaults} from '../../../lib/src/checks/10/chorale-faults';
import {checkKeys, type KeysCase} from '../../../lib/src/checks/10/chorale-keys';
import {checkRival, checkVoices, drawRival, drawVoices} from '../../../lib/src/checks/10/chorale-nats';
import {checkLine, checkShift, drawChords} from '../../../lib/src/checks/10/chorale-tokens';
import {checkNotes} from '../../../lib/src/checks/10/foretold-notes';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

const line = ({integer}: Random, chords: number) => Array.from({length: 4 * chords}, () => integer(1, 48));

/** The hidden checks of exercise 10: the same claims on other chorales and sizes. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '10.1': (learner, source) =>
    checkLine(learner, [
      drawChords(source, 9),
      [[81, 36, 0, 0]], // both ends of the pitches
      [[0], [36], [81]], // a single voice
    ]),
  '10.2': (learner, source) =>
    checkShift(learner, [
      [line(source, 2), line(source, 5), line(source, 3)],
      [[source.integer(1, 48)]], // a single note
      [line(source, 3), line(source, 3)],
    ]),
  '10.3': (learner, source) => {
    const drawn = (): KeysCase => ({
      chords: drawChords(source, source.integer(4, 9)),
      lowest: source.integer(38, 42),
      highest: source.integer(77, 80),
    });
    const roomy: KeysCase = {chords: drawChords(source, 4), lowest: 30, highest: 90}; // all twelve keys fit
    return checkKeys(learner, [roomy, drawn(), drawn(), {chords: [[36, 0, 0, 81]], lowest: 36, highest: 81}]);
  },
  '10.4': (learner, source) =>
    checkRival(learner, [
      drawRival(source, [7, 3, 9], [4, 2], source.uniform(0.1, 0.9)),
      drawRival(source, [4], [1, 3], source.uniform(1.5, 4)),
      {train: [[7]], test: [[7]], k: 1}, // a single note
    ]),
  '10.5': (learner, source) =>
    checkVoices(learner, [
      drawVoices(source, [6, 1, 4], 9, 1),
      drawVoices(source, [1], 4),
      drawVoices(source, [2, 5], 12),
    ]),
  '10.6': (learner, source) =>
    checkFaults(learner, [
      drawFaults(source, 2),
      drawFaults(source, 7),
      {
        chords: [[source.integer(61, 80), 60, 55, 40]],
        ranges: [
          [60, 81],
          [53, 74],
          [48, 69],
          [36, 64],
        ],
      }, // a single chord
    ]),
  '10.7': (learner, source) => checkNotes(learner, [source.integer(1000, 1e6)]),
};
