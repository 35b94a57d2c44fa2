import {asNdArray, muLawDecode, type Numbers} from '../data';
import {checkOptions, checkWhole} from '../data/arguments';

/** Options of {@link similarWindows}. */
export interface SimilarWindowsOptions {
  /** Samples of a window: how far back two places of the sound are compared; defaults to 32. */
  length?: number;
  /** Levels of the mu-law code; defaults to 64. */
  levels?: number;
}

/** Guesses the next level by looking up the most similar place; made by {@link similarWindows}. */
export interface SimilarWindows {
  /** Mean bits a level, -log2 of the probability given to what came, of all levels that have a whole window before. */
  bits(ids: Numbers): number;
}

/** Every window of a sound at one loudness, each with the loudness that it had. */
interface Windows {
  wave: Float32Array;
  /** [windows] root mean square, and a little, so that silence divides by something. */
  loudness: Float64Array;
}

const QUIETEST = 1e-3;

function windowsOf(wave: Float32Array, length: number): Windows {
  const loudness = new Float64Array(wave.length - length);
  for (let i = 0; i < loudness.length; i++) {
    let sum = 0;
    for (let j = i; j < i + length; j++) sum += wave[j] ** 2;
    loudness[i] = Math.sqrt(sum / length) + QUIETEST;
  }
  return {wave, loudness};
}

/** The place among the first `count` windows of `known` most like window `at` of `asked`. */
function nearest(known: Windows, count: number, asked: Windows, at: number, length: number): number {
  const own = Float64Array.from({length}, (_, j) => asked.wave[at + j] / asked.loudness[at]);
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let i = 0; i < count; i++) {
    const scale = 1 / known.loudness[i];
    let sum = 0;
    // A window that is already too far need not be compared to its end; the newest samples differ first.
    for (let j = length - 1; j >= 0 && sum < least; j--) sum += (own[j] - known.wave[i + j] * scale) ** 2;
    if (sum < least) [best, least] = [i, sum];
  }
  return best;
}

/**
 * Guesses the next sample of a sound as a table would: it looks up the most similar window that it knows, at whatever
 * loudness, and expects the sample that followed there, at the loudness of now. Nothing is trained.
 *
 *     i = place of the smallest |w_i / rms(w_i) - w / rms(w)|²,   ŷ = y_i rms(w) / rms(w_i)
 *
 * How probable a miss by so many levels is, it counts in the last tenth of what it knows, looked up in the rest.
 *
 * @param ids levels of the known sound, as of `data.muLawEncode`
 * @param options see {@link SimilarWindowsOptions}
 * @returns see {@link SimilarWindows}
 * @throws RangeError when the sound is shorter than ten windows, or a level is none
 *
 * Lesson: notebooks/04-convolutions/4.2. Check: lib/test/models/similar-windows.test.ts.
 */
export function similarWindows(ids: Numbers, options: SimilarWindowsOptions = {}): SimilarWindows {
  checkOptions('similarWindows', options, ['length', 'levels']);
  const {length = 32, levels = 64} = options;
  checkWhole('similarWindows: length', length);
  const read = (given: Numbers, least: number) => {
    const codes = Array.from(asNdArray(given, 'similarWindows: ids').values);
    if (codes.length < least) throw new RangeError(`similarWindows needs ${least} levels or more, got ${codes.length}`);
    return {codes, windows: windowsOf(muLawDecode(codes, levels), length)};
  };
  const known = read(ids, 10 * length);
  const places = known.codes.length - length;
  // The levels of a mu-law code, as decoded: what is guessed in between goes to the nearest.
  const heights = muLawDecode(
    Array.from({length: levels}, (_, id) => id),
    levels,
  );
  const guess = (asked: Windows, at: number, count: number): number => {
    const i = nearest(known.windows, count, asked, at, length);
    const value = (known.windows.wave[i + length] / known.windows.loudness[i]) * asked.loudness[at];
    let id = 0;
    while (id < levels - 1 && value > (heights[id] + heights[id + 1]) / 2) id++;
    return id;
  };
  const held = Math.floor(0.9 * places);
  const misses = new Float64Array(2 * levels - 1).fill(1); // each miss is taken as seen once
  for (let at = held; at < places; at++) {
    misses[known.codes[at + length] - guess(known.windows, at, held - length) + levels - 1]++;
  }
  const bits = (asked: Numbers): number => {
    const {codes, windows} = read(asked, length + 1);
    let sum = 0;
    for (let at = 0; at < codes.length - length; at++) {
      const id = guess(windows, at, places);
      const possible = misses.subarray(levels - 1 - id, 2 * levels - 1 - id); // by level that may come
      const all = possible.reduce((total, count) => total + count, 0);
      sum -= Math.log2(possible[codes[at + length]] / all);
    }
    return sum / (codes.length - length);
  };
  return {bits};
}
