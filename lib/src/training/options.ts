import {checkFlags, checkNotBelow0, checkOptions, checkSeed, checkWhole, show} from '../data/arguments';
import type {Checkpoint} from './checkpoint/checkpoint';
import {type ClipOptions, checkClipOptions} from './clipping';
import type {EarlyStopping} from './early-stop';
import type {Examples} from './examples';
import type {Truncation} from './plan/windows';
import type {Schedule} from './schedules/learning-rate';
import {type ClassWeights, checkClassWeights, type ExampleWeights} from './weights';

/** Data of {@link fit}. */
export interface TrainingData {
  /** Inputs; the first axis counts examples. An array where the model has several inputs. */
  x: Examples | Examples[];
  /** Targets, one for each example of x. */
  y: Examples | Examples[];
  /**
   * What the loss of each example, [examples], or of each time step, [examples, time steps], is multiplied with. The sum
   * is divided by the count, not by the sum of the weights (Keras 3). Targets of weight 0 may be NaN. One table, or one
   * (or undefined) for each output. Defaults to 1 for all.
   */
  weights?: ExampleWeights;
  /** Examples on which each epoch is measured, never trained on. */
  valid?: {x: Examples | Examples[]; y: Examples | Examples[]; weights?: ExampleWeights};
}

/** Where and when training is saved, see {@link Checkpoint}. */
export interface CheckpointOptions {
  /** A file (Node only), replaced each time, whole or not at all. */
  path?: string;
  /** Gets each checkpoint; training waits for it. */
  save?: (checkpoint: Checkpoint) => void | Promise<void>;
  /** Epochs from one checkpoint to the next; the last epoch always makes one. Defaults to 1. */
  every?: number;
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
  /**
   * Reports to the registered reporter (in a notebook: progress bar and live chart); a text says what is trained, such as
   * 'LSTM', where several networks follow one another. Defaults to false.
   */
  progress?: boolean | string;
  /** Prints one line an epoch; defaults to false. */
  verbose?: boolean;
  /**
   * Records the norm of each batch's gradient before and after clipping; 'layers' those of each layer's weights too.
   * Defaults to true where a limit is given.
   */
  recordGradientNorms?: boolean | 'layers';
  /** Changes the learning rate, see `training.schedules`; defaults to the optimizer's own rate. */
  schedule?: Schedule;
  /** Multiplies the loss of each example (or time step) with the weight of its class, such as {0: 1, 1: 5}. */
  classWeights?: ClassWeights;
  /**
   * Truncated backpropagation through time: sequences are cut into windows of this many steps, the states are carried over,
   * and the gradient ends where a window begins. Needs a static plan, of recurrent layers and layers that act on each step
   * by itself. Defaults to none.
   */
  truncate?: number | Truncation;
  /** Defaults to no checkpoints. */
  checkpoint?: CheckpointOptions;
  /** Goes on from a checkpoint (or the file of one) as if training had never stopped; `epochs` counts from the start. */
  resumeFrom?: Checkpoint | string;
  /** Defaults to no early stopping. */
  earlyStopping?: EarlyStopping;
  /** Trains on the gradient tape of TensorFlow.js even where a static plan is known (slower). Defaults to false. */
  onTape?: boolean;
  /** Stops training between two batches when aborted. */
  signal?: AbortSignal;
}

/** Options by name; the compiler sees to it that none is missing. */
const FIT_OPTIONS: Record<keyof FitOptions, true> = {
  ...{epochs: true, batchSize: true, shuffle: true, seed: true, progress: true, verbose: true, signal: true},
  ...{recordGradientNorms: true, schedule: true, classWeights: true, truncate: true, checkpoint: true},
  ...{resumeFrom: true, earlyStopping: true, onTape: true, clipValue: true, clipNorm: true, globalClipNorm: true},
};
const DATA: Record<keyof TrainingData | 'test', true> = {x: true, y: true, weights: true, valid: true, test: true};

function given(value: unknown, name: string): object {
  if (typeof value === 'object' && value !== null) return value;
  throw new TypeError(`${name} must be an object, got ${show(value)}`);
}

/** @throws TypeError for what is no object, RangeError for one that has a field that is not known (`compare` hands its test set on) */
export function checkFields(data: TrainingData, options: FitOptions): void {
  checkOptions<Record<string, unknown>>('fit: data', {...given(data, 'fit: data')}, Object.keys(DATA));
  checkOptions<Record<string, unknown>>('fit', {...given(options, 'fit: options')}, Object.keys(FIT_OPTIONS));
}

/** @throws RangeError that names option and value */
export function checkFitOptions(options: FitOptions): void {
  const whole = {
    epochs: options.epochs,
    batchSize: options.batchSize,
    'truncate.steps': typeof options.truncate === 'object' ? options.truncate.steps : undefined,
    truncate: typeof options.truncate === 'number' ? options.truncate : undefined,
    'earlyStopping.patience': options.earlyStopping?.patience,
    'checkpoint.every': options.checkpoint?.every,
  };
  for (const [name, value] of Object.entries(whole)) if (value !== undefined) checkWhole(`fit: ${name}`, value);
  if (options.checkpoint && !options.checkpoint.path && !options.checkpoint.save) {
    throw new RangeError('fit: checkpoint needs a path, or a function save');
  }
  if (options.truncate !== undefined && options.onTape) {
    throw new RangeError('fit: truncate needs a static plan: leave onTape out');
  }
  const {update = 'sequence'} = typeof options.truncate === 'object' ? options.truncate : {};
  if (!['sequence', 'window'].includes(update)) {
    throw new RangeError(`fit: truncate.update must be 'sequence' or 'window', got ${show(update)}`);
  }
  const {minDelta} = options.earlyStopping ?? {};
  if (minDelta !== undefined) checkNotBelow0('fit: earlyStopping.minDelta', minDelta);
  const {shuffle, progress, verbose, onTape, seed} = options;
  if (typeof progress !== 'string') checkFlags('fit', {progress});
  else if (progress === '') throw new RangeError("fit: progress must be true, false or a name, got ''");
  checkFlags('fit', {shuffle, verbose, onTape});
  checkSeed('fit: seed', seed);
  const {earlyStopping, checkpoint, truncate} = options;
  if (earlyStopping) {
    checkOptions('fit: earlyStopping', earlyStopping, ['monitor', 'mode', 'patience', 'minDelta', 'restoreBest']);
    checkFlags('fit: earlyStopping', {restoreBest: earlyStopping.restoreBest});
  }
  if (checkpoint) checkOptions('fit: checkpoint', checkpoint, ['path', 'save', 'every']);
  if (typeof truncate === 'object') checkOptions('fit: truncate', truncate, ['steps', 'update']);
  if (options.classWeights) checkClassWeights(options.classWeights);
  checkClipOptions(options);
}
