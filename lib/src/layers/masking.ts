import * as tf from '@tensorflow/tfjs';
import {show} from '../data/arguments';
import {checkLayerOptions, LAYER_CHECKS, type OptionChecks} from './layer-options';
import './planning/masking';

/** Options of {@link masking}: those of `tf.layers.masking`. */
export type MaskingOptions = NonNullable<Parameters<typeof tf.layers.masking>[0]>;

// tfjs keeps the class to itself.
const Stock = tf.layers.masking({name: 'example'}).constructor as new (
  options?: MaskingOptions,
) => tf.layers.Layer & {maskValue: number};

/** A mask for steps that say nothing, see {@link masking}. */
export class Masking extends Stock {
  /** @nocollapse */
  static className = 'Masking';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const keep = tf.customGrad((x, save) => {
      const kept = (x as tf.Tensor).notEqual(this.maskValue).any(-1, true).toFloat();
      (save as tf.GradSaveFunc)([kept]);
      return {
        value: (x as tf.Tensor).mul(kept),
        gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => dy.mul(saved),
      };
    });
    return tf.tidy(() => keep(Array.isArray(inputs) ? inputs[0] : inputs));
  }
}
tf.serialization.registerClass(Masking as unknown as Parameters<typeof tf.serialization.registerClass>[0]);

const CHECKS: OptionChecks<MaskingOptions> = {
  ...LAYER_CHECKS,
  maskValue(name, value) {
    if (typeof value !== 'number' || Number.isNaN(value)) {
      throw new TypeError(`${name} must be a number, got ${show(value)}`);
    }
  },
};

/**
 * Masks the time steps whose features all equal `maskValue`: [batch, time steps, features] in and out.
 *
 * Layers above skip a masked step: a recurrent layer keeps its state, a mean leaves it out, a loss does not count it. So
 * sequences of different lengths, padded to one, give what they would give alone.
 *
 * `tf.layers.masking`, but it may stand behind layers that learn: that of tfjs has no gradient, for it asks for one of the
 * mask itself. It goes by the name of tfjs in saved models.
 *
 * @param options `maskValue` defaults to 0
 * @returns the layer
 * @throws TypeError when `maskValue` is no number
 *
 * Lesson: notebooks/06-applications/6.2. Check: mask and output are those of tfjs (lib/test/layers/position-layers.test.ts).
 */
export function masking(options: MaskingOptions = {}): Masking {
  checkLayerOptions('masking', options, CHECKS);
  return new Masking(options);
}
