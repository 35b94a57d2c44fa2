import type * as tf from '@tensorflow/tfjs';
import {nextSeed, onInterrupt, recover} from '../engine';
import {checkFits, restoreModel} from './checkpoint/capture';
import {readCheckpoint} from './checkpoint/files';
import {trainEpochs} from './epochs';
import type {NormHistory} from './gradient-norms';
import {checkFields, type FitOptions, type TrainingData} from './options';
import {type Choice, chooseTrainer} from './plan/choose';
import {getReporter} from './reporter';
import {checkResumes, prepareRun, type Run, resumedRun} from './run';

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
  gradientNorms?: NormHistory;
  /** Learning rates, one a batch, where there is a schedule. */
  learningRates?: number[];
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

function historyOf(run: Run, choice: Choice, kept: number, began: number): History {
  const {history, norms, learningRates, epoch, epochs} = run;
  return {
    ...{history, epochs: epoch, epoch: kept, stoppedEarly: epoch < epochs, gradientNorms: norms, learningRates},
    trainedBy: choice.reason === undefined ? 'plan' : 'tape',
    tapeReason: choice.reason,
    seconds: (performance.now() - began) / 1000,
  };
}

/** Who trains a run; where nobody can, the run gives back what it holds. */
function chooseFor({network, tables, options, stop}: Run): Choice {
  try {
    return chooseTrainer(network, tables, options);
  } catch (error) {
    stop?.dispose();
    throw error;
  }
}

/** The run, from the checkpoint's epoch on where there is one. */
async function prepare(model: tf.LayersModel, data: TrainingData, options: FitOptions): Promise<Run> {
  const {resumeFrom} = options;
  const checkpoint = typeof resumeFrom === 'string' ? await readCheckpoint(resumeFrom) : resumeFrom;
  const run = prepareRun(model, data, options, () => checkpoint?.seed ?? nextSeed());
  if (!checkpoint) return run;
  checkResumes(run, checkpoint);
  checkFits(model, checkpoint);
  await restoreModel(model, checkpoint);
  return resumedRun(run, checkpoint);
}

/**
 * Trains a compiled model. The same seed, data and model give the same weights, bit for bit, on every machine.
 *
 * @param model compiled with {@link compile} or `model.compile`
 * @param data inputs and targets, see {@link TrainingData}
 * @param options see {@link FitOptions}
 * @returns losses and metrics by epoch; training values are means over the epoch's batches, as in Keras
 * @throws RangeError or TypeError for data or options that do not fit, before anything is trained; RangeError naming
 *   epoch, batch and layer when the loss is no longer finite; {@link TrainingInterrupted} when the user stops it
 */
export async function fit(model: tf.LayersModel, data: TrainingData, options: FitOptions = {}): Promise<History> {
  recover();
  checkFields(data, options);
  const run = options.resumeFrom ? await prepare(model, data, options) : prepareRun(model, data, options, nextSeed);
  const choice = chooseFor(run);
  const {trainer} = choice;
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
  const reporter = options.progress ? getReporter() : undefined;
  const began = performance.now();
  try {
    const name = typeof options.progress === 'string' ? options.progress : undefined;
    reporter?.start({epochs: run.epochs, batches: Math.ceil(run.count / run.batchSize), metrics: run.names, name});
    const active = {...run, trainer};
    const kept = await trainEpochs(active, {check, reporter, paused: began, reported: began});
    const history = historyOf(active, choice, kept, began);
    reporter?.end();
    return history;
  } catch (error) {
    reporter?.end(error instanceof Error ? error : new Error(String(error)));
    throw error;
  } finally {
    run.stop?.dispose();
    trainer.finish();
    stopListening();
  }
}
