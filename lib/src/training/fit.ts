import type * as tf from '@tensorflow/tfjs';
import {random} from '../data/random';
import {nextSeed, onInterrupt, recover} from '../engine';
import {EarlyStop} from './early-stop';
import {countExamples, readTables, type Table} from './examples';
import {Network} from './network';
import {checkFitOptions, type FitOptions, type TrainingData} from './options';
import {chooseTrainer} from './plan/choose';
import {getReporter, type Reporter} from './reporter';
import type {GradientNorms, Trainer} from './trainer';

/** What {@link fit} gives back. */
export interface History {
  /** One number an epoch: loss, metrics, and the same with `val_`. */
  history: Record<string, number[]>;
  /** Epochs trained. */
  epochs: number;
  /** Epoch (from 1) whose weights the model now has. */
  epoch: number;
  /** Whether early stopping ended it. */
  stoppedEarly: boolean;
  /** Norms of the whole gradient, one a batch, see `recordGradientNorms`. */
  gradientNorms?: {before: number[]; after: number[]};
  /** Whether a static plan trained it, or the gradient tape of TensorFlow.js (slower). */
  trainedBy: 'plan' | 'tape';
  /** Why there was no static plan, where there was none. */
  tapeReason?: string;
  /** Wall time of the training. */
  seconds: number;
}

/** Training was cut off by the user; the model keeps the weights of the last full batch. */
export class TrainingInterrupted extends Error {
  override name = 'TrainingInterrupted';
}

/** The run that a model belongs to now: a later fit of the same model ends the earlier one. */
const currentRun = new WeakMap<tf.LayersModel, symbol>();
const EVALUATION_BATCH = 500;
const PAUSE_MS = 50;
const REPORT_MS = 200;

interface Run {
  trainer: Trainer;
  tapeReason?: string;
  x: Table[];
  y: Table[];
  valid?: {x: Table[]; y: Table[]};
  count: number;
  batchSize: number;
  options: FitOptions;
  reporter?: Reporter;
  norms?: {before: number[]; after: number[]};
  /** Names of the numbers of an epoch. */
  names: string[];
  stop?: EarlyStop;
  /** When the event loop last had its turn, and the reporter: over all epochs, since an epoch may take no time. */
  paused: number;
  reported: number;
  /** Throws when training has to stop. */
  check: (where: string) => void;
}

/** Lets timers, signals and messages have their turn. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

function rowsOfEpoch(run: Run, permutation: () => number[]): ArrayLike<number> {
  return run.options.shuffle === false ? Array.from({length: run.count}, (_, i) => i) : permutation();
}

async function trainEpoch(run: Run, epoch: number, order: ArrayLike<number>): Promise<number[]> {
  const {trainer, count, batchSize, norms} = run;
  const sums = trainer.names.map(() => 0);
  const record = ({before, after}: GradientNorms) => {
    norms?.before.push(before);
    norms?.after.push(after);
  };
  for (let start = 0, batch = 1; start < count; start += batchSize, batch++) {
    const size = Math.min(batchSize, count - start);
    const rows = Array.from({length: size}, (_, i) => order[start + i]);
    const values = trainer.trainOnBatch({x: run.x, y: run.y, rows}, run.options, norms && record);
    if (!Number.isFinite(values[0])) {
      throw new RangeError(
        `the loss became ${values[0]} in epoch ${epoch}, batch ${batch}: lower the learning rate, clip the gradients ` +
          '(globalClipNorm), or look for missing values in the data',
      );
    }
    values.forEach((value, i) => {
      sums[i] += value * size;
    });
    const now = performance.now();
    if (now - run.reported > REPORT_MS) {
      run.reported = now;
      run.reporter?.batch?.({epoch, batch, loss: sums[0] / (start + size)});
    }
    if (now - run.paused > PAUSE_MS) {
      trainer.writeBack(); // others may look at the model now
      await pause();
      run.paused = performance.now();
    }
    run.check(`epoch ${epoch}, batch ${batch}`);
  }
  return sums.map((sum) => sum / count);
}

function logLine(epoch: number, epochs: number, logs: Record<string, number>): string {
  const numbers = Object.entries(logs).map(([name, value]) => `${name} ${value.toPrecision(4)}`);
  return `epoch ${epoch}/${epochs}: ${numbers.join(', ')}`;
}

async function trainEpochs(run: Run, seed: number): Promise<History> {
  const {trainer, options, valid, reporter, stop} = run;
  const {epochs = 1} = options;
  const history: Record<string, number[]> = {};
  const {permutation} = random(seed);
  let epoch = 0;
  try {
    while (epoch < epochs && !stop?.isDue) {
      epoch++;
      trainer.refresh();
      const values = await trainEpoch(
        run,
        epoch,
        rowsOfEpoch(run, () => permutation(run.count)),
      );
      trainer.writeBack();
      const logs = Object.fromEntries(trainer.names.map((name, i) => [name, values[i]]));
      if (valid) {
        const measured = trainer.evaluate(valid.x, valid.y, EVALUATION_BATCH);
        trainer.names.forEach((name, i) => {
          logs[`val_${name}`] = measured[i];
        });
      }
      for (const [name, value] of Object.entries(logs)) {
        history[name] ??= [];
        history[name].push(value);
      }
      reporter?.epoch(epoch, logs);
      if (options.verbose) console.log(logLine(epoch, epochs, logs));
      stop?.watch(epoch, logs);
    }
    const kept = stop?.finish() ?? epoch;
    return {
      ...{history, epochs: epoch, epoch: kept, stoppedEarly: epoch < epochs, gradientNorms: run.norms},
      ...{trainedBy: run.tapeReason === undefined ? 'plan' : 'tape', tapeReason: run.tapeReason, seconds: 0},
    };
  } finally {
    stop?.dispose();
  }
}

function prepare(
  model: tf.LayersModel,
  data: TrainingData,
  options: FitOptions,
): Omit<Run, 'check' | 'paused' | 'reported'> {
  checkFitOptions(options);
  const network = new Network(model);
  const read = (part: {x: TrainingData['x']; y: TrainingData['y']}, name: string) => {
    const [x, y] = [readTables(part.x, `${name}x`), readTables(part.y, `${name}y`)];
    const count = countExamples(x, y, `${name}x and ${name}y`);
    network.checkShapes(x, 'x', `${name}x`);
    network.checkShapes(y, 'y', `${name}y`);
    return {x, y, count};
  };
  const {globalClipNorm, clipNorm, clipValue} = options;
  const clips = globalClipNorm !== undefined || clipNorm !== undefined || clipValue !== undefined;
  const names = [...network.names, ...(data.valid ? network.names.map((name) => `val_${name}`) : [])];
  const tables = read(data, '');
  const valid = data.valid && read(data.valid, 'valid.');
  const stop = options.earlyStopping && new EarlyStop(network, options.earlyStopping, names);
  const {trainer, reason} = chooseTrainer(network, tables.x, options.onTape ?? false);
  return {
    ...{trainer, tapeReason: reason, names, options, ...tables, stop, valid},
    batchSize: options.batchSize ?? 32,
    reporter: options.progress ? getReporter() : undefined,
    norms: (options.recordGradientNorms ?? clips) ? {before: [], after: []} : undefined,
  };
}

/**
 * Trains a compiled model. The same seed, data and model give the same weights, bit for bit, on every machine.
 *
 * @param model compiled with {@link compile} or `model.compile`
 * @param data inputs and targets, see {@link TrainingData}
 * @param options see {@link FitOptions}
 * @returns losses and metrics by epoch; training values are means over the epoch's batches, as in Keras
 * @throws RangeError or TypeError for data or options that do not fit, before anything is trained; RangeError naming
 *   epoch and batch when the loss is no longer finite; {@link TrainingInterrupted} when the user stops it
 */
export async function fit(model: tf.LayersModel, data: TrainingData, options: FitOptions = {}): Promise<History> {
  recover();
  const prepared = prepare(model, data, options);
  const seed = options.seed ?? nextSeed();
  const own = Symbol('run');
  currentRun.set(model, own);
  let interrupted = false;
  const stopListening = onInterrupt(() => {
    interrupted = true;
  });
  const check = (where: string) => {
    if (interrupted || options.signal?.aborted) throw new TrainingInterrupted(`training was stopped after ${where}`);
    if (currentRun.get(model) !== own)
      throw new TrainingInterrupted(`a new fit of this model ended this one at ${where}`);
  };
  const {reporter, count, batchSize, names} = prepared;
  const began = performance.now();
  try {
    reporter?.start({epochs: options.epochs ?? 1, batches: Math.ceil(count / batchSize), metrics: names});
    const history = await trainEpochs({...prepared, check, paused: began, reported: began}, seed);
    history.seconds = (performance.now() - began) / 1000;
    reporter?.end();
    return history;
  } catch (error) {
    reporter?.end(error instanceof Error ? error : new Error(String(error)));
    throw error;
  } finally {
    prepared.trainer.finish();
    stopListening();
  }
}
