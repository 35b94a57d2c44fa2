import * as tf from '@tensorflow/tfjs';
import type {LstmTensors, NativeLstm} from './native-lstm';
import {type Attributes, execute} from './operations';

const ATTRIBUTES: Attributes = {
  rnn_mode: 'lstm',
  input_mode: 'linear_input',
  direction: 'unidirectional',
  dropout: 0,
  time_major: true,
};
/** Outputs of the operation: output, output_h, output_c, reserve_space, host_reserved. */
const OUTPUTS = 5;
/** Outputs of its gradient: those of input, input_h, input_c, params. */
const GRADIENTS = 4;

/**
 * Weights as cuDNN wants them, in one row: the kernels of the gates i f c o, [units, features] each, the recurrent kernels,
 * [units, units] each, the biases of the kernels, and those of the recurrent kernels. We have one bias, the last.
 */
export function packCudnnWeights({
  kernel,
  recurrentKernel,
  bias,
}: Pick<LstmTensors, 'kernel' | 'recurrentKernel' | 'bias'>): tf.Tensor1D {
  const rows = [kernel, recurrentKernel].map((weights) => tf.reshape(tf.transpose(weights), [-1]));
  return tf.concat1d([...(rows as tf.Tensor1D[]), tf.zerosLike(bias), bias]);
}

/** The gradients of kernel, recurrent kernel and bias from that of the row. */
export function unpackCudnnGradient(row: tf.Tensor, features: number, units: number): tf.Tensor[] {
  const gates = 4 * units;
  const [kernel, recurrentKernel, , bias] = tf.split(row, [gates * features, gates * units, gates, gates]);
  const back = (part: tf.Tensor, columns: number) => tf.transpose(tf.reshape(part, [gates, columns]));
  return [back(kernel, features), back(recurrentKernel, units), bias];
}

/** Inputs of both operations. */
function inputsOf(tensors: LstmTensors) {
  const [steps, batch] = tensors.x.shape;
  const states = [tensors.h0, tensors.c0].map((state) => tf.expandDims(state, 0));
  const lengths = tf.fill([batch], steps, 'int32');
  return [tensors.x, ...states, packCudnnWeights(tensors), lengths];
}

/**
 * TensorFlow's CudnnRNNV3 and CudnnRNNBackpropV3: the equations of `fusedLstm` on an NVIDIA GPU.
 *
 * Check: the order of the weights against the one that Keras 3 makes (lib/test/engine/native-lstm.test.ts); on a GPU
 * against the fused kernels, by `lib/test/engine/gpu.test.ts` and at the first use (`native/choose-lstm.ts`).
 */
export const cudnnLstm: NativeLstm = {
  forward(backend, tensors) {
    const attributes = {...ATTRIBUTES, is_training: true};
    const all = execute(backend, 'CudnnRNNV3', attributes, inputsOf(tensors), OUTPUTS);
    return {H: all[0] as tf.Tensor3D, lastC: all[2] as tf.Tensor3D, kept: all};
  },

  backward(backend, tensors, [output, outputH, outputC, reserved, hostReserved], dH, dLastC) {
    const [, , features] = tensors.x.shape;
    const units = tensors.h0.shape[1];
    // gradients of the last output come with dH, which cuDNN adds to this one
    const dStates = [tf.zerosLike(outputH), dLastC ?? tf.zerosLike(outputC)];
    const inputs = [...inputsOf(tensors), output, outputH, outputC, dH, ...dStates, reserved, hostReserved];
    const [x, h0, c0, row] = execute(backend, 'CudnnRNNBackpropV3', ATTRIBUTES, inputs, GRADIENTS);
    const [kernel, recurrentKernel, bias] = unpackCudnnGradient(row, features, units);
    return {x, kernel, recurrentKernel, bias, h0: tf.squeeze(h0, [0]), c0: tf.squeeze(c0, [0])};
  },
};
