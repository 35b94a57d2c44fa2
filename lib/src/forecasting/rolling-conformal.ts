import {type Numbers, Targets} from '../data';
import {checkFlag, checkOptions, checkRate, checkShare, checkWhole} from '../data/arguments';
import {fewestErrors, type Intervals, radiusOf, readForecasts} from './conformal';

/** Options of {@link rollingConformal}. */
export interface RollingConformalOptions {
  /** Share of truths that the intervals shall hold, between 0 and 1; defaults to 0.9. */
  coverage?: number;
  /** Errors kept, the newest; defaults to all that are known. */
  memory?: number;
  /** γ, how fast the level adapts after hits and misses; 0 (the default) leaves it as it is, 0.005 to 0.05 is usual. */
  adapt?: number;
  /**
   * Takes the largest known error where the level asks for an infinite interval, so that widths can be averaged and drawn;
   * the bound on the misses then no longer holds. Defaults to false.
   */
  finite?: boolean;
  /** Errors that must be known before the first interval; defaults to the fewest that the coverage allows. */
  warmUp?: number;
  /** Time steps from one row to the next, as in {@link Backtest}; defaults to 1. */
  step?: number;
  /** Steps between the last known one and the first forecast, as in {@link Backtest}; defaults to 0. */
  gap?: number;
}

/** Intervals made in time order, and how often they held. */
export interface RollingConformal extends Intervals {
  /** First row with intervals; `lower`, `upper` and `levels` begin there. */
  from: number;
  /** [rows, horizon] the share that each interval aimed at: 1 - α_t. */
  levels: Targets;
  /** [horizon] share of the truths inside. */
  coverageByStep: number[];
  /** Share of all truths inside. */
  coverage: number;
}

/** One step ahead: the errors known so far, and the level that follows hits and misses. */
class Follower {
  private readonly errors: number[] = []; // as they came
  private readonly sorted: number[] = [];
  private alpha: number;

  constructor(
    private readonly target: number,
    private readonly memory: number,
    private readonly adapt: number,
    private readonly finite: boolean,
  ) {
    this.alpha = target;
  }

  /** The share that the next interval aims at. */
  get level(): number {
    return 1 - this.alpha;
  }

  /** Half the width of the next interval; Infinity when the level asks for certainty. */
  get radius(): number {
    const radius = this.alpha <= 0 ? Number.POSITIVE_INFINITY : radiusOf(this.sorted, this.level);
    return this.finite ? Math.min(radius, this.sorted[this.sorted.length - 1]) : radius;
  }

  /** How many sorted errors are smaller. */
  private place(error: number): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle] < error) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  learn(error: number, interval: {radius: number; level: number} | undefined): void {
    this.errors.push(error);
    this.sorted.splice(this.place(error), 0, error);
    if (this.errors.length > this.memory) this.sorted.splice(this.place(this.errors.shift() as number), 1);
    if (!interval) return;
    // At level 0 the interval is empty, so it counts as missed even where forecast and truth are equal.
    const missed = interval.level <= 0 || error > interval.radius;
    this.alpha += this.adapt * (this.target - (missed ? 1 : 0));
  }
}

/**
 * Conformal intervals in time order, each from the errors that were known when it was made; optionally adaptive (ACI).
 *
 *     interval_t = ŷ_t ± the (1 - α_t) quantile of the last errors        α_{t+1} = α_t + γ (α - [missed at t])
 *
 * An error k steps ahead is known k steps later, not before. With γ > 0 the long-run share of misses comes to α whatever
 * the series does: |misses/T - α| <= (max(α, 1 - α) + γ)/(γ T). The price is intervals that are infinite after many
 * misses, and empty (a point) after many hits.
 *
 * @param yTrue [rows, horizon] in time order, such as `truth` of a {@link Backtest}
 * @param yPred the same shape, such as its `forecast`; pass its `step` and `gap` as options
 * @param options see {@link RollingConformalOptions}
 * @returns see {@link RollingConformal}; rows `from` and later
 * @throws RangeError when shapes differ, an option is impossible, or no row is left after the warm-up
 *
 * Source: Gibbs and Candès 2021, arXiv:2106.00170. Lesson: notebooks/02-forecasting/2.4.
 */
export function rollingConformal(
  yTrue: Numbers,
  yPred: Numbers,
  options: RollingConformalOptions = {},
): RollingConformal {
  checkOptions('rollingConformal', options, ['coverage', 'memory', 'adapt', 'finite', 'warmUp', 'step', 'gap']);
  const {coverage = 0.9, memory = Number.POSITIVE_INFINITY, adapt = 0, finite = false, step = 1, gap = 0} = options;
  checkShare('rollingConformal: coverage', coverage);
  const fewest = fewestErrors(coverage);
  const {warmUp = fewest} = options;
  if (memory !== Number.POSITIVE_INFINITY) checkWhole('rollingConformal: memory', memory, fewest);
  checkWhole('rollingConformal: warmUp', warmUp, fewest);
  checkWhole('rollingConformal: step', step);
  checkWhole('rollingConformal: gap', gap, 0);
  checkRate('rollingConformal: adapt', adapt);
  checkFlag('rollingConformal: finite', finite);
  if (warmUp > memory)
    throw new RangeError(`rollingConformal: warmUp ${warmUp} is more than the ${memory} errors of memory`);
  const [truth, {values}] = readForecasts(yTrue, yPred, 'rollingConformal');
  const {rows, width} = truth;
  // Row j's truth at step k (from 0) is known at row i when j · step + gap + k < i · step.
  const delay = (k: number): number => Math.floor((gap + k) / step) + 1;
  const from = warmUp - 1 + delay(width - 1);
  if (from >= rows) {
    throw new RangeError(
      `rollingConformal: ${rows} rows are too few; the first interval needs ${warmUp} known errors, so row ${from}`,
    );
  }
  const [radii, levels] = [new Float64Array(rows * width), new Float64Array(rows * width)];
  for (let k = 0; k < width; k++) {
    const follower = new Follower(1 - coverage, memory, adapt, finite);
    for (let i = 0; i < rows; i++) {
      const past = i - delay(k);
      if (past >= 0) {
        const at = past * width + k;
        const interval = past >= from ? {radius: radii[at], level: levels[at]} : undefined;
        follower.learn(Math.abs(values[at] - truth.values[at]), interval);
      }
      if (i < from) continue;
      levels[i * width + k] = follower.level;
      radii[i * width + k] = follower.radius;
    }
  }
  return summarise(truth.values, values, radii, levels, [rows, width], from);
}

function summarise(
  truth: Float64Array,
  forecast: Float64Array,
  radii: Float64Array,
  levels: Float64Array,
  [rows, width]: [number, number],
  from: number,
): RollingConformal {
  const shape = [rows - from, width];
  const ends = (sign: number): Targets =>
    new Targets(forecast.map((value, i) => value + sign * radii[i]).subarray(from * width), shape);
  const inside = Array<number>(width).fill(0);
  for (let i = from * width; i < rows * width; i++) {
    if (Math.abs(forecast[i] - truth[i]) <= radii[i]) inside[i % width]++;
  }
  const coverageByStep = inside.map((count) => count / (rows - from));
  return {
    from,
    lower: ends(-1),
    upper: ends(1),
    levels: new Targets(levels.subarray(from * width), shape),
    coverageByStep,
    coverage: coverageByStep.reduce((sum, share) => sum + share, 0) / width,
  };
}
