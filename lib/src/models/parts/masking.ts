import * as tf from '@tensorflow/tfjs';

type MaskingOptions = NonNullable<Parameters<typeof tf.layers.masking>[0]>;

// tfjs keeps the class to itself.
const Stock = tf.layers.masking().constructor as new (
  options?: MaskingOptions,
) => tf.layers.Layer & {maskValue: number};

/**
 * `tf.layers.masking` behind layers that learn: that of tfjs has no gradient, for it asks for one of the mask itself. It
 * goes by the name of tfjs in saved models.
 */
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
