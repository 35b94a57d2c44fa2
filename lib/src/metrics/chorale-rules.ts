import type {Chorale} from '../data';
import {checkList} from '../data/arguments';

/** Which share of a chorale keeps each rule, 0 to 1; NaN where the rule does not apply. */
export interface ChoraleRules {
  /** Chords whose voices do not cross: none sings above the voice over it. */
  inOrder: number;
  /** Notes that a singer of the voice reaches. */
  inRange: number;
  /** Notes that lie in the one major or harmonic minor scale that fits best. */
  inScale: number;
  /** Beats whose notes fit into a triad or a seventh chord. */
  knownChord: number;
  /** Moves of the soprano by no more than a whole tone. */
  stepwise: number;
  /** Chord changes at which no two voices move in parallel fifths or octaves. */
  noParallels: number;
}

/** Lowest and highest pitch of soprano, alto, tenor and bass. */
const RANGES = [
  [60, 81],
  [53, 74],
  [48, 69],
  [36, 64],
];
/** Pitch classes above the root: major, minor, diminished; dominant, major, minor, half-diminished, diminished seventh. */
const CHORDS = [
  ...[
    [0, 4, 7],
    [0, 3, 7],
    [0, 3, 6],
    [0, 4, 7, 10],
  ],
  ...[
    [0, 4, 7, 11],
    [0, 3, 7, 10],
    [0, 3, 6, 10],
    [0, 3, 6, 9],
  ],
];
const SCALES = [
  [0, 2, 4, 5, 7, 9, 11],
  [0, 2, 3, 5, 7, 8, 11],
];

const moved = (classes: readonly number[], by: number) => new Set(classes.map((one) => (one + by) % 12));
const inAllKeys = (lists: readonly (readonly number[])[]) =>
  lists.flatMap((list) => Array.from({length: 12}, (_, by) => moved(list, by)));
const [ALL_CHORDS, ALL_SCALES] = [inAllKeys(CHORDS), inAllKeys(SCALES)];

const share = (kept: readonly boolean[]) => kept.filter(Boolean).length / kept.length;
const sung = (chord: readonly number[]) => chord.filter((pitch) => pitch > 0);

/** Whether two voices move, both the same way, and stand a fifth or an octave apart before and after. */
function hasParallels(before: readonly number[], after: readonly number[]): boolean {
  return before.some((upper, i) =>
    before.some((lower, j) => {
      if (j <= i || [upper, lower, after[i], after[j]].includes(0)) return false;
      const [up, down] = [Math.sign(after[i] - upper), Math.sign(after[j] - lower)];
      const apart = Math.abs(upper - lower) % 12;
      return up !== 0 && up === down && [0, 7].includes(apart) && apart === Math.abs(after[i] - after[j]) % 12;
    }),
  );
}

/**
 * How well a chorale for four voices keeps six rules that every textbook of harmony teaches.
 *
 * @param chorale [steps, 4], the highest voice first, 0 for silence
 * @param stepsPerBeat steps of a beat: chords are judged on the beats, for between them passing notes are allowed
 * @returns see {@link ChoraleRules}
 * @throws RangeError when the chorale is empty
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function choraleRules(chorale: Chorale, stepsPerBeat: number): ChoraleRules {
  checkList('choraleRules: chorale', chorale);
  const chords = chorale.map(sung);
  const notes = chords.flat();
  const changes = chorale.flatMap((chord, t) =>
    t > 0 && chord.some((pitch, voice) => pitch !== chorale[t - 1][voice]) ? [[chorale[t - 1], chord]] : [],
  );
  const melody = chorale.map(([soprano]) => soprano).filter((pitch) => pitch > 0);
  const moves = melody.slice(1).flatMap((pitch, t) => (pitch === melody[t] ? [] : [Math.abs(pitch - melody[t])]));
  const inRange = chorale.flatMap((chord) =>
    chord.flatMap((pitch, voice) => (pitch === 0 ? [] : [pitch >= RANGES[voice][0] && pitch <= RANGES[voice][1]])),
  );
  const beats = chords.filter((chord, t) => t % stepsPerBeat === 0 && chord.length > 0);
  return {
    inOrder: share(chords.map((chord) => chord.every((pitch, i) => i === 0 || pitch <= chord[i - 1]))),
    inRange: share(inRange),
    inScale: Math.max(...ALL_SCALES.map((scale) => share(notes.map((pitch) => scale.has(pitch % 12))))),
    knownChord: share(beats.map((chord) => ALL_CHORDS.some((one) => chord.every((pitch) => one.has(pitch % 12))))),
    stepwise: share(moves.map((move) => move <= 2)),
    noParallels: share(changes.map(([before, after]) => !hasParallels(before, after))),
  };
}

/**
 * The longest run of chords that a chorale shares with others, in any key.
 *
 * Repeated chords count once: a held chord is easily shared.
 *
 * @param chorale [steps, 4]
 * @param others those it may have been copied from
 * @returns chords of the run, 0 or more
 * @throws RangeError when the chorale is empty or there are no others
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function longestCopy(chorale: Chorale, others: readonly Chorale[]): number {
  checkList('longestCopy: chorale', chorale);
  checkList('longestCopy: others', others);
  // A run in any key: from chord to chord, how far the bass moves and how the other voices stand above it.
  const keyless = (chords: Chorale) => {
    const different = chords.filter((chord, t) => t === 0 || chord.join() !== chords[t - 1].join());
    return different.map((chord, t) => {
      const bass = chord[chord.length - 1];
      const move = t === 0 ? 0 : bass - different[t - 1][chord.length - 1];
      return [move, ...chord.map((pitch) => pitch - bass)].join();
    });
  };
  const [own, all] = [keyless(chorale), others.map(keyless)];
  let longest = 0;
  for (const other of all) {
    let before = new Int32Array(own.length + 1);
    for (const chord of other) {
      const now = new Int32Array(own.length + 1);
      own.forEach((one, i) => {
        if (one !== chord) return;
        now[i + 1] = before[i] + 1;
        longest = Math.max(longest, now[i + 1]);
      });
      before = now;
    }
  }
  return longest;
}
