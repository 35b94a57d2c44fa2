import type * as tf from '@tensorflow/tfjs';
import type {Examples} from './examples';
import {fit as fitModel, type History} from './fit';
import {Network} from './network';
import type {FitOptions, TrainingData} from './options';
import {readData} from './read-data';
import type {ExampleWeights} from './weights';

/** One line of a {@link Comparison}. */
export interface ComparisonRow {
  name: string;
  /** Trainable weights. */
  parameters: number;
  /** Loss and metrics on the test set, by the names of the compiled model. */
  test: Record<string, number>;
  /** Epochs trained. */
  epochs: number;
  /** Wall time of the training: differs from run to run. */
  seconds: number;
}

/** Models trained on the same data. */
export interface Comparison {
  rows: ComparisonRow[];
  /** What `fit` gave for each model, by its name. */
  histories: Record<string, History>;
}

/** Data of {@link compare}: what models are trained on, and the test set that only the table uses. */
export interface ComparisonData extends TrainingData {
  test: {x: Examples | Examples[]; y: Examples | Examples[]; weights?: ExampleWeights};
}

/**
 * Loss and metrics of a compiled model on some examples, by name.
 *
 * @param model compiled; nothing of it changes
 * @param data examples x, targets y, and weights where examples count differently
 * @param batchSize examples at a time; the result does not depend on it but for rounding
 * @returns the loss as `loss`, then the metrics by name
 * @throws RangeError for data that does not fit the model
 */
export function evaluate(
  model: tf.LayersModel,
  data: {x: Examples | Examples[]; y: Examples | Examples[]; weights?: ExampleWeights},
  batchSize = 500,
): Record<string, number> {
  const network = new Network(model);
  const values = network.evaluate(readData(data, network, ''), batchSize);
  return Object.fromEntries(network.names.map((name, i) => [name, values[i]]));
}

/**
 * Number of trainable weights of a model: what its table of parameters adds up to.
 *
 * @param model built; layers that are not trained do not count
 * @returns numbers in all trainable weights together
 *
 * Lesson: notebooks/02-forecasting/2.1.
 */
export function countParameters(model: tf.LayersModel): number {
  return model.trainableWeights.reduce((sum, weight) => sum + weight.read().size, 0);
}

/**
 * Trains several compiled models on the same data, one after the other, and measures them on the same test set.
 *
 * @param models compiled models by name, in the order of the table
 * @param data training, validation and test examples
 * @param options as for {@link fit}; with a seed, all models see the examples in the same order; progress names the models
 * @returns see {@link Comparison}
 * @throws what {@link fit} throws, with the model's name in front
 *
 * Lesson: notebooks/03-gated-cells/3.2.
 */
export async function compare(
  models: Record<string, tf.LayersModel>,
  data: ComparisonData,
  options: Omit<FitOptions, 'checkpoint' | 'resumeFrom'> = {},
): Promise<Comparison> {
  const comparison: Comparison = {rows: [], histories: {}};
  for (const [name, model] of Object.entries(models)) {
    try {
      const {progress} = options;
      const shownAs = progress === true ? name : progress ? `${progress}, ${name}` : progress;
      const history = await fitModel(model, data, {...options, progress: shownAs});
      comparison.histories[name] = history;
      comparison.rows.push({
        name,
        parameters: countParameters(model),
        test: evaluate(model, data.test),
        epochs: history.epochs,
        seconds: history.seconds,
      });
    } catch (error) {
      if (error instanceof Error) error.message = `${name}: ${error.message}`;
      throw error;
    }
  }
  return comparison;
}
