import {checkOptions, checkSeed, checkWhole} from '../arguments';
import {type Random, random} from '../random';
import type {Note} from './midi';

/** Options of {@link generateChorales}. */
export interface ChoraleOptions {
  /** Chords of the shortest chorales; defaults to 16. The longest have twice as many. */
  chords?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

const MAJOR = [0, 2, 4, 5, 7, 9, 11];
/** Which degrees follow a degree in plain harmony (0 is the tonic). */
const NEXT: Record<number, readonly number[]> = {
  ...{0: [1, 3, 3, 4, 4, 5], 1: [4, 4, 0], 3: [4, 4, 0, 1], 4: [0, 0, 0, 5], 5: [1, 3, 3, 4]},
};
const [LOW, HIGH] = [65, 79];
const SIXTEENTHS = 4;

const nearest = (list: readonly number[], to: number) =>
  list.reduce((best, one) => (Math.abs(one - to) < Math.abs(best - to) ? one : best));

/** A chord in four voices: the bass has the root, the upper voices lie close together. */
function voicing(key: number, degree: number, near: number): number[] {
  const tones = [0, 2, 4].map((third) => (key + MAJOR[(degree + third) % 7]) % 12);
  const isTone = (pitch: number) => tones.includes(pitch % 12);
  const soprano = nearest(Array.from({length: HIGH - LOW + 1}, (_, i) => LOW + i).filter(isTone), near);
  const below = (pitch: number) => {
    let next = pitch - 1;
    while (!isTone(next)) next--;
    return next;
  };
  const alto = below(soprano);
  return [soprano, alto, below(alto), 36 + tones[0]];
}

function chorale(chords: number, {integer}: Random): number[][] {
  const key = integer(0, 12);
  const degrees = [0];
  while (degrees.length < chords - 2) {
    const next = NEXT[degrees.at(-1) as number];
    degrees.push(next[integer(0, next.length)]);
  }
  degrees.push(4, 0); // the cadence
  let soprano = integer(LOW, HIGH + 1);
  const beats = degrees.map((degree, i) => {
    const chord = voicing(key, degree, soprano + integer(-4, 5));
    soprano = chord[0];
    return {chord, length: i === degrees.length - 1 ? 4 : integer(0, 4) === 0 ? 2 : 1};
  });
  return beats.flatMap(({chord, length}, i) => {
    const steps = Array.from({length: length * SIXTEENTHS}, () => [...chord]);
    const next = beats[i + 1]?.chord[0];
    // A passing note where the melody leaps by a third.
    if (next !== undefined && [3, 4].includes(Math.abs(next - chord[0]))) {
      const [from, to] = [Math.min(next, chord[0]), Math.max(next, chord[0])];
      const between = MAJOR.map((step) => (key + step) % 12);
      const passing = Array.from({length: to - from - 1}, (_, k) => from + 1 + k).find((p) => between.includes(p % 12));
      if (passing !== undefined) for (const step of steps.slice(-2)) step[0] = passing;
    }
    return steps;
  });
}

/**
 * Chorales in four voices and major keys: plain harmony that ends with a cadence, a melody with passing notes.
 *
 * @param n number of chorales
 * @param options see {@link ChoraleOptions}
 * @returns [steps, 4] each, a sixteenth a step, pitches 36 to 79, the highest voice first; voices never cross
 * @throws RangeError when n, the chords or the seed is no whole number, or there are fewer than 4 chords
 *
 * Lesson: notebooks/06-applications/6.1, where the real chorales cannot be had.
 */
export function generateChorales(n: number, options: ChoraleOptions = {}): number[][][] {
  checkOptions('generateChorales', options, ['chords', 'seed']);
  checkSeed('generateChorales: seed', options.seed);
  const {chords = 16, seed = 42} = options;
  checkWhole('generateChorales: n', n);
  checkWhole('generateChorales: chords', chords, 4);
  const draw = random(seed);
  return Array.from({length: n}, () => chorale(draw.integer(chords, 2 * chords + 1), draw));
}

/** Options of {@link generateMelodies}. */
export interface MelodyOptions {
  /** Notes of a melody; defaults to 32. */
  notes?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

/**
 * Melodies that walk up and down a major scale in short phrases; each ends on its tonic.
 *
 * @param n number of melodies
 * @param options see {@link MelodyOptions}
 * @returns notes one after another: pitch and duration in quarter notes (0.5, 1 or 2)
 * @throws RangeError when n, the notes or the seed is no whole number, or too small
 *
 * Lesson: notebooks/01-foundations/1.2 (music as pitch and duration).
 */
export function generateMelodies(n: number, options: MelodyOptions = {}): Note[][] {
  checkOptions('generateMelodies', options, ['notes', 'seed']);
  checkSeed('generateMelodies: seed', options.seed);
  const {notes: count = 32, seed = 42} = options;
  checkWhole('generateMelodies: n', n);
  checkWhole('generateMelodies: notes', count, 2);
  const {integer} = random(seed);
  return Array.from({length: n}, () => {
    const tonic = integer(55, 67);
    let [degree, start] = [integer(0, 8), 0];
    return Array.from({length: count}, (_, i): Note => {
      const isLast = i === count - 1;
      if (isLast) degree = degree < 4 ? 0 : 7;
      const duration = isLast ? 2 : [0.5, 0.5, 1, 1, 1, 2][integer(0, 6)];
      const note = {pitch: tonic + MAJOR[degree % 7] + 12 * Math.floor(degree / 7), start, duration};
      start += duration;
      degree = Math.max(0, Math.min(9, degree + [-2, -1, -1, 0, 1, 1, 2][integer(0, 7)]));
      return note;
    });
  });
}
