import type * as tf from '@tensorflow/tfjs';
import {Gru, Lstm, SimpleRnn} from '../layers';
import {type Matrix, matrix, zeros} from '../scratch';

/** Weights of a recurrent layer as the cells of `scratch` take them. */
export interface CellWeights {
  /** [features, gates × units] */
  kernel: Matrix;
  /** [units, gates × units] */
  recurrentKernel: Matrix;
  /** [1, gates × units]; of a GRU that resets after the product [2, 3 × units] */
  bias: Matrix;
}

/**
 * The present weights of a layer in float64, for `scratch.lstmForward` and the like: to look at gates and states by hand.
 *
 * @param layer a SimpleRNN, LSTM or GRU that is built, that is: part of a model or called once
 * @returns copies; a missing bias is zeros
 * @throws TypeError for another layer; RangeError when it has no weights yet
 *
 * Lesson: notebooks/03-gated-cells/3.1. Check: the states of `scratch` are those of the layer.
 */
export function cellWeights(layer: tf.layers.Layer): CellWeights {
  if (!(layer instanceof SimpleRnn || layer instanceof Lstm || layer instanceof Gru)) {
    throw new TypeError('cellWeights reads a layer of layers.simpleRNN, layers.lstm or layers.gru');
  }
  if (!layer.built) throw new RangeError(`cellWeights: '${layer.name}' has no weights yet, put it into a model first`);
  const read = (tensor: tf.Tensor): Matrix => {
    const values = tensor.arraySync() as number[] | number[][];
    return matrix(tensor.rank === 1 ? [values as number[]] : (values as number[][]));
  };
  const [kernel, recurrentKernel, bias] = layer.getWeights().map(read);
  const rows = layer instanceof Gru && (layer.cell as {resetAfter?: boolean}).resetAfter ? 2 : 1;
  return {kernel, recurrentKernel, bias: bias ?? zeros(rows, kernel.shape[1])};
}
