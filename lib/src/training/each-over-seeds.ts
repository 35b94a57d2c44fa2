import type * as tf from '@tensorflow/tfjs';
import {checkFunction} from '../data/arguments';
import type {TrainingData} from './options';
import {type OverSeedsOptions, overSeeds, type SeedRun} from './over-seeds';
import {getReporter, type Reporter, setReporter} from './reporter';

/** Tells the reporter whose training it shows. */
function named(reporter: Reporter, name: string): Reporter {
  return {...reporter, start: (run) => reporter.start({...run, name: run.name ? `${run.name}, ${name}` : name})};
}

/**
 * Trains several models with the same seeds, data and budget, see {@link overSeeds}.
 *
 * @param builders make a compiled model each, by name
 * @param data see {@link TrainingData}
 * @param options see {@link OverSeedsOptions}
 * @returns the runs of each model, by its name, in the order of the builders
 * @throws TypeError for what is no function; what {@link overSeeds} throws
 *
 * Lesson: notebooks/03-gated-cells/3.3.
 */
export async function eachOverSeeds<Note = undefined>(
  builders: Record<string, () => tf.LayersModel>,
  data: TrainingData,
  options: OverSeedsOptions<tf.LayersModel, Note>,
): Promise<Record<string, SeedRun<tf.LayersModel, Note>[]>> {
  for (const [name, build] of Object.entries(builders)) checkFunction(`eachOverSeeds: '${name}'`, build);
  const all: Record<string, SeedRun<tf.LayersModel, Note>[]> = {};
  const reporter = getReporter();
  try {
    for (const [name, build] of Object.entries(builders)) {
      setReporter(reporter && named(reporter, name));
      all[name] = await overSeeds(build, data, options);
    }
    return all;
  } finally {
    setReporter(reporter);
  }
}
