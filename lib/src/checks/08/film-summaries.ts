import type {Random} from '../../data/random';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';

/** What a layer gave for each frame, `[films, frames, units]`, and which frames are there, `[films, frames]`. */
export interface FilmStates {
  H: number[][][];
  mask: number[][];
}

/** One row of numbers a film, in two ways. */
export type Summaries = Record<'mean' | 'last', number[][]>;

type Row = number[];
type Take = (rows: Row[], mask: number[], all: FilmStates) => Row;

const plus = (rows: Row[]): Row => rows[0].map((_, unit) => rows.reduce((sum, row) => sum + row[unit], 0));
const over = (row: Row, count: number): Row => row.map((value) => value / count);
const there = (rows: Row[], mask: number[]): Row[] => rows.filter((_, t) => mask[t] === 1);
const count = (mask: number[]): number => mask.reduce((sum, one) => sum + one, 0);
const end = (rows: Row[]): Row => rows[rows.length - 1];

const realMean: Take = (rows, mask) => over(plus(there(rows, mask)), count(mask));
const realLast: Take = (rows, mask) => end(there(rows, mask));

function take(states: FilmStates, mean: Take, last: Take): Summaries {
  const each = (rule: Take) => states.H.map((rows, film) => rule(rows, states.mask[film], states));
  return {mean: each(mean), last: each(last)};
}

/** Mean and last state over the frames that are there. */
export const summariesOf = (states: FilmStates): Summaries => take(states, realMean, realLast);

const MEANS: [string, Take][] = [
  ['padding is counted: this is the mean over all frames of the array', (rows) => over(plus(rows), rows.length)],
  [
    'the sum leaves padding out, but the divisor counts it; divide by the frames that are there',
    (rows, mask) => over(plus(there(rows, mask)), rows.length),
  ],
  [
    'the divisor is right, but the sum has the padding in it; behind an LSTM padding need not be zero',
    (rows, mask) => over(plus(rows), count(mask)),
  ],
  ['this is the sum; the mean divides it by the frames that are there', (rows, mask) => plus(there(rows, mask))],
  [
    'this is the mean of the padding; 1 in the mask means that the frame is there',
    (rows, mask) => {
      const padding = rows.filter((_, t) => mask[t] !== 1);
      return over(plus(padding.length > 0 ? padding : [rows[0].map(() => 0)]), padding.length || 1);
    },
  ],
  [
    'all films are divided by one number of frames; each film has its own',
    (rows, mask, all) => over(plus(there(rows, mask)), count(all.mask[0])),
  ],
  [
    'all films are divided by one number of frames; each film has its own',
    (rows, mask, all) => over(plus(there(rows, mask)), Math.max(...all.mask.map(count))),
  ],
  [
    'the mask of the first film is used for all of them',
    (rows, _, {mask: [first]}) => realMean(rows, first, {H: [], mask: []}),
  ],
  [
    'the last frame that is there is left out',
    (rows, mask) => over(plus(rows.slice(0, Math.max(1, count(mask) - 1))), Math.max(1, count(mask) - 1)),
  ],
  [
    'one frame too many: the first one of the padding is in it',
    (rows, mask) => over(plus(rows.slice(0, count(mask) + 1)), Math.min(rows.length, count(mask) + 1)),
  ],
  ['the divisor is one too large', (rows, mask) => over(plus(there(rows, mask)), count(mask) + 1)],
  ['the divisor is one too small', (rows, mask) => over(plus(there(rows, mask)), count(mask) - 1)],
];

const LASTS: [string, Take][] = [
  ['this is the last row of the array: for a short film that is padding', (rows) => end(rows)],
  [
    'one frame too far: frames count from 0, so the last of n frames stands at n - 1',
    (rows, mask) => rows[Math.min(count(mask), rows.length - 1)],
  ],
  ['one frame too early', (rows, mask) => rows[Math.max(0, count(mask) - 2)]],
  ['this is the first frame', ([first]) => first],
  ['one length is used for all films; each has its own', (rows, _, all) => rows[count(all.mask[0]) - 1]],
  ['one length is used for all films; each has its own', (rows, _, all) => rows[Math.max(...all.mask.map(count)) - 1]],
  ['one length is used for all films; each has its own', (rows, _, all) => rows[Math.min(...all.mask.map(count)) - 1]],
  [
    'the masked rows are set to zero, and then the last one is read: that is a row of zeros for a short film',
    (rows, mask) => over(end(rows), 1 / mask[mask.length - 1]),
  ],
  ['this is the mean; the last state was asked for', realMean],
];

function slipsOf(states: FilmStates): FieldSlip[] {
  const swapped = {mean: summariesOf(states).last, last: summariesOf(states).mean};
  return [
    {message: 'mean and last have changed places', value: swapped},
    ...MEANS.map(([message, rule]) => ({message, value: take(states, rule, realLast)})),
    ...LASTS.map(([message, rule]) => ({message, value: take(states, realMean, rule)})),
  ];
}

/** What a shape of one field tells; the field should be `[films, units]`. */
function shapeSlip(name: string, actual: unknown, {H, mask}: FilmStates): string | undefined {
  if (!Array.isArray(actual)) return undefined;
  const [films, frames, units] = [H.length, H[0].length, H[0][0].length];
  if (actual.flat().some(Number.isNaN)) {
    return `${name} holds NaN, as from 0 / 0; are there frames whose mask is 1, and how many are counted?`;
  }
  const missing = actual.findIndex((row) => row === undefined || row === null);
  if (missing >= 0) {
    return `there is no row for film ${missing}; does an index run past its frames? Of n frames the last is n - 1`;
  }
  const isAverage = H.some((_, film) => mask[film].filter((one) => one === 1).length !== units);
  if (isAverage && actual.every((row, film) => Array.isArray(row) && row.length === count(mask[film]))) {
    return `one number a frame: ${name} runs over the frames, not over the units`;
  }
  const isFlat = !Array.isArray(actual[0]);
  if (isFlat && actual.length === films && films !== units)
    return `one number a film; ${name} keeps its units: they do not mix`;
  if (isFlat && actual.length === units) return 'one row for all films; each film has its own';
  if (isFlat) return undefined;
  if (actual.length === films && actual[0].length === frames && frames !== units)
    return `one number a frame: ${name} runs over the frames, not over the units`;
  if (actual.length === frames && films !== frames && actual[0].length === units)
    return 'one row a frame: the films are mixed; they have nothing to do with each other';
  return undefined;
}

/** Findings of 08.6 over some batches. */
export async function* checkSummaries(learner: Learner, cases: FilmStates[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const actual = await learner.call('summaries', one.H, one.mask);
    const path = `summaries(${one.H.length} films of ${one.mask.map(count).join(', ')} frames)`;
    for (const name of ['mean', 'last'] as const) {
      const says = shapeSlip(name, (actual as Partial<Summaries> | null | undefined)?.[name], one);
      if (says) yield {passed: false, message: `${path}.${name}: ${says}`};
    }
    yield compareFields({path, actual, expected: summariesOf(one), tolerance: 1e-5, slips: slipsOf(one)});
  }
}

/** Random states of films of these lengths; the padding holds numbers too, as it does behind a layer with a bias. */
export function drawStates({normal}: Random, lengths: number[], frames: number, units: number): FilmStates {
  const list = <T>(length: number, rule: (i: number) => T): T[] => Array.from({length}, (_, i) => rule(i));
  return {
    H: lengths.map(() => list(frames, () => list(units, () => normal()))),
    mask: lengths.map((length) => list(frames, (t) => Number(t < length))),
  };
}
