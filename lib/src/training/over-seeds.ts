import type * as tf from '@tensorflow/tfjs';
import {checkFunction, checkList, checkSeed, show} from '../data/arguments';
import {info, start} from '../engine';
import {fit as fitModel, type History} from './fit';
import type {FitOptions, TrainingData} from './options';
import {getReporter, type Reporter, setReporter} from './reporter';

/** One training of a model that is trained with several seeds. */
export interface SeedRun<Model extends tf.LayersModel, Note> {
  seed: number;
  /** The trained model. */
  model: Model;
  history: History;
  /** What `note` gave: before training, then after each epoch; empty without `note`. */
  notes: Note[];
}

/** Options of {@link overSeeds}. */
export interface OverSeedsOptions<Model extends tf.LayersModel, Note>
  extends Omit<FitOptions, 'seed' | 'checkpoint' | 'resumeFrom'> {
  /** One training a seed. */
  seeds: number[];
  /** Looks at the model before training and after each epoch, such as at its weights. */
  note?: (model: Model) => Note;
}

/** Hands the progress of all trainings to one reporter, as if they were one. */
function joinedReporter(shown: Reporter | undefined, runs: number, onEpoch: () => void) {
  let [done, isStarted] = [0, false];
  const reporter: Reporter = {
    start(run) {
      if (!isStarted) shown?.start({...run, epochs: run.epochs * runs, trainings: runs});
      isStarted = true;
    },
    batch: (progress) => shown?.batch?.({...progress, epoch: done + progress.epoch}),
    epoch(epoch, logs) {
      onEpoch();
      shown?.epoch(done + epoch, logs);
    },
    end(error) {
      if (error) shown?.end(error);
    },
  };
  return {
    reporter,
    next(epochs: number) {
      done += epochs;
    },
  };
}

/**
 * Trains the same model with several seeds: other first weights, another order of the examples, all else the same.
 *
 * Each run is what `engine.start({seed})`, `build()` and `fit` give.
 *
 * @param build makes a compiled model
 * @param data see {@link TrainingData}
 * @param options see {@link OverSeedsOptions}
 * @returns one run a seed, in the order of the seeds
 * @throws RangeError when there is no seed; what {@link fit} throws
 *
 * Lesson: notebooks/02-forecasting/2.1.
 */
export async function overSeeds<Model extends tf.LayersModel, Note = undefined>(
  build: () => Model,
  data: TrainingData,
  options: OverSeedsOptions<Model, Note>,
): Promise<SeedRun<Model, Note>[]> {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`overSeeds: options must be an object, got ${show(options)}`);
  }
  const {seeds, note, progress, ...fitOptions} = options;
  checkFunction('overSeeds: build', build);
  checkList('overSeeds: seeds', seeds);
  seeds.forEach((seed, i) => {
    checkSeed(`overSeeds: seeds[${i}]`, seed);
  });
  const outer = getReporter();
  const shown = progress ? outer : undefined;
  const runs: SeedRun<Model, Note>[] = [];
  let look = () => {};
  const joined = joinedReporter(shown, seeds.length, () => look());
  setReporter(joined.reporter);
  try {
    for (const seed of seeds) {
      await start({engine: info().engine, seed});
      const model = build();
      const notes: Note[] = [];
      look = () => {
        if (note) notes.push(note(model));
      };
      look();
      const history = await fitModel(model, data, {...fitOptions, progress: progress || true});
      runs.push({seed, model, history, notes});
      joined.next(fitOptions.epochs ?? 1);
    }
    shown?.end();
    return runs;
  } finally {
    setReporter(outer);
  }
}
