import type * as tf from '@tensorflow/tfjs';
import {type Conv1dOptions, conv1dOp} from '../ops/convolution/conv1d';
import {checkShapes} from './recurrent';
import {runOnTape} from './run-on-tape';

/** What {@link fusedConv1d} computes with. */
export interface FusedConv1dInputs {
  /** Inputs X, [batch, time steps, features]. */
  x: tf.Tensor3D;
  /** Filters W, [kernel size, features, filters]. */
  kernel: tf.Tensor3D;
  /** b, [filters]; defaults to none. */
  bias?: tf.Tensor1D;
}

/** @throws RangeError for an option that is no whole number above 0 */
export function checkCounts(what: string, options: Record<string, number | undefined>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined && !(Number.isInteger(value) && value > 0)) {
      throw new RangeError(`${what}: ${name} must be a whole number above 0, got ${value}`);
    }
  }
}

/**
 * A convolution over time in one step of the gradient tape.
 *
 *     Y_t = activation(b + Σ_k X_{t strides + k dilationRate - before} W_k)
 *
 * `before` steps of zeros come before the first one: none with padding 'valid', half of what is missing with 'same', all
 * of it with 'causal', where an output depends on no later input. Differentiable in x, kernel and bias; works on every
 * backend of TensorFlow.js.
 *
 * @param inputs see {@link FusedConv1dInputs}
 * @param options strides and dilationRate, 1 where not given, and padding
 * @returns [batch, time steps, filters]
 * @throws RangeError for shapes that do not fit, and where no window fits into the time steps
 *
 * Source: LeCun et al. 1998 (convolution with shared weights); van den Oord et al. 2016, arXiv:1609.03499 (causal,
 * dilated). Check: agrees with Keras 3 and PyTorch to 1e-5, values and gradients (lib/test/golden).
 */
export function fusedConv1d({x, kernel, bias}: FusedConv1dInputs, options: Conv1dOptions = {}): tf.Tensor3D {
  const {strides, dilationRate} = options;
  checkCounts('fusedConv1d', {strides, dilationRate});
  if (kernel.rank !== 3)
    throw new RangeError(`kernel must have shape [size, features, filters], got [${kernel.shape}]`);
  const [taps, , filters] = kernel.shape;
  checkShapes(x, [
    ['kernel', kernel, [taps, x.shape[2], filters]],
    ['bias', bias, [filters]],
  ]);
  const weights = bias ? [kernel, bias] : [kernel];
  const [y] = runOnTape((room, [x], [kernel, bias]) => conv1dOp(room, x, {kernel, bias}, options), {
    inputs: [x],
    weights,
  });
  return y as tf.Tensor3D;
}
