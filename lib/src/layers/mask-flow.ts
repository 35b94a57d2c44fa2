import * as tf from '@tensorflow/tfjs';

type Mask = tf.Tensor | null | undefined;
interface MergeLayer {
  axis?: number;
  computeMask(inputs: tf.Tensor[], masks: Mask[] | null): tf.Tensor | null;
}

/** A step counts where it does in any of the inputs; where an input has no mask, all steps count, so there is none. */
function union(masks: Mask[]): tf.Tensor | null {
  if (masks.some((mask) => mask == null)) return null;
  return tf.tidy(() => (masks as tf.Tensor[]).map((mask) => mask.toBool()).reduce((a, b) => a.logicalOr(b)));
}

/** The masks of inputs that follow each other on an axis; those without one count. */
function joined(inputs: tf.Tensor[], masks: Mask[], axis: number): tf.Tensor | null {
  if (masks.every((mask) => mask == null)) return null;
  return tf.tidy(() => {
    const whole = inputs.map((input, i) => {
      const mask = masks[i];
      if (mask == null) return tf.onesLike(input).toBool();
      return mask.rank < input.rank ? mask.toFloat().expandDims(-1).mul(tf.onesLike(input)).toBool() : mask.toBool();
    });
    return tf.concat(whole, axis).any(-1);
  });
}

/** What `apply` of a layer takes and gives. */
type Applied = tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[];

/**
 * The keywords of one call, for the layer alone. A model of tfjs hands one object from layer to layer and only ever puts
 * masks (and initial states) into it, so the mask of one layer would reach layers whose inputs have none.
 */
export function takeKeywords(keywords: object | undefined): object {
  const own = {...keywords};
  if (keywords) delete (keywords as {mask?: unknown}).mask;
  return own;
}

const isConcrete = (inputs: Applied) => (Array.isArray(inputs) ? inputs[0] : inputs) instanceof tf.Tensor;

let installed = false;

/**
 * Lets masks go their way as in Keras 3. What TensorFlow.js does by itself:
 * - the mask of merged inputs (add, concatenate, ...) has an axis too many, so that the next recurrent layer fails;
 *   here a step counts where any input counts it;
 * - a mask goes on to layers whose inputs have none, such as those of another branch, or after `repeatVector`.
 *
 * Check: lib/test/layers/mask-flow.test.ts.
 */
export function installMaskFlow(): void {
  if (installed) return;
  installed = true;
  const concatenate = Object.getPrototypeOf(tf.layers.concatenate({name: 'example'})) as MergeLayer;
  const merge = Object.getPrototypeOf(concatenate) as MergeLayer;
  merge.computeMask = (_, masks) => masks && union(masks);
  concatenate.computeMask = function (inputs, masks) {
    return masks && joined(inputs, masks, this.axis ?? -1);
  };
  const layer = tf.layers.Layer.prototype;
  const {apply} = layer;
  layer.apply = function (inputs: Applied, keywords?: object) {
    return apply.call(this, inputs, isConcrete(inputs) ? takeKeywords(keywords) : keywords);
  };
}

installMaskFlow();
