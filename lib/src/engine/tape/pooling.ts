import type * as tf from '@tensorflow/tfjs';
import {globalPoolOp, type PoolKind, type PoolOptions, poolOp} from '../ops/convolution/pooling';
import {checkCounts} from './conv1d';
import {runOnTape} from './run-on-tape';

/** @throws RangeError unless x has at least one number */
function checkNotEmpty(x: tf.Tensor): void {
  if (x.size === 0) throw new RangeError(`x needs at least one number, got shape [${x.shape}]`);
}

/**
 * Pooling in one step of the gradient tape: the largest element of each window, or the mean of those that lie inside.
 *
 * The gradient goes to the largest element of a window, of equal ones to the first; a mean shares it out.
 *
 * @param x [batch, ...space, features], with as many axes of space as `poolSize` has numbers (1, 2 or 3)
 * @returns [batch, ...windows, features]
 * @throws RangeError for a rank that does not fit, for sizes that are no whole number above 0, and where no window fits
 *
 * Source: LeCun et al. 1998. Check: agrees with Keras 3 and PyTorch, values and gradients (lib/test/golden).
 */
export function fusedPool<T extends tf.Tensor>(x: T, kind: PoolKind, options: PoolOptions): T {
  const {poolSize, strides} = options;
  const sizes = (name: string, list: number[] = []) => list.map((size, i) => [`${name}[${i}]`, size]);
  checkCounts('fusedPool', Object.fromEntries([...sizes('poolSize', poolSize), ...sizes('strides', strides)]));
  if (poolSize.length < 1 || poolSize.length > 3 || x.rank !== poolSize.length + 2) {
    throw new RangeError(`x must have rank ${poolSize.length + 2} for poolSize [${poolSize}], got shape [${x.shape}]`);
  }
  checkNotEmpty(x);
  const [y] = runOnTape((room, [x]) => poolOp(room, x, kind, options), {inputs: [x]});
  return y as T;
}

/**
 * The largest element over all of time or space, or the mean, in one step of the gradient tape.
 *
 * @param x [batch, ...space, features] with 1 to 3 axes of space
 * @param mask 0 or 1 per step, [batch, time steps]; masked steps do not count in a mean, and the mean over none is 0
 * @returns [batch, features]
 * @throws RangeError for shapes that do not fit
 *
 * Source: Lin et al. 2014, arXiv:1312.4400 (global average pooling). Check: as {@link fusedPool}.
 */
export function fusedGlobalPool(x: tf.Tensor, kind: PoolKind, mask?: tf.Tensor2D): tf.Tensor2D {
  if (x.rank < 3 || x.rank > 5) throw new RangeError(`x must have rank 3, 4 or 5, got shape [${x.shape}]`);
  checkNotEmpty(x);
  if (mask && (x.rank !== 3 || mask.shape[0] !== x.shape[0] || mask.shape[1] !== x.shape[1])) {
    throw new RangeError(`mask must have shape [batch, time steps] for x of [${x.shape}], got [${mask.shape}]`);
  }
  const constants = mask ? [mask] : [];
  const [y] = runOnTape((room, [x, mask]) => globalPoolOp(room, x, kind, mask), {inputs: [x], constants});
  return y as tf.Tensor2D;
}
