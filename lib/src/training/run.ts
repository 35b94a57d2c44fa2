import type * as tf from '@tensorflow/tfjs';
import type {SeedStream} from '../engine/internal';
import {outputNames} from './checkpoint/capture';
import type {Checkpoint} from './checkpoint/checkpoint';
import {EarlyStop} from './early-stop';
import type {Tables} from './examples';
import {layerNames, type NormHistory, renameLayers} from './gradient-norms';
import {Network} from './network';
import {checkFitOptions, type FitOptions, type TrainingData} from './options';
import {readData} from './read-data';
import {LearningRate} from './schedules/learning-rate';
import type {Trainer} from './trainer';
import {withClassWeights} from './weights';

/** What a training needs that does not change, and what it has recorded so far. */
export interface Run {
  network: Network;
  tables: Tables;
  valid?: Tables;
  /** Number of examples. */
  count: number;
  batchSize: number;
  epochs: number;
  options: FitOptions;
  /** Names of the numbers of an epoch. */
  names: string[];
  stop?: EarlyStop;
  rate?: LearningRate;
  /** Of the shuffling. */
  seed: number;
  /** Where layers draw from. */
  seeds: SeedStream;
  /** Epochs trained. */
  epoch: number;
  history: Record<string, number[]>;
  norms?: NormHistory;
  learningRates?: number[];
}

/** A run with who trains it. */
export interface ActiveRun extends Run {
  trainer: Trainer;
}

/**
 * Reads and checks data and options; changes nothing.
 *
 * @param drawSeed gives the seed where options and checkpoint have none
 * @throws RangeError or TypeError for what does not fit
 */
export function prepareRun(
  model: tf.LayersModel,
  data: TrainingData,
  options: FitOptions,
  drawSeed: () => number,
): Run {
  checkFitOptions(options);
  const network = new Network(model);
  const names = [...network.names, ...(data.valid ? network.names.map((name) => `val_${name}`) : [])];
  const tables = readData(data, network, '');
  const valid = data.valid && readData(data.valid, network, 'valid.');
  const stop = options.earlyStopping && new EarlyStop(network, options.earlyStopping, names);
  const rate = options.schedule && new LearningRate(model.optimizer, options.schedule, names);
  const {globalClipNorm, clipNorm, clipValue, recordGradientNorms} = options;
  const clips = globalClipNorm !== undefined || clipNorm !== undefined || clipValue !== undefined;
  const seed = options.seed ?? drawSeed();
  return {
    ...{network, valid, names, options, stop, rate, seed},
    tables: {...tables, weights: withClassWeights(tables, options.classWeights, model)},
    count: tables.x[0].shape[0],
    batchSize: options.batchSize ?? 32,
    epochs: options.epochs ?? 1,
    // Another sequence than the engine's own of the same seed, which the first weights come from.
    seeds: {base: (Math.imul(seed, 0x85ebca6b) ^ 0x6a09e667) >>> 0, drawn: 0},
    epoch: 0,
    history: {},
    norms: (recordGradientNorms ?? clips) ? {before: [], after: []} : undefined,
    learningRates: rate && [],
  };
}

/** A record under the names that the outputs of another model give: 'dense_1_loss' becomes 'dense_3_loss'. */
function renamed(history: Checkpoint['history'], from: string[], to: string[]): Checkpoint['history'] {
  const rename = (name: string) => {
    const [, prefix, rest] = /^(val_)?(.*)$/.exec(name) ?? [];
    const output = from.findIndex((one) => rest.startsWith(`${one}_`));
    return output < 0 ? name : `${prefix ?? ''}${to[output]}${rest.slice(from[output].length)}`;
  };
  return Object.fromEntries(Object.entries(history).map(([name, values]) => [rename(name), values]));
}

/** @throws RangeError where a checkpoint was made of another training than this run is */
export function checkResumes({network, count, names, options, stop}: Run, checkpoint: Checkpoint): void {
  if (checkpoint.format !== 'unroll-checkpoint') {
    throw new RangeError('resumeFrom must be a checkpoint, or the path of one');
  }
  if (checkpoint.examples !== count) {
    throw new RangeError(`resumeFrom: the checkpoint was made with ${checkpoint.examples} examples, got ${count}`);
  }
  if (options.seed !== undefined && options.seed !== checkpoint.seed) {
    throw new RangeError(`resumeFrom: the checkpoint's seed is ${checkpoint.seed}, got seed ${options.seed}`);
  }
  const recorded = Object.keys(renamed(checkpoint.history, checkpoint.outputs, outputNames(network.model)));
  if (checkpoint.epoch > 0 && (recorded.length !== names.length || names.some((name) => !recorded.includes(name)))) {
    throw new RangeError(`resumeFrom: the checkpoint has recorded ${recorded.join(', ')}, now ${names.join(', ')}`);
  }
  if (Boolean(stop) !== Boolean(checkpoint.earlyStopping)) {
    throw new RangeError(`resumeFrom: the checkpoint was made ${stop ? 'without' : 'with'} earlyStopping`);
  }
}

/** The run as the checkpoint left it. */
export function resumedRun(run: Run, checkpoint: Checkpoint): Run {
  const {seed, seeds, epoch, history, layers, outputs, gradientNorms, learningRates, plateau, earlyStopping} =
    structuredClone(checkpoint);
  if (earlyStopping) run.stop?.restore(earlyStopping);
  run.rate?.restore(plateau);
  return {
    ...{...run, seed, seeds, epoch},
    history: renamed(history, outputs, outputNames(run.network.model)),
    norms:
      run.norms && (gradientNorms ? renameLayers(gradientNorms, layers, layerNames(run.network.model)) : run.norms),
    learningRates: run.learningRates && (learningRates ?? run.learningRates),
  };
}
