import {checkAbove0, checkFlag, checkList, checkNotBelow0, checkOptions} from '../../data/arguments';

/**
 * A learning rate that depends on where training stands.
 *
 * @param step steps that the optimizer took so far, over all fits; 0 at first
 * @param epoch of this fit, from 1
 */
export type StepSchedule = (step: number, epoch: number) => number;

/** Options of {@link exponentialDecay} and {@link inverseTimeDecay}. */
export interface DecayOptions {
  initialLearningRate: number;
  /** Steps over which the rate falls once by `decayRate`. */
  decaySteps: number;
  decayRate: number;
  /** Falls at once at the end of every `decaySteps` instead of a little each step; defaults to false. */
  staircase?: boolean;
}

function elapsed(where: string, options: DecayOptions) {
  checkOptions(where, options, ['initialLearningRate', 'decaySteps', 'decayRate', 'staircase']);
  const {initialLearningRate, decaySteps, decayRate, staircase = false} = options;
  checkAbove0(`${where}: initialLearningRate`, initialLearningRate);
  checkAbove0(`${where}: decaySteps`, decaySteps);
  checkAbove0(`${where}: decayRate`, decayRate);
  checkFlag(`${where}: staircase`, staircase);
  return (step: number) => (staircase ? Math.floor(step / decaySteps) : step / decaySteps);
}

/**
 * A rate that falls by the same factor over the same number of steps.
 *
 *     η(step) = η₀ · decayRate^(step / decaySteps)
 *
 * @param options see {@link DecayOptions}
 * @returns a schedule for `fit`
 * @throws RangeError for an option that is not above 0
 *
 * Lesson: notebooks/03-gated-cells/3.4. Check: agrees with Keras 3's ExponentialDecay.
 */
export function exponentialDecay(options: DecayOptions): StepSchedule {
  const times = elapsed('exponentialDecay', options);
  return (step) => options.initialLearningRate * options.decayRate ** times(step);
}

/**
 * A rate that falls fast at first, then ever more slowly.
 *
 *     η(step) = η₀ / (1 + decayRate · step / decaySteps)
 *
 * @param options see {@link DecayOptions}
 * @returns a schedule for `fit`
 * @throws RangeError for an option that is not above 0
 *
 * Lesson: notebooks/03-gated-cells/3.4. Check: agrees with Keras 3's InverseTimeDecay.
 */
export function inverseTimeDecay(options: DecayOptions): StepSchedule {
  const times = elapsed('inverseTimeDecay', options);
  return (step) => options.initialLearningRate / (1 + options.decayRate * times(step));
}

/** Options of {@link polynomialDecay}. */
export interface PolynomialDecayOptions {
  initialLearningRate: number;
  /** Steps to the end; the rate stays at the end rate afterwards. */
  decaySteps: number;
  /** Defaults to 0.0001. */
  endLearningRate?: number;
  /** Defaults to 1: a straight line. */
  power?: number;
}

/**
 * A rate that falls to its end in a given number of steps, in a straight line unless said.
 *
 *     η(step) = (η₀ - η_end) (1 - step / decaySteps)^power + η_end        afterwards η_end
 *
 * @param options see {@link PolynomialDecayOptions}
 * @returns a schedule for `fit`
 * @throws RangeError for an option that is not above 0, or an end below 0
 *
 * Lesson: notebooks/03-gated-cells/3.4. Check: agrees with Keras 3's PolynomialDecay without cycles.
 */
export function polynomialDecay(options: PolynomialDecayOptions): StepSchedule {
  checkOptions('polynomialDecay', options, ['initialLearningRate', 'decaySteps', 'endLearningRate', 'power']);
  const {initialLearningRate, decaySteps, endLearningRate = 0.0001, power = 1} = options;
  checkAbove0('polynomialDecay: initialLearningRate', initialLearningRate);
  checkAbove0('polynomialDecay: decaySteps', decaySteps);
  checkNotBelow0('polynomialDecay: endLearningRate', endLearningRate);
  checkAbove0('polynomialDecay: power', power);
  return (step) => {
    const left = 1 - Math.min(step, decaySteps) / decaySteps;
    return (initialLearningRate - endLearningRate) * left ** power + endLearningRate;
  };
}

/** Options of {@link cosineDecay}. */
export interface CosineDecayOptions {
  /** Rate at step 0. */
  initialLearningRate: number;
  /** Steps of the decay, after those of the warm-up. */
  decaySteps: number;
  /** Smallest rate, as a share of the one where the decay begins; defaults to 0. */
  alpha?: number;
  /** Rate at the end of the warm-up, where the decay begins; defaults to no warm-up. */
  warmupTarget?: number;
  /** Steps in which the rate rises in a straight line to `warmupTarget`; defaults to 0. */
  warmupSteps?: number;
}

/**
 * A rate that falls along half a wave of a cosine, after a warm-up in a straight line where asked for.
 *
 *     η(step) = η₀ ((1 - α) (1 + cos(π step / decaySteps)) / 2 + α)        afterwards α η₀
 *
 * @param options see {@link CosineDecayOptions}
 * @returns a schedule for `fit`
 * @throws RangeError for an option out of range, or a warm-up without its target
 *
 * Source: Loshchilov and Hutter 2016, arXiv:1608.03983.
 * Lesson: notebooks/03-gated-cells/3.4. Check: agrees with Keras 3's CosineDecay.
 */
export function cosineDecay(options: CosineDecayOptions): StepSchedule {
  const names = ['initialLearningRate', 'decaySteps', 'alpha', 'warmupTarget', 'warmupSteps'] as const;
  checkOptions('cosineDecay', options, names);
  const {initialLearningRate, decaySteps, alpha = 0, warmupTarget, warmupSteps = 0} = options;
  checkNotBelow0('cosineDecay: initialLearningRate', initialLearningRate);
  checkAbove0('cosineDecay: decaySteps', decaySteps);
  checkNotBelow0('cosineDecay: alpha', alpha);
  checkNotBelow0('cosineDecay: warmupSteps', warmupSteps);
  if (warmupTarget !== undefined) checkAbove0('cosineDecay: warmupTarget', warmupTarget);
  else if (warmupSteps > 0) throw new RangeError(`cosineDecay: warmupSteps ${warmupSteps} need a warmupTarget`);
  const decay = (step: number, from: number) => {
    const cosine = 0.5 * (1 + Math.cos((Math.PI * Math.min(step, decaySteps)) / decaySteps));
    return from * ((1 - alpha) * cosine + alpha);
  };
  if (warmupTarget === undefined) return (step) => decay(step, initialLearningRate);
  return (step) =>
    step < warmupSteps
      ? initialLearningRate + ((warmupTarget - initialLearningRate) * step) / warmupSteps
      : decay(step - warmupSteps, warmupTarget);
}

/** Options of {@link piecewiseConstantDecay}. */
export interface PiecewiseConstantDecayOptions {
  /** Last steps of all pieces but the last one, rising. */
  boundaries: number[];
  /** Rates of the pieces, one more than boundaries. */
  values: number[];
}

/**
 * A rate that stays the same between given steps.
 *
 *     η(step) = values[i] for the first i with step <= boundaries[i], else the last value
 *
 * @param options see {@link PiecewiseConstantDecayOptions}
 * @returns a schedule for `fit`
 * @throws RangeError when boundaries do not rise, a value is below 0, or there is not one value more than boundaries
 *
 * Lesson: notebooks/03-gated-cells/3.4. Check: agrees with Keras 3's PiecewiseConstantDecay.
 */
export function piecewiseConstantDecay(options: PiecewiseConstantDecayOptions): StepSchedule {
  checkOptions('piecewiseConstantDecay', options, ['boundaries', 'values']);
  const {boundaries, values} = options;
  checkList('piecewiseConstantDecay: boundaries', boundaries, {empty: true});
  checkList('piecewiseConstantDecay: values', values);
  if (values.length !== boundaries.length + 1) {
    throw new RangeError(
      `piecewiseConstantDecay: ${boundaries.length} boundaries need ${boundaries.length + 1} values, got ${values.length}`,
    );
  }
  boundaries.forEach((boundary, i) => {
    if (i > 0 && !(boundary > boundaries[i - 1]))
      throw new RangeError(`piecewiseConstantDecay: boundaries must rise, got [${boundaries}]`);
  });
  values.forEach((value, i) => {
    checkNotBelow0(`piecewiseConstantDecay: values[${i}]`, value);
  });
  return (step) => {
    const piece = boundaries.findIndex((boundary) => step <= boundary);
    return values[piece < 0 ? values.length - 1 : piece];
  };
}

/** Options of {@link warmup}. */
export interface WarmupOptions {
  /** Steps of the warm-up. */
  steps: number;
  /** What comes after it: a rate, or a schedule that begins at its step 0 then. */
  after: number | StepSchedule;
}

/**
 * A rate that rises in a straight line from 0 at step 0 to the first rate of `after`, which goes on from there.
 *
 * @param options see {@link WarmupOptions}
 * @returns a schedule for `fit`
 * @throws RangeError when the steps or a fixed rate are not above 0
 *
 * Lesson: notebooks/03-gated-cells/3.4.
 */
export function warmup(options: WarmupOptions): StepSchedule {
  checkOptions('warmup', options, ['steps', 'after']);
  const {steps, after} = options;
  checkAbove0('warmup: steps', steps);
  if (typeof after !== 'function') checkAbove0('warmup: after', after);
  const next = typeof after === 'number' ? () => after : after;
  return (step, epoch) => (step < steps ? (next(0, epoch) * step) / steps : next(step - steps, epoch));
}
