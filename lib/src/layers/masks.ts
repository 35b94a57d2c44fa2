import * as tf from '@tensorflow/tfjs';
import {takeKeywords} from './mask-flow';

/** A tensor with the mask that TensorFlow.js writes on it. */
type MaskedTensor = tf.Tensor & {kerasMask?: tf.Tensor | null};
type Tensors = tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[];

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Writes on the outputs of a layer the masks that it makes of those of its inputs. */
function passMasksOn(layer: tf.layers.Layer, inputs: Tensors, outputs: Tensors): void {
  const given = list<tf.Tensor | tf.SymbolicTensor>(inputs);
  if (!layer.supportsMasking || !given.every((input) => input instanceof tf.Tensor)) return;
  const masks = given.map((input) => (input as MaskedTensor).kerasMask ?? null);
  if (masks.every((mask) => mask === null)) return;
  tf.tidy(() => {
    // Arrays, as models hand them over: the first mask made is that of the first output.
    const made = list(layer.computeMask(given as tf.Tensor[], masks as tf.Tensor[]));
    list(outputs as tf.Tensor | tf.Tensor[]).forEach((output: MaskedTensor, i) => {
      // A tensor disposes of its mask when it goes, and it only: hence a mask of its own, which nothing else lets go.
      if (made[i]) output.kerasMask ??= tf.keep(made[i].clone());
    });
  });
}

let installed = false;

/**
 * Makes masks reach layers with several inputs. A model of TensorFlow.js tells a layer the mask of its first input only;
 * masking and embedding write theirs on their outputs, but layers between do not pass them on. Here every layer does, as
 * in Keras.
 */
export function installMasks(): void {
  if (installed) return;
  installed = true;
  const {prototype} = tf.layers.Layer;
  const {apply} = prototype;
  prototype.apply = function (this: tf.layers.Layer, inputs: Tensors, keywords?: Parameters<typeof apply>[1]) {
    const outputs = apply.call(this, inputs, keywords);
    passMasksOn(this, inputs, outputs);
    return outputs;
  };
}

/**
 * Keywords of a call with one mask for each input, in an object of their own: the masks that the caller names, else those
 * that the inputs carry. A single mask beside a list of inputs is a model's, and says no more than what the inputs carry.
 */
export function withMasks<K extends {mask?: unknown}>(inputs: Tensors, keywords: K | undefined): K {
  const given = list<tf.Tensor | tf.SymbolicTensor>(inputs);
  if (!(given[0] instanceof tf.Tensor)) return {...keywords} as K;
  const named = keywords?.mask;
  // A list is the caller's own, never what a model hands from layer to layer.
  const own = Array.isArray(named) ? keywords : (takeKeywords(keywords) as K);
  const carried = given.map((input) => (input as MaskedTensor).kerasMask ?? null);
  const mask = Array.isArray(named) ? named : named && !Array.isArray(inputs) ? [named] : carried;
  return {...own, mask} as K;
}
