import {checkOptions, checkSeed, checkWhole} from './arguments';
import {Series} from './arrays';
import {mulberry32, random} from './random';
import {sine} from './sine';

/** Options of the generators. */
export interface SeedOption {
  /** Start of the random numbers, a whole number; defaults to 42. */
  seed?: number;
}

/**
 * Series of two sines with random frequency and phase, plus noise.
 *
 *     x(t) = 0.5 sin((t - o1)(10 f1 + 10)) + 0.2 sin((t - o2)(20 f2 + 20)) + 0.1 (u - 0.5),   t = 0 ... 1
 *
 * f1, f2, o1, o2 are drawn once a series, u at every step, all uniform on [0, 1).
 *
 * @param n number of series
 * @param steps time steps of each, at least 2
 * @param options see {@link SeedOption}
 * @returns [n, steps]
 * @throws RangeError when a count or the seed is no whole number, or too small
 *
 * Source: Géron 2019, Hands-On Machine Learning, 2nd edition, chapter 15. Lesson: notebooks/02-forecasting/2.1.
 * Check: equal bit for bit to its numpy twin.
 */
export function generateTimeSeries(n: number, steps: number, options: SeedOption = {}): Series {
  checkOptions('generateTimeSeries', options, ['seed']);
  const {seed = 42} = options;
  checkSeed('generateTimeSeries: seed', seed);
  checkWhole('generateTimeSeries: n', n);
  checkWhole('generateTimeSeries: steps', steps, 2);
  const next = mulberry32(seed);
  const draw = () => Float64Array.from({length: n}, next);
  const [f1, f2, o1, o2] = [draw(), draw(), draw(), draw()];
  const values = new Float64Array(n * steps);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < steps; k++) {
      const t = k / (steps - 1);
      const slow = 0.5 * sine((t - o1[i]) * (f1[i] * 10 + 10));
      const fast = 0.2 * sine((t - o2[i]) * (f2[i] * 20 + 20));
      values[i * steps + k] = slow + fast + 0.1 * (next() - 0.5);
    }
  }
  return new Series(values, [n, steps]);
}

const FULL_TURN = 6.283185307179586;

/**
 * Daily series: a trend, a weekly and a monthly wave, a random walk, noise and a level of its own.
 *
 * @param n number of series
 * @param days days of each
 * @param options see {@link SeedOption}
 * @returns [n, days]
 * @throws RangeError when a count or the seed is no whole number, or too small
 *
 * Lesson: exercise 04. Check: equal bit for bit to its numpy twin.
 */
export function generateDaily(n: number, days: number, options: SeedOption = {}): Series {
  checkOptions('generateDaily', options, ['seed']);
  const {seed = 42} = options;
  checkSeed('generateDaily: seed', seed);
  checkWhole('generateDaily: n', n);
  checkWhole('generateDaily: days', days);
  const {uniform, normal} = random(seed);
  const values = new Float64Array(n * days);
  for (let i = 0; i < n; i++) {
    const slope = uniform(-0.01, 0.01);
    const [weekSize, weekPhase] = [uniform(0.5, 2), uniform(0, FULL_TURN)];
    const [monthSize, monthPhase] = [uniform(0.2, 1), uniform(0, FULL_TURN)];
    const step = Array.from({length: days}, () => normal());
    const noise = Array.from({length: days}, () => normal());
    const base = uniform(10, 50);
    let walk = 0;
    for (let day = 0; day < days; day++) {
      walk += 0.1 * step[day];
      const week = weekSize * sine((FULL_TURN * day) / 7 + weekPhase);
      const month = monthSize * sine((FULL_TURN * day) / 30 + monthPhase);
      // The order of the additions is part of the definition: floating-point sums depend on it.
      values[i * days + day] = slope * day + week + month + walk + 0.2 * noise[day] + base;
    }
  }
  return new Series(values, [n, days]);
}

/** Options of {@link copyTask}. */
export interface CopyTaskOptions extends SeedOption {
  /** Different symbols that may stand first; defaults to 10. */
  symbols?: number;
  /** Different noise tokens that fill the rest; defaults to 5. */
  noise?: number;
}

/** Token sequences and, for each, the symbol to remember. */
export interface CopyTask {
  /** [n, length] tokens: a symbol 0 ... symbols - 1, then noise symbols ... symbols + noise - 1. */
  x: number[][];
  /** [n] the first token of each sequence. */
  y: number[];
}

/**
 * The copy-first-symbol task: a symbol, then noise; the symbol is asked for at the end.
 *
 * @param n number of sequences
 * @param length tokens of each
 * @param options see {@link CopyTaskOptions}
 * @returns see {@link CopyTask}
 * @throws RangeError when a count or the seed is no whole number, or too small
 *
 * Lesson: notebooks/03-gated-cells/3.2. Check: equal to its numpy twin.
 */
export function copyTask(n: number, length: number, options: CopyTaskOptions = {}): CopyTask {
  checkOptions('copyTask', options, ['seed', 'symbols', 'noise']);
  const {seed = 42, symbols = 10, noise = 5} = options;
  checkSeed('copyTask: seed', seed);
  checkWhole('copyTask: n', n);
  checkWhole('copyTask: length', length);
  checkWhole('copyTask: symbols', symbols);
  checkWhole('copyTask: noise', noise);
  const next = mulberry32(seed);
  const y = Array.from({length: n}, () => Math.floor(symbols * next()));
  const token = () => Math.floor(symbols + noise * next());
  const x = y.map((symbol) => [symbol, ...Array.from({length}, token).slice(1)]);
  return {x, y};
}
