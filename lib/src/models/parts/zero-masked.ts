import * as tf from '@tensorflow/tfjs';

/**
 * Sets masked time steps to zero, so that whoever gets the tensor alone, without its mask, can tell them by
 * `tf.layers.masking`.
 */
export class ZeroMasked extends tf.layers.Layer {
  /** @nocollapse */
  static className = 'UnrollZeroMasked';

  constructor(options: {name?: string} = {}) {
    super(options);
    this.supportsMasking = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], {mask}: {mask?: tf.Tensor | tf.Tensor[]} = {}): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0] : inputs;
      const kept = Array.isArray(mask) ? mask[0] : mask;
      return kept ? x.mul(kept.toFloat().expandDims(2)) : x.clone();
    });
  }
}
tf.serialization.registerClass(ZeroMasked);
