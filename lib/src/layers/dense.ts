import './planning/dense';
import * as tf from '@tensorflow/tfjs';
import {installSeededInitialisers} from './initialisers';

installSeededInitialisers();

/** Options of {@link dense}: those of `tf.layers.dense`. */
export type DenseOptions = Parameters<typeof tf.layers.dense>[0];

/**
 * A dense layer, Y = activation(X W + b), on the last axis.
 *
 * `tf.layers.dense` with the defaults of Keras 3: kernel glorotUniform (tfjs: glorotNormal), drawn from the engine's seed.
 */
export function dense(options: DenseOptions): tf.layers.Layer {
  return tf.layers.dense({...options, kernelInitializer: options.kernelInitializer ?? 'glorotUniform'});
}

/** The input of a functional model; the same as `tf.input`. */
export function input(options: Parameters<typeof tf.input>[0]): tf.SymbolicTensor {
  return tf.input(options);
}
