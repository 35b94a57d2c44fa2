import {checkNotBelow0, checkOneOf, checkOptions, checkSeed, checkWhole, show} from '../arguments';
import {Series, Targets} from '../arrays';
import {Grid} from '../grid';
import {random} from '../random';
import {sine} from '../sine';
import type {Examples} from '../windows';

/** Options of the series below. */
export interface SeriesOptions {
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

const TURN = 2 * Math.PI;

/**
 * Series of a slow and a slower sine, with random frequency and phase, and noise.
 *
 *     x(s) = 0.5 sin(f1 s + p1) + 0.3 sin(f2 s + p2) + 0.1 e,   s = 0 ... 4π
 *
 * f1 lies in 0.5 ... 2, f2 in 0.1 ... 0.5, the phases in 0 ... 2π; e is normal noise.
 *
 * @param n number of series
 * @param steps time steps of each, at least 2
 * @param options see {@link SeriesOptions}
 * @returns [n, steps]
 * @throws RangeError when a count or the seed is no whole number, or too small
 *
 * Lesson: notebooks/01-foundations/1.1. Check: equal bit for bit to its numpy twin.
 */
export function generateTwoSines(n: number, steps: number, options: SeriesOptions = {}): Series {
  checkOptions('generateTwoSines', options, ['seed']);
  checkSeed('generateTwoSines: seed', options.seed);
  checkWhole('generateTwoSines: n', n);
  checkWhole('generateTwoSines: steps', steps, 2);
  const {uniform, normal} = random(options.seed ?? 42);
  const values = new Float64Array(n * steps);
  for (let i = 0; i < n; i++) {
    const [f1, f2, p1, p2] = [uniform(0.5, 2), uniform(0.1, 0.5), uniform(0, TURN), uniform(0, TURN)];
    for (let t = 0; t < steps; t++) {
      const s = (2 * TURN * t) / (steps - 1);
      values[i * steps + t] = 0.5 * sine(f1 * s + p1) + 0.3 * sine(f2 * s + p2) + 0.1 * normal();
    }
  }
  return new Series(values, [n, steps]);
}

/** Options of {@link generateSines}. */
export interface SinesOptions extends SeriesOptions {
  /** Least and greatest frequency, in turns a time step, above 0 and at most 0.5; defaults to [0.02, 0.1]. */
  frequencies?: [number, number];
  /** Standard deviation of the noise; defaults to 0. */
  noise?: number;
}

/**
 * Sine waves, each of one frequency, with random phase.
 *
 *     x_t = sin(2π f t + p) + noise · e_t      so that, without noise, x_{t+1} = 2 cos(2π f) x_t - x_{t-1}
 *
 * f is uniform between the two frequencies, p on 0 ... 2π, both drawn once a series; e is normal noise. A series follows
 * from two of its steps and its frequency, so what a model may reach is known: an error of zero.
 *
 * @param n number of series
 * @param steps time steps of each
 * @param options see {@link SinesOptions}
 * @returns [n, steps]
 * @throws RangeError when a count or the seed is no whole number, or an option is unknown or of no meaning
 *
 * Lesson: exercise 13. Check: equal bit for bit to its numpy twin.
 */
export function generateSines(n: number, steps: number, options: SinesOptions = {}): Series {
  checkOptions('generateSines', options, ['seed', 'frequencies', 'noise']);
  checkSeed('generateSines: seed', options.seed);
  checkWhole('generateSines: n', n);
  checkWhole('generateSines: steps', steps);
  const {seed = 42, frequencies = [0.02, 0.1], noise = 0} = options;
  checkNotBelow0('generateSines: noise', noise);
  const [low = Number.NaN, high = Number.NaN] = Array.isArray(frequencies) ? frequencies : [];
  if (!(low > 0 && low <= high && high <= 0.5 && frequencies.length === 2)) {
    const needed = 'two numbers above 0, at most 0.5, such as [0.02, 0.1]';
    throw new RangeError(`generateSines: frequencies must be ${needed}, got ${show(frequencies)}`);
  }
  const {uniform, normal} = random(seed);
  const values = new Float64Array(n * steps);
  for (let i = 0; i < n; i++) {
    const [frequency, phase] = [uniform(low, high), uniform(0, TURN)];
    for (let t = 0; t < steps; t++) {
      values[i * steps + t] = sine(TURN * frequency * t + phase) + (noise > 0 ? noise * normal() : 0);
    }
  }
  return new Series(values, [n, steps]);
}

/** A series and what it was made of. */
export interface SeriesParts {
  /** [steps] the sum of the parts. */
  values: Float64Array;
  /** [steps] */
  trend: Float64Array;
  /** [steps] of the period 50. */
  shortSeason: Float64Array;
  /** [steps] of the period 200. */
  longSeason: Float64Array;
  /** [steps] */
  noise: Float64Array;
}

/**
 * A series with its trend, its seasons and its noise apart.
 *
 *     x_t = 0.001 t + sin(2π t / 50) + 0.5 sin(2π t / 200) + 0.1 e_t
 *
 * @param steps time steps; defaults to 500
 * @param options see {@link SeriesOptions}
 * @returns see {@link SeriesParts}
 * @throws RangeError when the steps or the seed are no whole number
 *
 * Lesson: notebooks/01-foundations/1.1. Check: equal bit for bit to its numpy twin.
 */
export function generateTrendAndSeasons(steps = 500, options: SeriesOptions = {}): SeriesParts {
  checkOptions('generateTrendAndSeasons', options, ['seed']);
  checkSeed('generateTrendAndSeasons: seed', options.seed);
  checkWhole('generateTrendAndSeasons: steps', steps);
  const {normal} = random(options.seed ?? 42);
  const each = (value: (t: number) => number) => Float64Array.from({length: steps}, (_, t) => value(t));
  const trend = each((t) => 0.001 * t);
  const shortSeason = each((t) => sine((TURN * t) / 50));
  const longSeason = each((t) => 0.5 * sine((TURN * t) / 200));
  const noise = each(() => 0.1 * normal());
  const values = each((t) => trend[t] + shortSeason[t] + longSeason[t] + noise[t]);
  return {values, trend, shortSeason, longSeason, noise};
}

/** A run of steps that are not as the others. */
export interface Anomaly {
  /** First step. */
  start: number;
  /** The step after the last one. */
  end: number;
  /** What is added there. */
  shift: number;
}

/** A series with anomalies. */
export interface AnomalousSeries {
  /** [1000] */
  values: Float64Array;
  anomalies: Anomaly[];
}

/**
 * A series of 1,000 steps with three anomalies, the last one in the test part.
 *
 *     x_t = 50 + 0.01 t + 10 sin(2π t / 50) + 2 e_t,   + 20 on [200, 250), - 15 on [600, 650), + 18 on [850, 900)
 *
 * @param options see {@link SeriesOptions}
 * @returns see {@link AnomalousSeries}
 * @throws RangeError when the seed is no whole number
 *
 * Lesson: notebooks/02-forecasting/2.4. Check: equal bit for bit to its numpy twin.
 */
export function generateAnomalies(options: SeriesOptions = {}): AnomalousSeries {
  checkOptions('generateAnomalies', options, ['seed']);
  checkSeed('generateAnomalies: seed', options.seed);
  const {normal} = random(options.seed ?? 42);
  const anomalies = [
    {start: 200, end: 250, shift: 20},
    {start: 600, end: 650, shift: -15},
    {start: 850, end: 900, shift: 18},
  ];
  const values = Float64Array.from({length: 1000}, (_, t) => {
    return 50 + 0.01 * t + 10 * sine((TURN * t) / 50) + 2 * normal();
  });
  for (const {start, end, shift} of anomalies) {
    for (let t = start; t < end; t++) values[t] += shift;
  }
  return {values, anomalies};
}

/** Inputs and one number each that depends on steps long ago. */
export type LongDependencies = Examples;

/**
 * Sequences whose target lies far back: the sum of steps 0 to 9 plus the mean of steps 40 to 49.
 *
 *     y = Σ_{t<10} x_t + (1/10) Σ_{40≤t<50} x_t,   or with `kind: 'product'` the product of the two parts
 *
 * @param n number of sequences
 * @param options `steps` (defaults to 100, at least 50), `kind` 'sum' (default) or 'product', `seed`
 * @returns x [n, steps] normal numbers, y [n, 1]
 * @throws RangeError when a count or the seed is no whole number, or too small, or the kind is another one
 *
 * Lesson: exercise 05. Check: equal bit for bit to its numpy twin.
 */
export function generateLongDependencies(
  n: number,
  options: SeriesOptions & {steps?: number; kind?: 'sum' | 'product'} = {},
): LongDependencies {
  checkOptions('generateLongDependencies', options, ['seed', 'steps', 'kind']);
  checkSeed('generateLongDependencies: seed', options.seed);
  const {seed = 42, steps = 100, kind = 'sum'} = options;
  checkWhole('generateLongDependencies: n', n);
  checkWhole('generateLongDependencies: steps', steps, 50);
  checkOneOf('generateLongDependencies: kind', kind, ['sum', 'product']);
  const {normal} = random(seed);
  const x = Float64Array.from({length: n * steps}, () => normal());
  const total = (i: number, from: number, to: number) => {
    let sum = 0;
    for (let t = from; t < to; t++) sum += x[i * steps + t];
    return sum;
  };
  const y = Float64Array.from({length: n}, (_, i) => {
    const [early, late] = [total(i, 0, 10), total(i, 40, 50) / 10];
    return kind === 'sum' ? early + late : early * late;
  });
  return {x: new Series(x, [n, steps]), y: new Targets(y, [n, 1])};
}

/** Inputs with a mark at one step, and the value there. */
export interface RecallTask {
  /** [n, distance + 1, 2] a number and, at the first step alone, the mark 1. */
  x: Grid;
  /** [n, 1] the number at the marked step: other in each sequence, so that it has to be remembered. */
  y: Targets;
}

/**
 * The recall task: what was the first number? It is asked for `distance` steps later, after as many others.
 *
 * @param n number of sequences
 * @param distance steps between the number and the end
 * @param options see {@link SeriesOptions}
 * @returns see {@link RecallTask}; numbers are uniform on -1 ... 1
 * @throws RangeError when a count or the seed is no whole number, or too small
 *
 * Lesson: notebooks/01-foundations/1.5. Check: equal bit for bit to its numpy twin.
 */
export function generateRecall(n: number, distance: number, options: SeriesOptions = {}): RecallTask {
  checkOptions('generateRecall', options, ['seed']);
  checkSeed('generateRecall: seed', options.seed);
  checkWhole('generateRecall: n', n);
  checkWhole('generateRecall: distance', distance);
  const {uniform} = random(options.seed ?? 42);
  const steps = distance + 1;
  const x = new Float64Array(n * steps * 2);
  for (let i = 0; i < n; i++) {
    for (let t = 0; t < steps; t++) x[(i * steps + t) * 2] = uniform(-1, 1);
    x[i * steps * 2 + 1] = 1;
  }
  const y = Float64Array.from({length: n}, (_, i) => x[i * steps * 2]);
  return {x: new Grid(x, [n, steps, 2]), y: new Targets(y, [n, 1])};
}
