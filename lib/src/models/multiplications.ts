import type * as tf from '@tensorflow/tfjs';
import {show} from '../data/arguments';

/** Layers that apply their kernels at every time step. */
const AT_EACH_STEP = ['SimpleRNN', 'LSTM', 'GRU', 'Conv1D'];
/** Layers that multiply by no kernel. */
const WITHOUT_KERNEL = [
  ...['InputLayer', 'UnrollLastStep', 'Add', 'Dropout', 'LayerNormalization', 'GlobalAveragePooling1D'],
  ...['UnrollPositionEmbedding', 'Activation', 'Flatten', 'MaxPooling2D', 'MaxPooling3D', 'GlobalAveragePooling2D'],
  ...['Reshape', 'Masking'],
];

const product = (shape: tf.Shape) => shape.reduce<number>((size, axis) => size * (axis ?? 1), 1);

/** Numbers in all kernels of a layer. */
function inKernels(layer: tf.layers.Layer): number {
  return layer.weights
    .filter(({name}) => /kernel$/.test(name.replace(/_\d+$/, '')))
    .reduce((sum, {shape}) => sum + product(shape), 0);
}

/** The layer that stands at every step, where one does. */
function inner(layer: tf.layers.Layer): tf.layers.Layer {
  return layer.getClassName() === 'TimeDistributed'
    ? (layer as tf.layers.Layer & {layer: tf.layers.Layer}).layer
    : layer;
}

/** The first output of a layer: [batch, features] or [batch, time steps, features]. */
function outputOf({outputShape}: tf.layers.Layer): tf.Shape {
  return (Array.isArray(outputShape[0]) ? outputShape[0] : outputShape) as tf.Shape;
}

/**
 * How often a network multiplies to read one sequence.
 *
 *     recurrent, convolution, dense at each step:  T · (numbers in the kernels)
 *     self-attention:                              T · (numbers in the kernels) + T² · 2 · width
 *     convolution of frames or of a film:          places · (numbers in the kernels)
 *
 * In self-attention each pair of steps costs a score and a share of a value. Not counted: element-wise products, activations
 * and normalisations, a few a unit. Counted: what a causal convolution multiplies with the zeros before the first step.
 *
 * @param model of recurrent, convolutional, dense and self-attention layers, with a fixed number of time steps
 * @returns multiplications of one forward pass, for one sequence
 * @throws RangeError for a model that reads any number of steps, or a layer that this does not know how to count
 *
 * Lesson: notebooks/03-gated-cells/3.4. Check: closed forms.
 */
export function multiplications(model: tf.LayersModel): number {
  const steps = model?.inputs?.[0]?.shape[1];
  if (typeof steps !== 'number') {
    throw new RangeError(`multiplications: model must read a fixed number of time steps, got ${show(steps)}`);
  }
  return model.layers.reduce((sum, layer) => {
    const kind = inner(layer).getClassName();
    if (WITHOUT_KERNEL.includes(kind)) return sum;
    const size = inKernels(layer);
    const output = outputOf(layer);
    if (AT_EACH_STEP.includes(kind)) return sum + steps * size;
    if (kind === 'Conv2D' || kind === 'Conv3D') return sum + product(output.slice(1, -1)) * size;
    if (kind === 'Dense') return sum + (output.length === 3 ? steps : 1) * size;
    if (kind === 'MultiHeadAttention') return sum + steps * size + steps ** 2 * 2 * (output[2] as number);
    throw new RangeError(`multiplications: cannot count a layer of the kind ${kind}`);
  }, 0);
}
