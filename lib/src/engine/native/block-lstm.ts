import * as tf from '@tensorflow/tfjs';
import type {LstmTensors, NativeLstm} from './native-lstm';
import {type Attributes, execute, int64} from './operations';

/** Outputs of the operation: i, cs, f, o, ci, co, h; cs and h are cell states and outputs. */
const [OUTPUTS, CS, H] = [7, 1, 6];
/** Outputs of its gradient: x, cs_prev, h_prev, w, wci, wcf, wco, b. */
const GRADIENTS = 8;
const ATTRIBUTES: Attributes = {use_peephole: false};
/** A clip of 0 clips nothing. */
const FORWARD: Attributes = {...ATTRIBUTES, cell_clip: 0};

/** Inputs of both operations; the gates lie in the order i f c o in all of them. */
function inputsOf({x, kernel, recurrentKernel, bias, h0, c0}: LstmTensors) {
  const none = tf.zeros([h0.shape[1]]); // weights of peepholes, which are not used
  return [x, c0, h0, tf.concat([kernel, recurrentKernel], 0), none, none, none, bias];
}

/**
 * TensorFlow's BlockLSTMV2 and BlockLSTMGradV2: the equations of `fusedLstm`, on the CPU and on a GPU.
 *
 * Source: Zaremba et al. 2014, arXiv:1409.2329 (as TensorFlow says). Check: agrees with the fused kernels to 1e-5, values
 * and gradients (lib/test/engine/native-lstm.test.ts).
 */
export const blockLstm: NativeLstm = {
  forward(backend, tensors) {
    const steps = tensors.x.shape[0];
    const all = execute(backend, 'BlockLSTMV2', FORWARD, [int64(backend, steps), ...inputsOf(tensors)], OUTPUTS);
    return {H: all[H] as tf.Tensor3D, lastC: tf.slice(all[CS], [steps - 1], [1]) as tf.Tensor3D, kept: all};
  },

  backward(backend, tensors, kept, dH, dLastC) {
    const [steps, batch, features] = tensors.x.shape;
    const units = tensors.h0.shape[1];
    const earlier = tf.zeros([steps - (dLastC ? 1 : 0), batch, units]);
    const dC = dLastC ? tf.concat([earlier, dLastC], 0) : earlier;
    const inputs = [int64(backend, steps), ...inputsOf(tensors), ...kept, dC, dH];
    const [x, c0, h0, weights, , , , bias] = execute(backend, 'BlockLSTMGradV2', ATTRIBUTES, inputs, GRADIENTS);
    const [kernel, recurrentKernel] = tf.split(weights, [features, units], 0);
    return {x, kernel, recurrentKernel, bias, h0, c0};
  },
};
