import type * as tf from '@tensorflow/tfjs';
import {type ConvOptions, convOp} from '../ops/convolution/convolution';
import {checkCounts} from './conv1d';
import {runOnTape} from './run-on-tape';

/** What {@link fusedConvolution} computes with. */
export interface FusedConvolutionInputs {
  /** Inputs X, [batch, height, width, features] or [batch, depth, height, width, features]. */
  x: tf.Tensor;
  /** Filters W, [...kernel size, features, filters]. */
  kernel: tf.Tensor;
  /** b, [filters]; defaults to none. */
  bias?: tf.Tensor1D;
}

/** @throws RangeError naming what does not fit */
function check({x, kernel, bias}: FusedConvolutionInputs, {strides, dilationRate}: ConvOptions): void {
  if (x.rank !== 4 && x.rank !== 5) throw new RangeError(`x must have rank 4 or 5, got shape [${x.shape}]`);
  if (x.size === 0) throw new RangeError(`x needs at least one number, got shape [${x.shape}]`);
  const axes = x.rank - 2;
  const [features, filters] = kernel.shape.slice(-2);
  if (kernel.rank !== x.rank || features !== x.shape[x.rank - 1]) {
    const wanted = [...Array(axes).fill('size'), x.shape[x.rank - 1], 'filters'].join(',');
    throw new RangeError(`kernel must have shape [${wanted}] for x of [${x.shape}], got [${kernel.shape}]`);
  }
  if (bias && (bias.rank !== 1 || bias.shape[0] !== filters)) {
    throw new RangeError(`bias must have shape [${filters}] for kernel of [${kernel.shape}], got [${bias.shape}]`);
  }
  for (const [name, numbers] of Object.entries({strides, dilationRate})) {
    if (!numbers) continue;
    if (numbers.length !== axes) throw new RangeError(`${name} must be ${axes} numbers, got [${numbers}]`);
    checkCounts('fusedConvolution', Object.fromEntries(numbers.map((size, i) => [`${name}[${i}]`, size])));
  }
}

/**
 * A convolution over images or volumes in one step of the gradient tape.
 *
 *     Y_t = activation(b + Σ_k X_{t strides + k dilationRate - before} W_k)      t, k: two or three numbers
 *
 * Differentiable in x, kernel and bias; works on every backend of TensorFlow.js.
 *
 * @param inputs see {@link FusedConvolutionInputs}
 * @param options see {@link ConvOptions}
 * @returns [batch, ...windows, filters]
 * @throws RangeError for shapes that do not fit, and where no window fits
 *
 * Source: LeCun et al. 1998. Check: agrees with Keras 3 and PyTorch to 1e-5, values and gradients (lib/test/golden).
 */
export function fusedConvolution(inputs: FusedConvolutionInputs, options: ConvOptions = {}): tf.Tensor {
  const {x, kernel, bias} = inputs;
  check(inputs, options);
  const weights = bias ? [kernel, bias] : [kernel];
  const [y] = runOnTape((room, [x], [kernel, bias]) => convOp(room, x, {kernel, bias}, options), {
    inputs: [x],
    weights,
  });
  return y;
}
