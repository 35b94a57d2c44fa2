/**
 * Exercise 10, Bach chorales. Signatures for the starter code:
 *
 *     10.1  toTokens(chords: number[][]): number[]
 *     10.2  inputsAndTargets(lines: number[][]): {x: number[][]; y: number[][]}
 *     10.3  inAllKeys(chords: number[][], lowest: number, highest: number): number[][][]
 *     10.4  rivalNats(train: number[][], test: number[][], k: number): number
 *     10.5  natsByVoice(probabilities: number[][][], targets: number[][]): number[]
 *     10.6  faults(chords: number[][], ranges: number[][]): {crossing: number; outside: number; repeated: number}
 *     10.7  foretell(tokens: number[]): number[][]                              // of a trained network
 */
import {random} from '../data/random';
import {checkFaults, drawFaults} from './10/chorale-faults';
import {checkKeys} from './10/chorale-keys';
import {checkRival, checkVoices, drawRival, drawVoices} from './10/chorale-nats';
import {checkLine, checkShift, drawChords} from './10/chorale-tokens';
import {checkNotes} from './10/foretold-notes';
import type {Part} from './frame/frame';

/** The parts of exercise 10: 14 points. */
export const parts: Part[] = [
  {
    id: '10.1',
    title: 'Chords become one line',
    points: 2,
    answers: {toTokens: '(chords: number[][]) => number[]'},
    hints: [
      'In which order do four voices come, and what does pitch 0 mean?',
      'Go through the chords, and through each chord from soprano to bass as it stands. Pitch 0 becomes 1; pitch 36 becomes 2, so what is taken away from a pitch?',
      '`chords.flatMap((chord) => chord.map((pitch) => (pitch === 0 ? 1 : pitch - …)))`',
    ],
    check: (learner) =>
      checkLine(learner, [
        [[67, 72, 60, 48]],
        [
          [65, 60, 57, 53],
          [0, 64, 55, 48],
          [62, 65, 57, 57],
        ],
        drawChords(random(101), 6),
      ]),
  },
  {
    id: '10.2',
    title: 'Each note is the target of the one before',
    points: 2,
    answers: {inputsAndTargets: '(lines: number[][]) => {x: number[][]; y: number[][]}'},
    hints: [
      'What has the network read when it foretells the first note of a line? And the last one?',
      'y is the line itself, x the same line moved one place back, with 0 in front and without its last note. Then both get zeros behind, up to the longest line.',
      '`const pad = (row: number[]) => [...row, ...Array(longest - row.length).fill(0)];` then x: `pad([0, ...line.slice(0, -1)])`, y: `pad(…)`.',
    ],
    check: (learner) =>
      checkShift(learner, [
        [[31, 26, 23, 19]],
        [
          [31, 26, 23, 19, 38, 26, 21, 18],
          [30, 25, 1, 18],
        ],
        [
          [28, 24, 20, 12],
          [33, 1, 26, 14, 35, 30, 26, 14, 33, 28, 25, 9],
          [29, 26, 21, 14, 30, 27, 21, 11],
        ],
      ]),
  },
  {
    id: '10.3',
    title: 'All keys',
    points: 2,
    answers: {inAllKeys: '(chords: number[][], lowest: number, highest: number) => number[][][]'},
    hints: [
      'What happens to a silence when a piece is sung two semitones higher? And to a piece whose bass cannot sing that low?',
      'For each of -5, -4 … 6 make a copy: pitches above 0 move, zeros stay. Keep the copy if all of its pitches but the zeros lie between lowest and highest, both included.',
      '`const copy = chords.map((chord) => chord.map((pitch) => (pitch === 0 ? 0 : pitch + by)));` then `copy.flat().every((pitch) => pitch === 0 || (…))`.',
    ],
    check: (learner) => {
      const source = random(103);
      return checkKeys(learner, [
        {
          chords: [
            [70, 65, 60, 50],
            [72, 0, 60, 45],
          ],
          lowest: 30,
          highest: 90,
        },
        {
          chords: [
            [70, 64, 58, 42],
            [75, 76, 60, 41],
            [72, 65, 0, 50],
          ],
          lowest: 38,
          highest: 80,
        },
        {chords: drawChords(source, 5), lowest: 40, highest: 79},
      ]);
    },
  },
  {
    id: '10.4',
    title: 'A rival that counts',
    points: 2,
    answers: {rivalNats: '(train: number[][], test: number[][], k: number) => number'},
    hints: [
      'Which note comes before the first one of a chorale? How many different tokens can follow a note?',
      'Put a 0 before each line. From train alone, count each pair and how often its first token came as the first of a pair. Then go through the pairs of test and add up -ln P.',
      '`nats -= Math.log((pairs[a][b] + k) / (before[a] + 47 * k)); notes++;` for each pair a, b of `[0, ...line]`, where `line` is of …; at the end nats / notes.',
    ],
    check: (learner) => {
      const source = random(104);
      return checkRival(learner, [
        drawRival(source, [5, 2, 4], [3, 6], 0.5),
        drawRival(source, [8, 6], [2, 5, 1], 2),
        {train: [[5, 3, 5, 3]], test: [[5, 3]], k: 1},
      ]);
    },
  },
  {
    id: '10.5',
    title: 'Nats by voice',
    points: 2,
    answers: {natsByVoice: '(probabilities: number[][][], targets: number[][]) => number[]'},
    hints: [
      'Whose note is token t of a line? And whose is a 0?',
      'Keep four sums and four counts. Voice t % 4 gets -Math.log of the probability that the row gave to the target; skip targets that are 0.',
      '`if (target !== 0) { sums[t % 4] -= Math.log(probabilities[b][t][…]); counts[t % 4]++; }`, and at the end `sums.map((sum, voice) => sum / counts[voice])`.',
    ],
    check: (learner) => {
      const source = random(105);
      return checkVoices(learner, [
        drawVoices(source, [3, 3], 5),
        drawVoices(source, [5, 2, 3], 7),
        drawVoices(source, [2, 6], 48),
      ]);
    },
  },
  {
    id: '10.6',
    title: 'What a composition does wrong',
    points: 2,
    answers: {
      faults: '(chords: number[][], ranges: number[][]) => {crossing: number; outside: number; repeated: number}',
    },
    hints: [
      'What can a silent voice do wrong? When are two lists of numbers the same?',
      'For crossing, leave the zeros out of the chord first: what is left must not rise. For outside, compare each pitch above 0 with the range of its voice. For repeated, compare number by number with the chord before.',
      '`const sung = chord.filter((pitch) => pitch > 0);` crossed if `sung.some((pitch, i) => i > 0 && pitch > sung[…])`; repeated if `t > 0 && chord.join() === chords[t - 1].join()`.',
    ],
    check: (learner) => {
      const source = random(106);
      return checkFaults(learner, [drawFaults(source, 3), drawFaults(source, 4)]);
    },
  },
  {
    id: '10.7',
    title: 'A network',
    points: 2,
    answers: {foretell: '(tokens: number[]) => number[][]'},
    hints: [
      'What does the network read, and what does it say at each note? What must it remember?',
      'An embedding, one recurrent layer of some 64 units, a softmax over 48 tokens: `models.buildLanguageModel`. `data.tokenWindowsOfEach` cuts windows, 64 notes long. Adam at 0.006 does for twelve passes.',
      "`models.buildLanguageModel({vocabulary: 48, embedding: 32, units: [64], cell: 'lstm'})`, then `training.compile(model, {loss: 'sparseCategoricalCrossentropy', learningRate: 0.006})`, then `await training.fit(model, windows, {epochs: 12, batchSize: 16, seed: …})`.",
    ],
    check: (learner) => checkNotes(learner, [501]),
  },
];
