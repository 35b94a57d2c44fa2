import type * as tf from '@tensorflow/tfjs';
import {causalStream} from '../training';
import type {StepFunction} from './next-token';

/**
 * A causal language model as a step function: each token costs one step, however long the sequence is.
 *
 * It begins anew whenever it is asked for the first token, and remembers what it read: one sequence at a time, from its
 * start (not for beams). Token 0, which stands before the first one, never comes.
 *
 * @param model as `training.causalStream` takes it: ids to probabilities
 * @returns for {@link sample} and `greedy` without `start`
 * @throws RangeError for a model that has no stream; the step function throws when tokens were left out
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function streamStep(model: tf.LayersModel): StepFunction {
  const stream = causalStream(model);
  let read = 0;
  return (tokens) => {
    if (tokens.length === 0) {
      stream.reset();
      read = 0;
    }
    if (tokens.length !== read) {
      throw new RangeError(`streamStep: after ${read} token(s) comes the next one alone, got ${tokens.length} tokens`);
    }
    read++;
    const logs = Float64Array.from(stream.step([tokens.at(-1) ?? 0]), Math.log);
    logs[0] = Number.NEGATIVE_INFINITY;
    return logs;
  };
}
