import type {Note} from '../../data/music/midi';
import type {Random} from '../../data/random';
import type {Finding, Learner} from '../frame/frame';
import {judgeRule, type WrongRule} from '../frame/named-rules';

const MAJOR = [0, 2, 4, 5, 7, 9, 11];
const MINOR = [0, 2, 3, 5, 7, 8, 10];
const KEYS = Array.from({length: 12}, (_, key) => key);

/** Time, in quarter notes, that lies in the scale on each of the twelve keys. */
export function timeInKeys(notes: readonly Note[], scale = MAJOR, weight = (note: Note) => note.duration): number[] {
  const isIn = (pitch: number, key: number) => scale.includes((pitch - key + 120) % 12);
  return KEYS.map((key) => notes.reduce((sum, note) => sum + (isIn(note.pitch, key) ? weight(note) : 0), 0));
}

/** The first key with the most; durations are sums of binary fractions, so equal means equal. */
const firstMost = (times: number[]) => times.indexOf(Math.max(...times));
const home = (key: number) => (key <= 6 ? -key : 12 - key);

/** Semitones that bring a melody to C by the shortest way; 6 goes down. */
export const shiftOf = (notes: readonly Note[]): number => home(firstMost(timeInKeys(notes)));

const classTimes = (notes: readonly Note[]) =>
  KEYS.map((key) => notes.reduce((sum, {pitch, duration}) => sum + (pitch % 12 === key ? duration : 0), 0));
const byKey = (key: (notes: readonly Note[]) => number) => (notes: readonly Note[]) => home(key(notes));
const keyOf = (notes: readonly Note[]) => firstMost(timeInKeys(notes));
const plus0 = (value: number) => value + 0; // -0 becomes 0

const wrong: WrongRule<[Note[]]>[] = [
  [
    'notes are counted; a long note weighs more: add up durations',
    byKey((n) => firstMost(timeInKeys(n, MAJOR, () => 1))),
  ],
  [
    'each pitch counts once, or all of them must fit; a key counts the time of those notes that lie in its scale, and others may lie outside',
    byKey((n) => {
      const classes = [...new Set(n.map(({pitch}) => pitch % 12))];
      return firstMost(timeInKeys(classes.map((pitch) => ({pitch, start: 0, duration: 1}))));
    }),
  ],
  ['the sign is wrong: a melody in D, 2 above C, goes down by 2', (n) => plus0(-shiftOf(n))],
  ['this is the key; how far to move was asked for', keyOf],
  ['always down; from 7 to 11 the way up is shorter', (n) => plus0(-keyOf(n))],
  ['always up; from 1 to 6 the way down is shorter (or as short)', (n) => (12 - keyOf(n)) % 12],
  ['from key 6 the way goes down', (n) => (keyOf(n) === 6 ? 6 : shiftOf(n))],
  [
    'of keys that fit alike the last is taken; the first was asked for',
    byKey((n) => timeInKeys(n).lastIndexOf(Math.max(...timeInKeys(n)))),
  ],
  [
    'the scale is the natural minor one; 0, 2, 4, 5, 7, 9, 11 was asked for',
    byKey((n) => firstMost(timeInKeys(n, MINOR))),
  ],
  [
    'the scale has the wrong semitones; count 0, 2, 4, 5, 7, 9, 11 from the key note',
    byKey((n) => firstMost(timeInKeys(n, [0, 2, 4, 6, 7, 9, 11]))),
  ],
  [
    'the pitch that sounds longest is taken for the key; compare what lies in each scale',
    byKey((n) => firstMost(classTimes(n))),
  ],
  ['the first note is taken for the key; compare what lies in each scale', byKey((n) => n[0].pitch % 12)],
  ['the last note is taken for the key; compare what lies in each scale', byKey((n) => n[n.length - 1].pitch % 12)],
  [
    'the lowest note is taken for the key; compare what lies in each scale',
    byKey((n) => Math.min(...n.map(({pitch}) => pitch)) % 12),
  ],
  [
    'the scale is that of pitches themselves; a pitch an octave higher is the same: take it modulo 12',
    byKey((n) =>
      firstMost(
        KEYS.map((key) => n.reduce((s, {pitch, duration}) => s + (MAJOR.includes(pitch - key) ? duration : 0), 0)),
      ),
    ),
  ],
  [
    'pitch - key may be negative, and -1 % 12 is -1 in JavaScript: add 12 before you take it modulo 12',
    byKey((n) =>
      firstMost(
        KEYS.map((key) =>
          n.reduce((s, {pitch, duration}) => s + (MAJOR.includes(((pitch % 12) - key) % 12) ? duration : 0), 0),
        ),
      ),
    ),
  ],
  [
    'pitch + key is looked up; count from the key note: pitch - key',
    byKey((n) =>
      firstMost(
        KEYS.map((key) =>
          n.reduce((s, {pitch, duration}) => s + (MAJOR.includes((pitch + key) % 12) ? duration : 0), 0),
        ),
      ),
    ),
  ],
  [
    'the key with the least time is taken; take the most',
    byKey((n) => timeInKeys(n).indexOf(Math.min(...timeInKeys(n)))),
  ],
];

/** Findings of 18.3 over some melodies. */
export const checkHome = (learner: Learner, cases: Note[][]): AsyncGenerator<Finding> =>
  judgeRule(learner, {
    name: 'shiftToC',
    cases: cases.map((notes): [Note[]] => [notes]),
    right: (notes) => plus0(shiftOf(notes)),
    wrong,
    call: (notes) => `shiftToC(${notes.length} notes)`,
    otherwise: (actual, notes) =>
      typeof actual === 'number' && Number.isInteger(actual)
        ? `a shift of ${actual} brings ${timeInKeys(notes)[(12 - (actual % 12)) % 12]} quarter notes of time into C major; another shift brings more, or is shorter, or its key comes first`
        : undefined,
  });

/** A melody in one key whose many short notes lie outside: notes and time tell different keys; the last note is not home. */
export function drawMelody({integer}: Random, key: number): Note[] {
  const degree = () => MAJOR[integer(0, 7)];
  const notes: Note[] = [];
  let start = 0;
  const add = (pitch: number, duration: number) => {
    notes.push({pitch, start, duration});
    start += duration;
  };
  // Every note of the scale sounds, so that no other key fits alike; a few short ones belong to none.
  for (const step of [4, 0, 11, 5, 9, 2, 7]) add(60 + key + step, [0.5, 1, 2][integer(0, 3)] * 1.5);
  for (let i = 0; i < 6; i++) add(60 + key + degree(), integer(1, 4) / 2);
  for (const outside of [1, 6, 8, 3, 6, 1, 10, 6, 8, 10, 3, 1]) add(60 + key + outside, 0.125);
  add(60 + key + 4, 1);
  return notes;
}
