import * as tf from '@tensorflow/tfjs';
import {checkList} from '../data/arguments';
import {padSequences} from '../data/text/padding';
import {checkModel} from './parts/check';
import {takenOut} from './taken-out';

/**
 * How far the first probability of a model moves when a token is left out: one number for each token of each sequence.
 *
 * @param model tokens [batch, any length] to probabilities [batch, classes]
 * @param sequences lists of ids, at least two each
 * @param length steps to pad to; defaults to those of the longest
 * @returns for each sequence a list as long as it: the probability with all tokens minus that without this one
 * @throws RangeError when there is no sequence, or one is too short
 *
 * Source: Li et al. 2016, arXiv:1612.08220 (erasure). Lesson: notebooks/05-text/5.3.
 */
export function leaveOneOut(model: tf.LayersModel, sequences: readonly number[][], length?: number): number[][] {
  checkModel('leaveOneOut: model', model);
  checkList('leaveOneOut: sequences', sequences);
  const short = sequences.findIndex((ids) => ids.length < 2);
  if (short >= 0) {
    throw new RangeError(`leaveOneOut: sequences[${short}] needs two tokens or more, got ${sequences[short].length}`);
  }
  const firstProbabilities = (rows: number[][]) => {
    let values: ArrayLike<number> = [];
    // The numbers leave by assignment: tidy searches what it is given back for tensors, number by number.
    tf.tidy(() => {
      const tokens = padSequences(rows, length === undefined ? {} : {length});
      const probabilities = model.predict(tokens.toTensor()) as tf.Tensor2D;
      values = probabilities.slice([0, 0], [-1, 1]).dataSync();
    });
    return values;
  };
  return takenOut(firstProbabilities, sequences);
}
