import type * as tf from '@tensorflow/tfjs';
import {padSequences} from '../data';
import {checkList} from '../data/arguments';
import {predict} from './predict';

/** Sequences that a model reads at once: outputs of all of them would fill the memory. */
const AT_ONCE = 16;

/**
 * How surprised a language model is by each token of whole sequences, each read from its start.
 *
 *     - ln P(s_t | s_1 ... s_{t-1})
 *
 * The model reads 0, s_1, s_2, ..., as `data.tokenWindowsOfEach` prepares it.
 *
 * @param model ids [batch, time steps] to probabilities [batch, time steps, vocabulary]; causal
 * @param sequences ids, none of them 0
 * @returns nats of each token of each sequence; their mean is the cross-entropy
 * @throws RangeError when there is no sequence, or one holds the id 0
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function surprises(model: tf.LayersModel, sequences: readonly ArrayLike<number>[]): Float64Array[] {
  checkList('surprises: sequences', sequences);
  const longest = sequences.reduce((most, {length}) => Math.max(most, length), 0);
  const found: Float64Array[] = [];
  for (let from = 0; from < sequences.length; from += AT_ONCE) {
    const part = sequences.slice(from, from + AT_ONCE);
    const x = padSequences(part, {length: longest});
    for (let i = x.values.length - 1; i >= 0; i--) x.values[i] = i % longest === 0 ? 0 : x.values[i - 1];
    const {values, shape} = predict(model, x);
    part.forEach((sequence, row) => {
      const place = (t: number) => (row * longest + t) * shape[2] + sequence[t];
      found.push(Float64Array.from({length: sequence.length}, (_, t) => -Math.log(values[place(t)])));
    });
  }
  return found;
}
