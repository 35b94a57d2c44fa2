import {checkNotBelow0, checkOptions, checkShare, checkWhole} from '../../data/arguments';
import {signOf} from '../monitor';

/** Options of {@link reduceOnPlateau}; the defaults are those of Keras 3's ReduceLROnPlateau. */
export interface PlateauOptions {
  /** Number to watch; defaults to 'val_loss' where there is validation data, else 'loss'. */
  monitor?: string;
  /** Whether smaller or greater is better; defaults to 'max' for an accuracy, else 'min'. */
  mode?: 'min' | 'max';
  /** What the rate is multiplied with, in (0, 1); defaults to 0.1. */
  factor?: number;
  /** Epochs without improvement before the rate falls; defaults to 10. */
  patience?: number;
  /** Smallest change that counts as an improvement; defaults to 0.0001. */
  minDelta?: number;
  /** Epochs after a fall in which none counts; defaults to 0. */
  cooldown?: number;
  /** Smallest rate; defaults to 0. */
  minLearningRate?: number;
}

/** A rule that lowers the learning rate where a number stops getting better. */
export interface PlateauSchedule {
  kind: 'reduceOnPlateau';
  options: PlateauOptions;
}

/**
 * Lowers the learning rate once a number has not become better for some epochs, as Keras 3's ReduceLROnPlateau; it begins
 * at the optimizer's own rate.
 *
 * @param options see {@link PlateauOptions}
 * @returns a schedule for `fit`
 * @throws RangeError for options out of range
 *
 * Lesson: notebooks/03-gated-cells/3.4.
 */
export function reduceOnPlateau(options: PlateauOptions = {}): PlateauSchedule {
  const names = ['monitor', 'mode', 'factor', 'patience', 'minDelta', 'cooldown', 'minLearningRate'] as const;
  checkOptions('reduceOnPlateau', options, names);
  const {factor = 0.1, patience = 10, minDelta = 1e-4, cooldown = 0, minLearningRate = 0} = options;
  checkShare('reduceOnPlateau: factor', factor);
  for (const [name, value] of Object.entries({patience, cooldown})) {
    checkWhole(`reduceOnPlateau: ${name}`, value, 0);
  }
  checkNotBelow0('reduceOnPlateau: minDelta', minDelta);
  checkNotBelow0('reduceOnPlateau: minLearningRate', minLearningRate);
  return {kind: 'reduceOnPlateau', options: {...options}};
}

/** Where a plateau rule stands. */
export interface PlateauState {
  best: number | null;
  wait: number;
  cooldown: number;
}

/** Watches one number an epoch. */
export class Plateau {
  readonly state: PlateauState = {best: null, wait: 0, cooldown: 0};
  private readonly monitor: string;
  private readonly sign: number;

  /** @throws RangeError when the number to watch is not among `names` */
  constructor(
    private readonly options: PlateauOptions,
    names: string[],
  ) {
    this.monitor = options.monitor ?? (names.includes('val_loss') ? 'val_loss' : 'loss');
    this.sign = signOf('reduceOnPlateau', this.monitor, options.mode);
    if (!names.includes(this.monitor)) {
      throw new RangeError(`reduceOnPlateau.monitor must be one of ${names.join(', ')}, got '${this.monitor}'`);
    }
  }

  /** The rate after an epoch. */
  next(rate: number, logs: Record<string, number>): number {
    const {factor = 0.1, patience = 10, minDelta = 1e-4, cooldown = 0, minLearningRate = 0} = this.options;
    const {state} = this;
    const value = this.sign * logs[this.monitor];
    if (state.cooldown > 0) {
      state.cooldown--;
      state.wait = 0;
    }
    if (state.best === null || value < state.best - minDelta) {
      state.best = value;
      state.wait = 0;
      return rate;
    }
    if (state.cooldown > 0) return rate;
    state.wait++;
    if (state.wait < patience || !(rate > minLearningRate)) return rate;
    state.cooldown = cooldown;
    state.wait = 0;
    return Math.max(rate * factor, minLearningRate);
  }
}
