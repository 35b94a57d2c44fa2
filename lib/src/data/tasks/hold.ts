import {checkOptions, checkSeed, checkShare, checkWhole} from '../arguments';
import {Series, Targets} from '../arrays';
import {random} from '../random';

/** Options of {@link generateHold} and {@link generateHeldLetters}. */
export interface HoldOptions {
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
  /** How likely a step after the first is to be held, above 0, below 1; defaults to 0.1. */
  share?: number;
}

/** Sequences in which some steps are to be held until the next such step. */
export interface HoldTask {
  /** [n, steps, 2] a number, and the mark: 1 where it is to be held, else 0; the first step is marked. */
  x: Series;
  /** [n, steps, 1] the number of the last marked step. */
  y: Targets;
  /** [n][steps] steps since the mark: 0 at a marked step. */
  age: number[][];
}

/** {@link HoldTask} with letters in place of numbers. */
export interface HeldLetters {
  /** [n, steps, 10] one-hot: the capitals A B C D E, which are to be held, and the small letters v w x y z, which are not. */
  x: Series;
  /** [n, steps, 5] one-hot: the last capital; the first letter is one. */
  y: Targets;
  /** [n] the same as text, such as 'CxzvAyy'. */
  texts: string[];
  /** [n][steps] steps since the last capital: 0 at a capital. */
  age: number[][];
}

const CAPITALS = 'ABCDE';
const SMALL = 'vwxyz';

function readOptions(where: string, n: number, steps: number, options: HoldOptions): Required<HoldOptions> {
  checkOptions(where, options, ['seed', 'share']);
  const {seed = 42, share = 0.1} = options;
  checkSeed(`${where}: seed`, seed);
  checkShare(`${where}: share`, share);
  checkWhole(`${where}: n`, n);
  checkWhole(`${where}: steps`, steps);
  return {seed, share};
}

/**
 * The hold task: say at each step which number was marked last. To keep, and to replace, as the input asks.
 *
 * @param n number of sequences
 * @param steps time steps of each
 * @param options see {@link HoldOptions}
 * @returns see {@link HoldTask}; numbers are uniform on -1 ... 1
 * @throws RangeError when a count or the seed is no whole number, or too small, or share is out of range
 *
 * Lesson: notebooks/03-gated-cells/3.1. Check: equal bit for bit to its numpy twin.
 */
export function generateHold(n: number, steps: number, options: HoldOptions = {}): HoldTask {
  const {seed, share} = readOptions('generateHold', n, steps, options);
  const {uniform} = random(seed);
  const x = new Float64Array(n * steps * 2);
  const y = new Float64Array(n * steps);
  const age = Array.from({length: n}, (_, i) => {
    let held = 0;
    let since = 0;
    return Array.from({length: steps}, (_, t) => {
      const at = i * steps + t;
      const [value, chance] = [uniform(-1, 1), uniform(0, 1)];
      const isMarked = t === 0 || chance < share;
      [held, since] = isMarked ? [value, 0] : [held, since + 1];
      x.set([value, isMarked ? 1 : 0], 2 * at);
      y[at] = held;
      return since;
    });
  });
  return {x: new Series(x, [n, steps, 2]), y: new Targets(y, [n, steps, 1]), age};
}

/**
 * The hold task with letters: which capital came last? Small letters change nothing.
 *
 * @param n number of texts
 * @param steps letters of each
 * @param options see {@link HoldOptions}
 * @returns see {@link HeldLetters}
 * @throws RangeError when a count or the seed is no whole number, or too small, or share is out of range
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function generateHeldLetters(n: number, steps: number, options: HoldOptions = {}): HeldLetters {
  const {seed, share} = readOptions('generateHeldLetters', n, steps, options);
  const {uniform, integer} = random(seed);
  const texts = Array.from({length: n}, () => {
    const letter = (_: unknown, t: number) =>
      (uniform(0, 1) < share || t === 0 ? CAPITALS : SMALL)[integer(0, CAPITALS.length)];
    return Array.from({length: steps}, letter).join('');
  });
  const last = texts.map((text) => Array.from(text, (_, t) => text.slice(0, t + 1).search(/[A-E][v-z]*$/)));
  const row = (size: number, hot: number) => Array.from({length: size}, (_, k) => (k === hot ? 1 : 0));
  const x = texts.flatMap((text) => Array.from(text, (letter) => row(10, (CAPITALS + SMALL).indexOf(letter))).flat());
  const y = texts.flatMap((text, i) => last[i].flatMap((place) => row(5, CAPITALS.indexOf(text[place]))));
  const age = last.map((places) => places.map((place, t) => t - place));
  return {x: new Series(x, [n, steps, 10]), y: new Targets(y, [n, steps, 5]), texts, age};
}
