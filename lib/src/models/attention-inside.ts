import * as tf from '@tensorflow/tfjs';
import type {Tokens} from '../data';
import {Attention} from '../layers';
import {checkModel} from './parts/check';

/** What a reader has on the table for one sequence, padding left out. */
export interface AttentionInside {
  /** [tokens, units] the states that are keys and values. */
  states: number[][];
  /** [tokens] how much of each it reads; 1 in sum. */
  weights: number[];
}

/**
 * States and attention weights of a reader, sequence by sequence.
 *
 * @param model made by `buildAttentionReader` with attention
 * @param tokens [sequences, time steps], padded behind
 * @returns one {@link AttentionInside} a sequence, as long as its tokens
 * @throws RangeError when the model has no layer 'attention'
 *
 * Lesson: notebooks/05-text/5.3.
 */
export function attentionInside(model: tf.LayersModel, tokens: Tokens): AttentionInside[] {
  checkModel('attentionInside: model', model);
  const layer = model.layers.find((one) => one.name === 'attention');
  if (!(layer instanceof Attention)) throw new RangeError("attentionInside: the model has no layer 'attention'");
  const [, keys] = layer.input as tf.SymbolicTensor[];
  const [, scores] = layer.output as tf.SymbolicTensor[];
  const [states, weights] = tf.tidy(() => {
    const inner = tf.model({inputs: model.inputs, outputs: [keys, scores]});
    const [H, alpha] = inner.predict(tokens.toTensor()) as [tf.Tensor3D, tf.Tensor3D];
    return [H.arraySync(), alpha.squeeze<tf.Tensor2D>([1]).arraySync()] as const;
  });
  return states.map((rows, i) => {
    const count = tokens.row(i).filter((id) => id !== 0).length;
    return {states: rows.slice(0, count), weights: weights[i].slice(0, count)};
  });
}
