import * as tf from '@tensorflow/tfjs';
import type {Grid, Tokens} from '../data';
import {checkWhole} from '../data/arguments';
import {attentionWeights} from './attention-weights';

/**
 * Where a translating network looks, as plain numbers: its attention weights for many pairs.
 *
 * @param model has attention, and reads a source and what the decoder is told
 * @param x both inputs, as `data.teacherForced` or `data.captionExamples` gives them
 * @param batchSize pairs that are read at a time; defaults to 100
 * @returns [pairs][target steps][source steps]; the weights of padding are 0
 * @throws RangeError where the model has no attention, or a size is no whole number
 *
 * Lesson: notebooks/05-text/5.4 and notebooks/06-applications/6.4.
 */
export function alignments(model: tf.LayersModel, x: readonly [Tokens | Grid, Tokens], batchSize = 100): number[][][] {
  checkWhole('alignments: batchSize', batchSize);
  const found: number[][][] = [];
  for (let from = 0; from < x[0].length; from += batchSize) {
    const to = Math.min(from + batchSize, x[0].length);
    let weights: number[][][] = [];
    tf.tidy(() => {
      const inputs = x.map((tokens) => tokens.rows(from, to).toTensor());
      weights = attentionWeights(model, inputs).arraySync() as number[][][];
    });
    found.push(...weights);
  }
  return found;
}
