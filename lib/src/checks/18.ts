/**
 * Exercise 18, generating music. Signatures for the starter code, with data.Note {pitch, start, duration}:
 *
 *     18.1  toSteps(notes: data.Note[], length: number): number[]
 *     18.2  toNotes(tokens: number[]): data.Note[]
 *     18.3  shiftToC(notes: data.Note[]): number
 *     18.4  entropy(logits: number[], temperature: number): number
 *           temperatureFor(logits: number[], bits: number): number
 *     18.5  compose(logits: number[][], temperature: number, chances: number[]): number[]
 *     18.6  foretell(tokens: number[]): Promise<number[][]>                     // of a trained network
 *     18.7  composition(temperature: number, seed: number): Promise<number[]>   // the bytes of a MIDI file
 */
import {random} from '../data/random';
import {checkFiles} from './18/composed-files';
import {checkComposed, drawTable} from './18/composed-steps';
import {checkForetold} from './18/foretold-steps';
import {checkHome, drawMelody} from './18/home-keys';
import {checkSteps, drawNotes} from './18/note-steps';
import {checkOpenness, drawAsked, drawOpen} from './18/open-choices';
import {checkNotesBack, drawSteps} from './18/step-notes';
import type {Part} from './frame/frame';

const note = (pitch: number, start: number, duration: number) => ({pitch, start, duration});

/** The parts of exercise 18 that are checked: 14 of its 20 points. */
export const parts: Part[] = [
  {
    id: '18.1',
    title: 'Notes become steps',
    points: 2,
    answers: {toSteps: '(notes: data.Note[], length: number) => number[]'},
    hints: [
      'At which step does a note begin, and behind which one does it end? Who else may end it?',
      'Begin with `length` tokens of silence. For each step, find the notes that begin there and keep the highest. Write its token, then HOLD, until its own end or the next beginning, whichever comes first.',
      'Go through the notes: `const from = Math.round(start / 0.5), to = Math.max(from + 1, Math.round((start + duration) / 0.5))`. If a higher note begins at `from`, skip this one. Else write `pitch - 45` at `from`, 1 from there up to `to`, and 2 from `to` to the end of the list: what comes later is …',
    ],
    check: (learner) =>
      checkSteps(learner, [
        {notes: [note(60, 0, 1), note(62, 1, 0.5), note(64, 2, 1)], length: 8},
        {notes: [note(67, 0.04, 0.9), note(65, 0.97, 0.5), note(64, 1.6, 3), note(60, 2.45, 0.6)], length: 10},
        drawNotes(random(181), 6),
        drawNotes(random(182), 9),
      ]),
  },
  {
    id: '18.2',
    title: 'And back',
    points: 2,
    answers: {toNotes: '(tokens: number[]) => data.Note[]'},
    hints: [
      'Which tokens begin a note, which make it longer, which end it? And what if there is no note to make longer?',
      'Keep the note that sounds in a variable. A pitch sets it, HOLD makes it longer by half a quarter note, silence and PAD empty it.',
      '`let sounding: data.Note | undefined;` then for each token: 1 means `if (sounding) sounding.duration += 0.5`; 0 and 2 mean `sounding = undefined`; else `sounding = {pitch: token + 45, start: t * …, duration: 0.5}` and push it.',
    ],
    check: (learner) =>
      checkNotesBack(learner, [
        [15, 1, 17, 2, 19, 1, 1],
        [19, 19, 1, 2, 1, 22],
        drawSteps(random(183), 6),
        [1, 1, 2, 0],
      ]),
  },
  {
    id: '18.3',
    title: 'All in C',
    points: 2,
    answers: {shiftToC: '(notes: data.Note[]) => number'},
    hints: [
      'How far above its key note does a pitch lie, if octaves do not count? Which distances belong to a major scale?',
      'For each key from 0 to 11 add up the durations of the notes whose `(pitch - key) % 12` is one of 0, 2, 4, 5, 7, 9, 11. The first key with the most time wins. Then: which way to C is shorter?',
      '`const times = Array.from({length: 12}, (_, key) => notes.reduce((sum, {pitch, duration}) => sum + (MAJOR.includes((pitch - key + 12) % 12) ? duration : 0), 0));` then `const key = times.indexOf(Math.max(...times));` and `return key <= 6 ? -key : …`',
    ],
    check: (learner) => {
      const source = random(184);
      return checkHome(learner, [
        [
          note(62, 0, 1),
          note(66, 1, 1),
          note(69, 2, 1),
          note(67, 3, 1),
          note(73, 4, 1),
          note(64, 5, 1),
          note(71, 6, 2),
        ],
        ...[7, 3, 11, 6, 0, 9].map((key) => drawMelody(source, key)),
        [note(60, 0, 1), note(64, 1, 1), note(67, 2, 2)],
      ]);
    },
  },
  {
    id: '18.4',
    title: 'How open is the choice?',
    points: 3,
    answers: {
      entropy: '(logits: number[], temperature: number) => number',
      temperatureFor: '(logits: number[], bits: number) => number',
    },
    hints: [
      'What is the surprise of one token, in bits, and how often does it come? And when the temperature rises, does the entropy ever fall?',
      'First p = softmax(logits / temperature), with the largest subtracted before `exp`; then the sum of -p log2 p, where p = 0 adds nothing. It rises with the temperature: halve the interval from 0.05 to 20 forty times, and keep the half in which the wish lies.',
      '`let [cold, hot] = [0.05, 20];` then forty times: `const middle = (cold + hot) / 2; if (entropy(logits, middle) < bits) cold = middle; else hot = …;`',
    ],
    check: (learner) => {
      const source = random(185);
      return checkOpenness(
        learner,
        [
          {logits: [0, 0, 0, 0], temperature: 1.5},
          drawOpen(source, 5, 0.6),
          drawOpen(source, 8, 1.7),
          {logits: [900, 898, 903], temperature: 0.5},
          {logits: [0, -500, 1], temperature: 0.5},
        ],
        [0.4037, 1.0063, 2.517, 6.043].map((theta, i) => drawAsked(source, [5, 8, 12, 6][i], theta)), // on no coarse grid
      );
    },
  },
  {
    id: '18.5',
    title: 'Compose',
    points: 2,
    answers: {compose: '(logits: number[][], temperature: number, chances: number[]) => number[]'},
    hints: [
      'What does `compose` know before each draw? Which tokens cannot come now?',
      'Keep the token before, 0 at first. Its row, divided by the temperature; what cannot come becomes -Infinity; softmax; then add up the probabilities until the sum is above this step’s chance.',
      '`const before = tokens.at(-1) ?? 0; const canHold = before !== 0 && before !== 2;` then `logits[before].map((logit, token) => (token === 0 || (token === 1 && !canHold) ? -Infinity : logit / …))`, softmax, and draw.',
    ],
    check: (learner) => {
      const source = random(186);
      return checkComposed(learner, [
        drawTable(source, 5, 1, 12),
        drawTable(source, 6, 0.5, 20),
        drawTable(source, 8, 1.8, 30),
      ]);
    },
  },
  {
    id: '18.6',
    title: 'A composer',
    points: 2,
    answers: {foretell: '(tokens: number[]) => Promise<number[][]>'},
    hints: [
      'What does the network read at a step, and what does it say? What must it remember to know where in a bar it is?',
      'An embedding, one LSTM or GRU of some 64 units, a softmax over 44 tokens: `models.buildLanguageModel`. Adam at 0.01 does in some 25 passes, in batches of 16.',
      "`models.buildLanguageModel({vocabulary: 44, embedding: 16, units: [64], cell: 'lstm'})`, then `training.compile(model, {loss: 'sparseCategoricalCrossentropy', learningRate: 0.01})`, then `await training.fit(model, examples, {epochs: 25, batchSize: …, seed: …})`.",
    ],
    check: (learner) => checkForetold(learner, [801]),
  },
  {
    id: '18.7',
    title: 'MIDI out',
    points: 1,
    answers: {composition: '(temperature: number, seed: number) => Promise<number[]>'},
    hints: [
      'What does `drawTokens` give back, and what does `data.writeMidi` ask for? What stands between the two?',
      '`drawTokens` of `composer` gives tokens, and takes care of temperature and seed. `data.fromMelody` (or your toNotes) makes notes of them, `data.writeMidi` the bytes of a file with a tempo: a Uint8Array, of which `Array.from` makes a list.',
      '`const notes = data.fromMelody(drawTokens(composer, 64, temperature, seed));` then `return Array.from(data.writeMidi({notes, tempo: …}));`',
    ],
    check: (learner) => checkFiles(learner, 900),
  },
];
