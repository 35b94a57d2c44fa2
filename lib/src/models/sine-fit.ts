import {asNdArray, type Numbers, Targets} from '../data';
import {checkOptions, checkWhole} from '../data/arguments';
import type {Baseline, HorizonOption} from './baselines';

/** Options of {@link sineFit}. */
export interface SineFitOptions extends HorizonOption {
  /** For each wave the lowest and the highest frequency, in radians a time step: [[0.1, 0.2], [0.2, 0.4]]. */
  frequencies: [number, number][];
}

/** Sine and cosine of every wave over all time steps, orthonormal over the known ones. */
function orthonormalWaves(frequencies: number[], known: number, steps: number): Float64Array[] {
  const done: Float64Array[] = [];
  const dot = (a: Float64Array, b: Float64Array) => {
    let sum = 0;
    for (let t = 0; t < known; t++) sum += a[t] * b[t];
    return sum;
  };
  const raw = frequencies.flatMap((w) => [
    Float64Array.from({length: steps}, (_, t) => Math.sin(w * t)),
    Float64Array.from({length: steps}, (_, t) => Math.cos(w * t)),
  ]);
  for (const column of raw) {
    const size = Math.sqrt(dot(column, column));
    // Twice: on few steps waves are nearly parallel, and one pass leaves rounding.
    for (const q of [...done, ...done]) {
      const along = dot(q, column);
      for (let t = 0; t < steps; t++) column[t] -= along * q[t];
    }
    const rest = Math.sqrt(dot(column, column));
    if (rest > 1e-9 * size) done.push(column.map((value) => value / rest));
  }
  return done;
}

/** Part of the square sum of a series that waves explain. */
function explained(x: Float64Array, waves: Float64Array[]): number {
  let sum = 0;
  for (const wave of waves) {
    let dot = 0;
    for (let t = 0; t < x.length; t++) dot += x[t] * wave[t];
    sum += dot * dot;
  }
  return sum;
}

/** All pairs, triples ... of values, one of each list. */
function combinations(lists: number[][]): number[][] {
  return lists.reduce<number[][]>((rows, list) => rows.flatMap((row) => list.map((value) => [...row, value])), [[]]);
}

function checkRanges(ranges: [number, number][]): void {
  if (!Array.isArray(ranges) || ranges.length === 0 || ranges.length > 3) {
    throw new RangeError('sineFit: frequencies must hold one to three ranges, such as [[0.1, 0.2], [0.2, 0.4]]');
  }
  ranges.forEach((range, i) => {
    const [low, high] = range;
    if (!(low > 0 && low < high && high <= Math.PI)) {
      throw new RangeError(`sineFit: frequencies[${i}] must be [low, high] with 0 < low < high <= π, got [${range}]`);
    }
  });
}

/**
 * Fits a sum of sines to each series by itself, by least squares, and forecasts with it.
 *
 *     min Σ_t (x(t) - Σ_k (a_k sin ω_k t + b_k cos ω_k t))²      over a, b and every ω_k in its range
 *
 * It is told the law of the series but not its numbers: what somebody who knows the law can do, as a mark for networks.
 * The ω come from a grid, finer with more steps, then from ever smaller moves; a and b are solved exactly.
 *
 * @param options see {@link SineFitOptions}
 * @returns the baseline; its `predict` takes [series, time steps] and gives [series, horizon]
 * @throws RangeError for an unknown option, ranges that are none, or fewer time steps than the fit has numbers
 *
 * Lesson: notebooks/02-forecasting/2.3. Check: finds the waves it was given; reaches the noise of `generateTimeSeries`.
 */
export function sineFit(options: SineFitOptions): Baseline {
  checkOptions('sineFit', options, ['frequencies', 'horizon']);
  const {frequencies: ranges, horizon = 1} = options;
  checkRanges(ranges);
  checkWhole('sineFit: horizon', horizon);
  const needed = 3 * ranges.length;
  const predict = (x: Numbers): Targets => {
    const {values, shape} = asNdArray(x, 'sineFit: x');
    const [count, steps, features = 1] = shape;
    if (shape.length < 2 || shape.length > 3 || features !== 1) {
      throw new RangeError(
        `sineFit: x must be [series, time steps] or [series, time steps, 1], got [${shape.join(', ')}]`,
      );
    }
    if (steps < needed) throw new RangeError(`sineFit: x needs ${needed} time steps, got ${steps}`);
    const wavesOf = (at: number[]) => orthonormalWaves(at, steps, steps + horizon);
    // Two neighbours on the grid drift apart by about a radian over the series: closer ones fit nearly alike.
    const axes = ranges.map(([low, high]) => {
      const cells = Math.ceil((high - low) * steps);
      return Array.from({length: cells + 1}, (_, i) => low + ((high - low) * i) / cells);
    });
    const grid = combinations(axes).map((at) => ({at, waves: wavesOf(at)}));
    const moves = combinations(ranges.map(() => [-1, 0, 1])).filter((signs) => signs.some((sign) => sign !== 0));
    const predicted = new Float64Array(count * horizon);
    for (let i = 0; i < count; i++) {
      const series = values.subarray(i * steps, (i + 1) * steps);
      let best = {at: grid[0].at, waves: grid[0].waves, fit: -1};
      const consider = (at: number[], waves: Float64Array[]) => {
        const fit = explained(series, waves);
        if (fit <= best.fit) return false;
        best = {at, waves, fit};
        return true;
      };
      for (const {at, waves} of grid) consider(at, waves);
      for (let move = 0.5 / steps; move > 0.01 / steps; ) {
        const from = best.at;
        const tried = moves.map((signs) => from.map((w, k) => clamp(w + signs[k] * move, ranges[k])));
        const better = tried.filter((at) => consider(at, wavesOf(at)));
        if (better.length === 0) move /= 2;
      }
      for (let k = 0; k < horizon; k++) {
        for (const wave of best.waves) {
          let along = 0;
          for (let t = 0; t < steps; t++) along += series[t] * wave[t];
          predicted[i * horizon + k] += along * wave[steps + k];
        }
      }
    }
    return new Targets(predicted, [count, horizon]);
  };
  return {name: 'sine fit', parameters: 0, predict};
}

function clamp(value: number, [low, high]: [number, number]): number {
  return Math.min(high, Math.max(low, value));
}
