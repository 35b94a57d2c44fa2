import {checkFiles} from '../../../lib/src/checks/18/composed-files';
import {checkComposed, drawTable} from '../../../lib/src/checks/18/composed-steps';
import {checkForetold} from '../../../lib/src/checks/18/foretold-steps';
import {checkHome, drawMelody} from '../../../lib/src/checks/18/home-keys';
import {checkSteps, drawNotes} from '../../../lib/src/checks/18/note-steps';
import {checkOpenness, drawAsked, drawOpen} from '../../../lib/src/checks/18/open-choices';
import {checkNotesBack, drawSteps} from '../../../lib/src/checks/18/step-notes';
import type {Finding, Learner} from '../../../lib/src/checks/frame/frame';
import type {Random} from '../../../lib/src/data/random';

const single = {pitch: 60, start: 0, duration: 1};

/** The hidden checks of exercise 18: the same claims on other notes, tables and tunes. */
export const hidden: Record<string, (learner: Learner, source: Random) => AsyncGenerator<Finding>> = {
  '18.1': (learner, source) =>
    checkSteps(learner, [
      drawNotes(source, 12),
      drawNotes(source, 5),
      {
        notes: [
          {...single, duration: 3},
          {pitch: 55, start: 1, duration: 0.5},
        ],
        length: 8,
      }, // the first does not come back
      {notes: [single], length: 1},
      {notes: [{...single, start: 3}], length: 4}, // nothing begins in time
      {notes: [], length: 3},
    ]),
  '18.2': (learner, source) =>
    checkNotesBack(learner, [drawSteps(source, 9), drawSteps(source, 5), [3], [43, 1, 1, 1], [2, 2], []]),
  '18.3': (learner, source) =>
    checkHome(learner, [
      ...source.shuffle(Array.from({length: 12}, (_, key) => key)).map((key) => drawMelody(source, key)),
      [{...single, pitch: 66}], // seven keys fit alike
    ]),
  '18.4': (learner, source) =>
    checkOpenness(
      learner,
      [
        drawOpen(source, 7, source.uniform(0.3, 0.8)),
        drawOpen(source, 44, source.uniform(1.2, 4)),
        {logits: [-1000, -1001], temperature: 1},
        {logits: [3], temperature: 2},
        {logits: [800, -800, 799], temperature: 0.4},
      ],
      [drawAsked(source, 44, source.uniform(0.5, 2)), drawAsked(source, 3, 0.5), drawAsked(source, 9, 5)],
    ),
  '18.5': (learner, source) =>
    checkComposed(learner, [
      drawTable(source, 44, 0.8, 64),
      drawTable(source, 7, source.uniform(0.4, 0.7), 25),
      drawTable(source, 6, source.uniform(1.4, 2.5), 25),
      drawTable(source, 5, 1, 1),
    ]),
  '18.6': (learner, source) => checkForetold(learner, [source.integer(1000, 1_000_000)]),
  '18.7': (learner, source) => checkFiles(learner, source.integer(1000, 1_000_000)),
};
