import {checkOptions, checkSeed, checkWhole} from '../arguments';
import {type Random, random} from '../random';
import type {Note} from './midi';

/** Options of {@link generateTunes}. */
export interface TuneOptions {
  /** Pitch of the key note, 55 to 72; each tune draws its own one (55 to 66) when none is given. */
  tonic?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

const MAJOR = [0, 2, 4, 5, 7, 9, 11];
/** Which phrase stands where. */
const FORMS = ['AABA', 'ABAB', 'ABAC', 'AABC'];
/** Lengths of the notes of a bar, in eighths. */
const RHYTHMS = [
  ...[
    [2, 2, 2, 2],
    [2, 2, 4],
    [3, 1, 2, 2],
    [2, 1, 1, 2, 2],
    [4, 2, 2],
  ],
  ...[
    [1, 1, 1, 1, 2, 2],
    [3, 1, 4],
    [2, 2, 2, 1, 1],
  ],
];
/** The last bar of a phrase: a long note, or a shorter one and a breath (a negative length). */
const ENDS = [
  [2, 2, 4],
  [2, 2, 2, -2],
  [4, 4],
];
const BAR = 8;

/** Degrees and lengths of two bars: small steps, leaps that are filled, and a rest on `end` (0 is the key note). */
function phrase(draw: Random, end: number): {degree: number; length: number}[] {
  const pick = <T>(list: readonly T[]): T => list[draw.integer(0, list.length)];
  const lengths = [...pick(RHYTHMS), ...pick(ENDS)];
  const sounding = lengths.filter((length) => length > 0).length;
  let degree = pick([0, 2, 4]);
  let move = 0;
  let played = 0;
  return lengths.map((length) => {
    if (length < 0) return {degree: -1, length: -length};
    played++;
    const left = sounding - played;
    const now = left === 0 ? end : degree;
    // After a leap the melody turns back by a step; near its end it walks towards the last note.
    const turn = Math.abs(move) > 1 ? -Math.sign(move) : pick([-2, -1, -1, -1, 0, 1, 1, 1, 2, 4]);
    move = left <= 2 ? Math.sign(end - degree) : turn;
    if (degree + move < -3 || degree + move > 7) move = -move;
    degree += move;
    return {degree: now, length};
  });
}

function tune(draw: Random, tonic: number): Note[] {
  const form = FORMS[draw.integer(0, FORMS.length)];
  const made = new Map<string, ReturnType<typeof phrase>>();
  const notes: Note[] = [];
  Array.from(form).forEach((name, place) => {
    // The same letter is the same phrase; only the last phrase always comes home.
    const end = place === form.length - 1 ? 0 : name === 'A' ? 4 : [1, 2][draw.integer(0, 2)];
    const known = made.get(name) ?? phrase(draw, end);
    made.set(name, known);
    let start = place * BAR;
    known.forEach(({degree, length}, i) => {
      const isLast = place === form.length - 1 && !known.slice(i + 1).some((one) => one.degree !== -1);
      const own = isLast && degree !== -1 ? 0 : degree;
      const pitch = tonic + MAJOR[(own + 7) % 7] + 12 * Math.floor(own / 7);
      if (degree !== -1) notes.push({pitch, start, duration: length / 2});
      start += length / 2;
    });
  });
  return notes;
}

/**
 * Tunes of eight bars in a major key, with a form: phrases of two bars that come again, as in a folk song.
 *
 * The melody moves by small steps, turns back after a leap, breathes between phrases, and ends on the key note.
 *
 * @param n number of tunes
 * @param options see {@link TuneOptions}
 * @returns notes one after another; starts and durations are multiples of 0.5 quarter notes, all lie in 32 of them
 * @throws RangeError when n, the tonic or the seed is no whole number, or out of range
 *
 * Lesson: solutions/18-generating-music.
 */
export function generateTunes(n: number, options: TuneOptions = {}): Note[][] {
  checkOptions('generateTunes', options, ['tonic', 'seed']);
  checkSeed('generateTunes: seed', options.seed);
  const {tonic, seed = 42} = options;
  checkWhole('generateTunes: n', n);
  if (tonic !== undefined) checkWhole('generateTunes: tonic', tonic, 55, 72);
  const draw = random(seed);
  return Array.from({length: n}, () => tune(draw, tonic ?? draw.integer(55, 67)));
}
