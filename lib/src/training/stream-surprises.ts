import type * as tf from '@tensorflow/tfjs';
import {checkList, checkWhole} from '../data/arguments';
import {stream} from './stream';

/**
 * How surprised a recurrent language model is by each token of one long text, which it reads step by step with its state
 * carried all the way.
 *
 *     - ln P(x_t | x_1 ... x_(t-1)),   t = 2, 3 ...
 *
 * Holds one step at a time, where `surprises` holds the outputs of whole sequences.
 *
 * @param model ids [batch, time steps] to probabilities of the next one, such as `models.buildLanguageModel` makes
 * @param ids the text as ids, two or more
 * @returns [ids - 1] nats of every token but the first, which nothing foretold
 * @throws RangeError when there are fewer than two ids, or the model gives no probability for one of them; NotPlannable for
 *   a model that cannot read step by step
 *
 * Lesson: notebooks/05-text/5.2. Check: the same numbers as predict on the whole text.
 */
export function streamSurprises(model: tf.LayersModel, ids: ArrayLike<number>): Float64Array {
  checkList('streamSurprises: ids', ids);
  if (ids.length < 2) throw new RangeError(`streamSurprises: ids must hold two tokens or more, got ${ids.length}`);
  const vocabulary = model.outputs[0].shape.at(-1) as number;
  for (let t = 0; t < ids.length; t++) checkWhole(`streamSurprises: ids[${t}]`, ids[t], 0, vocabulary - 1);
  const reader = stream(model);
  try {
    return Float64Array.from({length: ids.length - 1}, (_, t) => -Math.log(reader.step([ids[t]])[ids[t + 1]]));
  } finally {
    reader.dispose();
  }
}
