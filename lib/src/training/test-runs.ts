import type * as tf from '@tensorflow/tfjs';
import type {Series, Targets} from '../data/arrays';
import {countParameters} from './compare';
import type {SeedRun} from './over-seeds';
import {predict} from './predict';

/** A model that was trained with several seeds, tested. */
export interface TestedRuns {
  model: string;
  /** Trainable weights. */
  weights: number;
  /** Test MSE, one a seed. */
  mse: number[];
}

/**
 * Mean squared errors of models that were trained with several seeds, see `eachOverSeeds`.
 *
 * @param all runs by the name of the model
 * @param test examples x and targets y; nothing is trained on them
 * @returns one row a model, in the order of the record
 * @throws RangeError when a model has no runs; when a model's output has not the targets' shape
 *
 * Lesson: notebooks/03-gated-cells/3.3.
 */
export function testRuns(
  all: Record<string, readonly Pick<SeedRun<tf.LayersModel, unknown>, 'model'>[]>,
  test: {x: Series; y: Targets},
): TestedRuns[] {
  return Object.entries(all).map(([model, runs]) => {
    if (runs.length === 0) throw new RangeError(`testRuns: '${model}' has no runs`);
    const errors = runs.map((run) => meanSquare(model, test.y, predict(run.model, test.x)));
    return {model, weights: countParameters(runs[0].model), mse: errors};
  });
}

function meanSquare(model: string, y: Targets, said: Targets): number {
  const shapes = [said, y].map(({shape}) => `[${shape.join(', ')}]`);
  if (shapes[0] !== shapes[1]) {
    throw new RangeError(`testRuns: '${model}' gives ${shapes[0]}, the targets are ${shapes[1]}`);
  }
  return y.values.reduce((sum, value, at) => sum + (said.values[at] - value) ** 2, 0) / y.values.length;
}
