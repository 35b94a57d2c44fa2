import type * as tf from '@tensorflow/tfjs';
import type {Examples as DataExamples} from '../data';
import {type OverSeedsOptions, overSeeds} from './over-seeds';
import {testRuns} from './test-runs';

/**
 * Test errors of a network, one training a seed: {@link overSeeds}, {@link testRuns}, and the models are freed.
 *
 * @param build makes a compiled model
 * @param sets examples to train on and others to test on
 * @param options see {@link OverSeedsOptions}
 * @returns mean squared errors on the test set, in the order of the seeds
 * @throws RangeError when there is no seed, or the model's output has not the targets' shape
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export async function testErrors(
  build: () => tf.LayersModel,
  sets: {train: DataExamples; test: DataExamples},
  options: Omit<OverSeedsOptions<tf.LayersModel, unknown>, 'note'>,
): Promise<number[]> {
  const runs = await overSeeds(build, sets.train, options);
  try {
    return testRuns({model: runs}, sets.test)[0].mse;
  } finally {
    for (const {model} of runs) model.dispose();
  }
}
