import {type ClipOptions, checkClipOptions} from './clipping';
import type {Examples} from './examples';

/** Data of {@link fit}. */
export interface TrainingData {
  /** Inputs; the first axis counts examples. An array where the model has several inputs. */
  x: Examples | Examples[];
  /** Targets, one for each example of x. */
  y: Examples | Examples[];
  /** Examples on which each epoch is measured, never trained on. */
  valid?: {x: Examples | Examples[]; y: Examples | Examples[]};
}

/** When to stop before the last epoch. */
export interface EarlyStopping {
  /** Number to watch; defaults to 'val_loss' where there is validation data, else 'loss'. */
  monitor?: string;
  /** Epochs without improvement before training stops; defaults to 5. */
  patience?: number;
  /** Smallest change that counts as an improvement; defaults to 0. */
  minDelta?: number;
  /** Puts the weights of the best epoch back at the end; defaults to true. */
  restoreBest?: boolean;
}

/** Options of {@link fit}. */
export interface FitOptions extends ClipOptions {
  /** Passes through the data; defaults to 1. */
  epochs?: number;
  /** Examples a step; defaults to 32. */
  batchSize?: number;
  /** Shuffles the examples anew in each epoch; defaults to true. */
  shuffle?: boolean;
  /** Seed of the shuffling; defaults to the engine's next one. */
  seed?: number;
  /** Reports to the registered reporter (in a notebook: progress bar and live chart); defaults to false. */
  progress?: boolean;
  /** Prints one line an epoch; defaults to false. */
  verbose?: boolean;
  /** Records the norm of each batch's gradient before and after clipping; defaults to true where a limit is given. */
  recordGradientNorms?: boolean;
  /** Defaults to no early stopping. */
  earlyStopping?: EarlyStopping;
  /** Trains on the gradient tape of TensorFlow.js even where a static plan is known (slower). Defaults to false. */
  onTape?: boolean;
  /** Stops training between two batches when aborted. */
  signal?: AbortSignal;
}

/** @throws RangeError that names option and value */
export function checkFitOptions(options: FitOptions): void {
  const whole = (name: string, value: number | undefined) => {
    if (value !== undefined && !(Number.isInteger(value) && value > 0)) {
      throw new RangeError(`${name} must be a whole number above 0, got ${value}`);
    }
  };
  whole('epochs', options.epochs);
  whole('batchSize', options.batchSize);
  whole('earlyStopping.patience', options.earlyStopping?.patience);
  checkClipOptions(options);
}
