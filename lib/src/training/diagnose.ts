import * as tf from '@tensorflow/tfjs';

/** Where a number is not finite. */
export interface NonFinite {
  /** Name of the layer. */
  layer: string;
  /** Name of the weight; undefined for the layer's output. */
  weight?: string;
  shape: number[];
  /** The first number that is not finite. */
  value: number;
}

function firstOf(tensor: tf.Tensor): number | undefined {
  return tensor.dataSync().find((value) => !Number.isFinite(value));
}

function badWeight(layer: tf.layers.Layer): NonFinite | undefined {
  for (const weight of layer.weights) {
    const tensor = weight.read();
    const value = firstOf(tensor);
    if (value !== undefined) return {layer: layer.name, weight: weight.name, shape: [...tensor.shape], value};
  }
  return undefined;
}

/** Outputs of one call of a layer, for the model's inputs; none where this call is no part of the model. */
function outputsOf(model: tf.LayersModel, symbols: tf.SymbolicTensor[], inputs: tf.Tensor[]): tf.Tensor[] {
  let part: tf.LayersModel;
  try {
    part = tf.model({inputs: model.inputs, outputs: symbols});
  } catch {
    return [];
  }
  const outputs = part.apply(inputs.length === 1 ? inputs[0] : inputs);
  return (Array.isArray(outputs) ? outputs : [outputs]) as tf.Tensor[];
}

/**
 * The first layer of a model, from its inputs on, with a weight or an output that is not finite.
 *
 * @param model run as in prediction, layer by layer
 * @param inputs one tensor for each input of the model
 * @returns undefined where all numbers are finite
 */
export function findNonFinite(model: tf.LayersModel, inputs: tf.Tensor[]): NonFinite | undefined {
  let found: NonFinite | undefined;
  tf.tidy(() => {
    found = firstNonFinite(model, inputs);
  });
  return found;
}

function firstNonFinite(model: tf.LayersModel, inputs: tf.Tensor[]): NonFinite | undefined {
  for (const layer of model.layers) {
    const weight = badWeight(layer);
    if (weight) return weight;
    for (const {outputTensors} of layer.inboundNodes) {
      for (const output of outputsOf(model, outputTensors, inputs)) {
        const value = firstOf(output);
        if (value !== undefined) return {layer: layer.name, shape: [...output.shape], value};
      }
    }
  }
  return undefined;
}
