import {random} from '../data/random';
import {drawFrom} from '../engine/internal';
import {captureModel} from './checkpoint/capture';
import type {Checkpoint} from './checkpoint/checkpoint';
import {writeCheckpoint} from './checkpoint/files';
import {addNorms, type NormWatch} from './gradient-norms';
import {lossFailure} from './loss-failure';
import {hasMasks} from './output-masks';
import type {Reporter} from './reporter';
import type {ActiveRun} from './run';

/** Examples that are measured at once. */
const EVALUATION_BATCH = 500;
const PAUSE_MS = 50;
const REPORT_MS = 200;

/** Lets timers, signals and messages have their turn. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

/** When the event loop last had its turn, and the reporter: over all epochs, since an epoch may take no time. */
export interface Pace {
  paused: number;
  reported: number;
  reporter?: Reporter;
  /** Throws when training has to stop. */
  check: (where: string) => void;
}

async function trainEpoch(run: ActiveRun, epoch: number, order: ArrayLike<number>, pace: Pace): Promise<number[]> {
  const {trainer, tables, options, count, batchSize, norms, rate, learningRates, seeds} = run;
  const sums = trainer.names.map(() => 0);
  const watch: NormWatch | undefined = norms && {
    byLayer: options.recordGradientNorms === 'layers',
    record: (measured) => addNorms(norms, measured),
  };
  for (let start = 0, batch = 1; start < count; start += batchSize, batch++) {
    const size = Math.min(batchSize, count - start);
    const rows = Array.from({length: size}, (_, i) => order[start + i]);
    const learningRate = rate?.beforeStep(epoch);
    const values = drawFrom(seeds, () => trainer.trainOnBatch({...tables, rows}, options, watch));
    if (!Number.isFinite(values[0])) {
      trainer.writeBack();
      throw lossFailure(run.network, tables, rows, {loss: values[0], epoch, batch});
    }
    if (learningRate !== undefined) learningRates?.push(learningRate);
    values.forEach((value, i) => {
      sums[i] += value * size;
    });
    const now = performance.now();
    if (now - pace.reported > REPORT_MS) {
      pace.reported = now;
      pace.reporter?.batch?.({epoch, batch, loss: sums[0] / (start + size)});
    }
    if (now - pace.paused > PAUSE_MS) {
      trainer.writeBack(); // others may look at the model now
      await pause();
      pace.paused = performance.now();
    }
    pace.check(`epoch ${epoch}, batch ${batch}`);
  }
  return sums.map((sum) => sum / count);
}

function logLine(epoch: number, epochs: number, logs: Record<string, number>): string {
  const numbers = Object.entries(logs).map(([name, value]) => `${name} ${value.toPrecision(4)}`);
  return `epoch ${epoch}/${epochs}: ${numbers.join(', ')}`;
}

async function saveCheckpoint(run: ActiveRun): Promise<void> {
  const {path, save, every = 1} = run.options.checkpoint ?? {};
  const isLast = run.epoch === run.epochs || run.stop?.isDue;
  if (!(path || save) || !(isLast || run.epoch % every === 0)) return;
  const {epoch, count, seed, seeds, history, norms, learningRates, rate, stop, network} = run;
  const checkpoint: Checkpoint = {
    ...{format: 'unroll-checkpoint', version: 1, epoch, examples: count, seed},
    ...(await captureModel(network.model)),
    ...structuredClone({seeds, history, gradientNorms: norms, learningRates}),
    plateau: rate?.state,
    earlyStopping: stop?.state,
  };
  await save?.(checkpoint);
  if (path) await writeCheckpoint(path, checkpoint);
}

/** Trains the epochs that are left; records them in the run. Tells the epoch whose weights the model has at the end. */
export async function trainEpochs(run: ActiveRun, pace: Pace): Promise<number> {
  const {trainer, options, valid, stop, epochs, history} = run;
  // With masks a mean goes over the steps of a batch: then as in training, and in Keras.
  const evaluationBatch = hasMasks(trainer.model) ? run.batchSize : EVALUATION_BATCH;
  const {permutation} = random(run.seed);
  const inOrder = () => Array.from({length: run.count}, (_, i) => i);
  const nextOrder = options.shuffle === false ? inOrder : () => permutation(run.count);
  for (let i = 0; i < run.epoch; i++) nextOrder(); // a run that goes on: what it has drawn already
  while (run.epoch < epochs && !stop?.isDue) {
    const epoch = run.epoch + 1;
    trainer.refresh();
    const values = await trainEpoch(run, epoch, nextOrder(), pace);
    trainer.writeBack();
    const logs = Object.fromEntries(trainer.names.map((name, i) => [name, values[i]]));
    if (valid) {
      const measured = trainer.evaluate(valid, evaluationBatch);
      trainer.names.forEach((name, i) => {
        logs[`val_${name}`] = measured[i];
      });
    }
    for (const [name, value] of Object.entries(logs)) {
      history[name] ??= [];
      history[name].push(value);
    }
    run.epoch = epoch;
    pace.reporter?.epoch(epoch, logs);
    if (options.verbose) console.log(logLine(epoch, epochs, logs));
    stop?.watch(epoch, logs);
    run.rate?.afterEpoch(logs);
    if (options.checkpoint) {
      await saveCheckpoint(run);
      pace.check(`epoch ${epoch}`);
    }
  }
  return stop?.finish() ?? run.epoch;
}
