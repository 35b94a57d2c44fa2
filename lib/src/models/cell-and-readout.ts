import type * as tf from '@tensorflow/tfjs';
import {type Matrix, matrix} from '../scratch';
import {type CellWeights, cellWeights} from './cell-weights';

/** Weights of a recurrent layer and of the dense layer that reads its state. */
export interface CellAndReadout {
  cell: CellWeights;
  /** W_hy, [units, outputs] */
  Why: Matrix;
}

/**
 * The present weights of a model of one recurrent and one dense layer, in float64; `note` of `training.overSeeds` keeps them by epoch.
 *
 * @param model a recurrent layer, then a dense one
 * @returns copies; the bias of the dense layer is left out
 * @throws RangeError when the model has other layers; what {@link cellWeights} throws
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function cellAndReadout(model: tf.LayersModel): CellAndReadout {
  const layers = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer');
  if (layers.length !== 2 || layers[1].getClassName() !== 'Dense') {
    const got = layers.map((layer) => layer.getClassName()).join(', ');
    throw new RangeError(`cellAndReadout reads a model of a recurrent and a dense layer, got ${got}`);
  }
  return {cell: cellWeights(layers[0]), Why: matrix(layers[1].getWeights()[0].arraySync() as number[][])};
}
