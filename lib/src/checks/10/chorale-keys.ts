import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

type Chords = number[][];

/** Semitones of the copies. */
const STEPS = [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6];

/** A chorale to transpose, and the range. */
export interface KeysCase {
  chords: Chords;
  lowest: number;
  highest: number;
}

interface KeysHabit {
  steps?: number[];
  move?: (pitch: number, by: number) => number;
  fits?: (pitches: number[]) => boolean;
}

const moved = (pitch: number, by: number) => (pitch === 0 ? 0 : pitch + by);
const within = (low: number, high: number) => (pitches: number[]) => {
  return pitches.every((pitch) => pitch === 0 || (pitch >= low && pitch <= high));
};

/** The copies of a chorale, as somebody with one habit of their own would make them. */
export function keysOf({chords, lowest, highest}: KeysCase, habit: KeysHabit = {}): Chords[] {
  const {steps = STEPS, move = moved, fits = within(lowest, highest)} = habit;
  return steps
    .map((by) => chords.map((chord) => chord.map((pitch) => move(pitch, by))))
    .filter((copy) => fits(copy.flat()));
}

function keysSlips(one: KeysCase): Slip[] {
  const {lowest, highest, chords} = one;
  const slip = (message: string, habit: KeysHabit): Slip => ({message, value: keysOf(one, habit)});
  const all = () => true;
  const plus = (pitch: number, by: number) => pitch + by;
  const octave = (pitch: number) =>
    pitch === 0 ? 0 : pitch < lowest ? pitch + 12 : pitch > highest ? pitch - 12 : pitch;
  const clipped = (pitch: number) => (pitch === 0 ? 0 : Math.min(highest, Math.max(lowest, pitch)));
  const isIn = (pitch: number) => pitch === 0 || (pitch >= lowest && pitch <= highest);
  const rests = 'silence is transposed, too: a 0 became a number; silence has no pitch';
  return [
    slip(rests, {move: plus, fits: all}),
    slip(rests, {move: plus}),
    slip(rests, {
      move: plus,
      fits: (pitches) => pitches.every((pitch) => Math.abs(pitch) <= 6 || (pitch >= lowest && pitch <= highest)),
    }),
    slip('a copy with silence is left out, as if 0 were a pitch below the range', {
      fits: (pitches) => pitches.every((pitch) => pitch >= lowest && pitch <= highest),
    }),
    slip('copies that leave the range are kept', {fits: all}),
    slip('notes beyond the range are set to its border; that changes the harmony: leave the copy out', {
      move: (pitch, by) => clipped(moved(pitch, by)),
    }),
    slip('notes beyond the range come back an octave away (modulo 12); that breaks the melody: leave the copy out', {
      move: (pitch, by) => octave(moved(pitch, by)),
      fits: all,
    }),
    slip('these are pitch classes, 0 to 11: modulo 12 takes the octave away', {
      move: (pitch, by) => (pitch === 0 ? 0 : (pitch + by) % 12),
      fits: all,
    }),
    slip('these are pitch classes, 0 to 11: modulo 12 takes the octave away', {
      move: (pitch, by) => (pitch + by + 12) % 12,
      fits: all,
    }),
    slip('the copy at +6 is missing: -5 to +6 are twelve keys', {steps: STEPS.slice(0, -1)}),
    slip('-6 is one too many (or +6 is missing): -6 and +6 are the same key', {steps: [-6, ...STEPS.slice(0, -1)]}),
    slip('-6 is one too many (or +6 is missing): -6 and +6 are the same key', {steps: [-6, ...STEPS]}),
    slip('the chorale itself (0 semitones) is missing', {steps: STEPS.filter((by) => by !== 0)}),
    slip('the copies run from +6 down; from -5 up was asked for', {steps: [...STEPS].reverse()}),
    slip('only 0 to 11 semitones up: then high chorales lose nearly all their keys', {
      steps: STEPS.map((by) => by + 5),
    }),
    slip('the borders of the range belong to it', {fits: within(lowest + 1, highest - 1)}),
    slip('the lower border is not looked at', {fits: within(Number.NEGATIVE_INFINITY, highest)}),
    slip('the upper border is not looked at', {fits: within(lowest, Number.POSITIVE_INFINITY)}),
    {
      message: 'only the first chord decides whether a copy stays in range; all chords must',
      value: keysOf(one, {fits: all}).filter((copy) => copy[0].every(isIn)),
    },
    {
      message: 'only the soprano decides whether a copy stays in range; all voices must',
      value: keysOf(one, {fits: all}).filter((copy) => copy.every((chord) => isIn(chord[0]))),
    },
    {
      message: 'chords that leave the range are cut out of a copy; leave the whole copy out',
      value: keysOf(one, {fits: all}).map((copy) => copy.filter((chord) => chord.every(isIn))),
    },
    {
      message: 'notes that leave the range become silence; leave the whole copy out',
      value: keysOf(one, {fits: all}).map((copy) =>
        copy.map((chord) => chord.map((pitch) => (isIn(pitch) ? pitch : 0))),
      ),
    },
    {message: 'every copy is the chorale itself', value: STEPS.map(() => chords)},
    {message: 'all copies stand in one list of chords; a list of chorales was asked for', value: keysOf(one).flat()},
  ];
}

/** Findings of 10.3 over some chorales. */
export async function* checkKeys(learner: Learner, cases: KeysCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {chords, lowest, highest} = one;
    const path = `inAllKeys(${chords.length} ${chords.length === 1 ? 'chord' : 'chords'}, ${lowest}, ${highest})`;
    const actual = await learner.call('inAllKeys', chords, lowest, highest);
    yield compare({path, actual, expected: keysOf(one), slips: keysSlips(one)});
  }
}
