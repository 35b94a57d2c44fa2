import type * as tf from '@tensorflow/tfjs';
import {Gru, LayerNormSimpleRnn, Lstm, SimpleRnn} from '../layers';
import {type LayerNormSimpleRnnWeights, type Matrix, matrix, zeros} from '../scratch';

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
 * @param layer a SimpleRNN, LSTM, GRU or LayerNormSimpleRNN that is built, that is: part of a model or called once
 * @returns copies; a missing bias is zeros; with layer normalisation also its γ and β
 * @throws TypeError for another layer; RangeError when it has no weights yet
 *
 * Lesson: notebooks/03-gated-cells/3.1, notebooks/02-forecasting/2.3. Check: the states of `scratch` are those of the layer.
 */
export function cellWeights(layer: LayerNormSimpleRnn): LayerNormSimpleRnnWeights;
export function cellWeights(layer: tf.layers.Layer): CellWeights;
export function cellWeights(layer: tf.layers.Layer): CellWeights | LayerNormSimpleRnnWeights {
  const isNormed = layer instanceof LayerNormSimpleRnn;
  if (!(isNormed || layer instanceof SimpleRnn || layer instanceof Lstm || layer instanceof Gru)) {
    throw new TypeError('cellWeights reads a layer of layers.simpleRNN, layers.lstm, layers.gru or layerNormSimpleRNN');
  }
  if (!layer.built) throw new RangeError(`cellWeights: '${layer.name}' has no weights yet, put it into a model first`);
  const read = (tensor: tf.Tensor): Matrix => {
    const values = tensor.arraySync() as number[] | number[][];
    return matrix(tensor.rank === 1 ? [values as number[]] : (values as number[][]));
  };
  const weights = layer.getWeights().map(read);
  const [gamma, beta] = isNormed ? weights.splice(-2) : [];
  const [kernel, recurrentKernel, bias] = weights;
  const rows = layer instanceof Gru && (layer.cell as {resetAfter?: boolean}).resetAfter ? 2 : 1;
  const plain = {kernel, recurrentKernel, bias: bias ?? zeros(rows, kernel.shape[1])};
  return isNormed ? {...plain, norm: {gamma, beta}} : plain;
}
