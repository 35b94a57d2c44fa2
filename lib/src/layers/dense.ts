import {checkLayerOptions, KINDS, LAYER_CHECKS, type OptionChecks, WEIGHT_CHECKS} from './layer-options';
import './planning/dense';
import * as tf from '@tensorflow/tfjs';
import {installSeededInitialisers} from './initialisers';

installSeededInitialisers();

/** Options of {@link dense}: those of `tf.layers.dense`. */
export type DenseOptions = Parameters<typeof tf.layers.dense>[0];

const CHECKS: OptionChecks<DenseOptions> = {
  ...{...LAYER_CHECKS, ...WEIGHT_CHECKS, units: KINDS.size, inputDim: KINDS.size, activation: KINDS.activation},
  activityRegularizer: KINDS.regularizer,
};

/**
 * A dense layer, Y = activation(X W + b), on the last axis.
 *
 * `tf.layers.dense` with the defaults of Keras 3: kernel glorotUniform (tfjs: glorotNormal), drawn from the engine's seed.
 *
 * @param options see `tf.layers.dense`; `units` is required
 * @returns the layer: [batch, ..., features] -> [batch, ..., units]
 */
export function dense(options: DenseOptions): tf.layers.Layer {
  checkLayerOptions('dense', options, CHECKS, ['units']);
  return tf.layers.dense({...options, kernelInitializer: options.kernelInitializer ?? 'glorotUniform'});
}

const INPUT_CHECKS: OptionChecks<Parameters<typeof tf.input>[0]> = {
  ...{shape: KINDS.shape, batchShape: KINDS.shape, name: KINDS.text, dtype: KINDS.dtype, sparse: KINDS.flag},
};

/**
 * The input of a functional model; the same as `tf.input`.
 *
 * @param options see `tf.input`; `shape` is that of one example
 * @returns a symbolic tensor, [batch, ...shape]
 */
export function input(options: Parameters<typeof tf.input>[0]): tf.SymbolicTensor {
  checkLayerOptions('input', options, INPUT_CHECKS);
  return tf.input(options);
}
