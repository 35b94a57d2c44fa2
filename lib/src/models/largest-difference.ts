import * as tf from '@tensorflow/tfjs';
import {checkFunction, checkList} from '../data/arguments';
import {type Matrix, toRows} from '../scratch';
import {type CellWeights, cellWeights} from './cell-weights';

/**
 * Largest difference between the last state of a recurrent layer and the one that you compute from the same weights.
 *
 * @param layer a SimpleRNN, LSTM or GRU that gives its last state; it is built if it is not yet
 * @param inputs by time step, each [batch, features]
 * @param byHand gives the last state, [batch, units], for the weights of the layer
 * @returns the difference; about 1e-7 between equal cells, since layers compute in float32
 * @throws RangeError when the states differ in shape; what {@link cellWeights} throws
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function largestDifference(
  layer: tf.layers.Layer,
  inputs: readonly Matrix[],
  byHand: (weights: CellWeights) => Matrix,
): number {
  checkList('largestDifference: inputs', inputs);
  checkFunction('largestDifference: byHand', byHand);
  const theirs = tf.tidy(
    () =>
      layer.apply(
        tf.stack(
          inputs.map((X) => tf.tensor2d(toRows(X))),
          1,
        ),
      ) as tf.Tensor,
  );
  const ours = byHand(cellWeights(layer));
  const [wanted, got] = [theirs.shape.join(', '), ours.shape.join(', ')];
  const values = theirs.dataSync();
  theirs.dispose();
  if (wanted !== got) throw new RangeError(`largestDifference: the layer gives [${wanted}], byHand [${got}]`);
  return Math.max(...Array.from(values, (value, i) => Math.abs(value - ours.values[i])));
}
