import {checkAbove0, checkNotBelow0} from '../numbers';

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

function elapsed({initialLearningRate, decaySteps, decayRate, staircase = false}: DecayOptions) {
  checkAbove0('initialLearningRate', initialLearningRate);
  checkAbove0('decaySteps', decaySteps);
  checkAbove0('decayRate', decayRate);
  return (step: number) => (staircase ? Math.floor(step / decaySteps) : step / decaySteps);
}

/** η(step) = η₀ · decayRate^(step / decaySteps), as Keras 3's ExponentialDecay. */
export function exponentialDecay(options: DecayOptions): StepSchedule {
  const times = elapsed(options);
  return (step) => options.initialLearningRate * options.decayRate ** times(step);
}

/** η(step) = η₀ / (1 + decayRate · step / decaySteps), as Keras 3's InverseTimeDecay. */
export function inverseTimeDecay(options: DecayOptions): StepSchedule {
  const times = elapsed(options);
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

/** η(step) = (η₀ - η_end) (1 - step / decaySteps)^power + η_end, as Keras 3's PolynomialDecay without cycles. */
export function polynomialDecay(options: PolynomialDecayOptions): StepSchedule {
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
 * η(step) = η₀ ((1 - α) (1 + cos(π step / decaySteps)) / 2 + α), with a linear warm-up before it where asked for; as
 * Keras 3's CosineDecay.
 *
 * Source: Loshchilov and Hutter 2016, arXiv:1608.03983.
 */
export function cosineDecay(options: CosineDecayOptions): StepSchedule {
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

/** η(step) = values[i] for the first i with step <= boundaries[i], else the last value; as Keras 3's PiecewiseConstantDecay. */
export function piecewiseConstantDecay({boundaries, values}: PiecewiseConstantDecayOptions): StepSchedule {
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

/** η rises in a straight line from 0 at step 0 to the first rate of `after`, which goes on from there. */
export function warmup({steps, after}: WarmupOptions): StepSchedule {
  checkAbove0('warmup: steps', steps);
  if (typeof after === 'number') checkAbove0('warmup: after', after);
  const next = typeof after === 'number' ? () => after : after;
  return (step, epoch) => (step < steps ? (next(0, epoch) * step) / steps : next(step - steps, epoch));
}
