import type * as tf from '@tensorflow/tfjs';
import {checkList, checkWhole} from '../data/arguments';
import {stream} from './stream';

/**
 * What a recurrent language model foretells when it has seen only the last k tokens, from a state of zeros.
 *
 *     - mean ln P(x_t | x_(t-k) ... x_(t-1)) over some places t
 *
 * @param model ids [batch, time steps] to probabilities of the next one
 * @param ids a long text
 * @param places t, the places in the text to foretell; each at least k
 * @param k tokens that the model reads
 * @returns nats
 * @throws RangeError when there are no places, or one lies too early or beyond the text; NotPlannable for a model that
 *   cannot read step by step
 *
 * Lesson: notebooks/05-text/5.2. Check: equals predict on windows of k.
 */
export function surpriseGivenLast(
  model: tf.LayersModel,
  ids: ArrayLike<number>,
  places: readonly number[],
  k: number,
): number {
  checkWhole('surpriseGivenLast: k', k);
  checkList('surpriseGivenLast: places', places);
  places.forEach((at, i) => {
    checkWhole(`surpriseGivenLast: places[${i}]`, at, k, ids.length - 1);
  });
  const reader = stream(model, {batchSize: places.length}); // all places side by side
  try {
    let said: ArrayLike<number> = [];
    for (let back = k; back > 0; back--) said = reader.step(places.map((at) => ids[at - back]));
    const width = said.length / places.length;
    return places.reduce((sum, at, i) => sum - Math.log(said[i * width + ids[at]]), 0) / places.length;
  } finally {
    reader.dispose();
  }
}
