import * as tf from '@tensorflow/tfjs';
import {signOf} from './monitor';
import type {Network} from './network';

/** When to stop before the last epoch. */
export interface EarlyStopping {
  /** Number to watch; defaults to 'val_loss' where there is validation data, else 'loss'. */
  monitor?: string;
  /** Whether smaller or greater is better; defaults to 'max' for an accuracy, else 'min'. */
  mode?: 'min' | 'max';
  /** Epochs without improvement before training stops; defaults to 5. */
  patience?: number;
  /** Smallest change that counts as an improvement; defaults to 0. */
  minDelta?: number;
  /** Puts the weights of the best epoch back at the end; defaults to true. */
  restoreBest?: boolean;
}

/** Where early stopping stands, as a checkpoint keeps it. */
export interface EarlyStopState {
  /** null before the first epoch; of the other sign where greater is better. */
  best: number | null;
  bestEpoch: number;
  lastEpoch: number;
  /** Weights of the best epoch, in the model's order; empty where they are not wanted. */
  bestWeights: Float32Array[];
}

/** Watches one number an epoch and remembers the best weights. */
export class EarlyStop {
  private readonly monitor: string;
  private readonly patience: number;
  /** 1 where smaller is better, -1 where greater is. */
  private readonly sign: number;
  private best = Number.POSITIVE_INFINITY;
  private bestEpoch = 0;
  private lastEpoch = 0;
  private bestWeights: tf.Tensor[] = [];

  /** @throws RangeError when the number to watch is not among `names`, those that each epoch gives */
  constructor(
    private readonly network: Network,
    private readonly options: EarlyStopping,
    names: string[],
  ) {
    this.monitor = options.monitor ?? (names.includes('val_loss') ? 'val_loss' : 'loss');
    this.patience = options.patience ?? 5;
    this.sign = signOf('earlyStopping', this.monitor, options.mode);
    if (!names.includes(this.monitor)) {
      throw new RangeError(`earlyStopping.monitor must be one of ${names.join(', ')}, got '${this.monitor}'`);
    }
  }

  /** Whether training should stop now. */
  get isDue(): boolean {
    return this.lastEpoch - this.bestEpoch >= this.patience;
  }

  /** Takes in what an epoch gave. */
  watch(epoch: number, logs: Record<string, number>): void {
    const value = this.sign * logs[this.monitor];
    this.lastEpoch = epoch;
    if (!(value < this.best - (this.options.minDelta ?? 0))) return;
    this.best = value;
    this.bestEpoch = epoch;
    if (this.options.restoreBest === false) return;
    this.dispose();
    this.bestWeights = this.network.copyWeights();
  }

  /** Puts the best weights back, where wanted; returns the epoch whose weights the model now has. */
  finish(): number {
    if (this.bestWeights.length === 0) return this.lastEpoch;
    this.network.model.setWeights(this.bestWeights);
    return this.bestEpoch;
  }

  get state(): EarlyStopState {
    const {best, bestEpoch, lastEpoch} = this;
    const bestWeights = this.bestWeights.map((weight) => Float32Array.from(weight.dataSync()));
    return {best: Number.isFinite(best) ? best : null, bestEpoch, lastEpoch, bestWeights};
  }

  restore({best, bestEpoch, lastEpoch, bestWeights}: EarlyStopState): void {
    this.dispose();
    this.best = best ?? Number.POSITIVE_INFINITY;
    this.bestEpoch = bestEpoch;
    this.lastEpoch = lastEpoch;
    const shapes = this.network.model.getWeights().map(({shape}) => shape);
    this.bestWeights = bestWeights.map((values, i) => tf.keep(tf.tensor(values, shapes[i])));
  }

  dispose(): void {
    tf.dispose(this.bestWeights);
    this.bestWeights = [];
  }
}
