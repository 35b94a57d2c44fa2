import * as tf from '@tensorflow/tfjs';

/** As much of a symbolic tensor as the walk needs. */
interface Symbol {
  sourceLayer: tf.layers.Layer;
  nodeIndex: number;
  /** Which of the layer's outputs it is. */
  outputTensorIndex?: number;
}

/** The mask of a layer's output, or one for each of its outputs. */
type Masks = tf.Tensor | null | undefined | (tf.Tensor | null | undefined)[];

/** Layers that make a mask of their own. */
const makesMask = (layer: tf.layers.Layer): boolean =>
  layer.getClassName() === 'Masking' ||
  (layer as unknown as {maskZero?: boolean}).maskZero === true ||
  (layer instanceof tf.LayersModel && layer.layers.some(makesMask));

/** Walks back from the outputs of a model; inputs of its layers are computed only where a layer makes a mask of them. */
class MaskWalk {
  private readonly known = new Map<string, Masks>();

  constructor(
    private readonly model: tf.LayersModel,
    private readonly inputs: tf.Tensor[],
    private readonly given: (tf.Tensor | undefined)[],
  ) {}

  maskOf(symbol: Symbol): tf.Tensor | undefined {
    const {sourceLayer: layer, nodeIndex} = symbol;
    const place = (this.model.inputs as unknown as Symbol[]).indexOf(symbol);
    if (place >= 0) return this.given[place];
    const key = `${layer.name}/${nodeIndex}`;
    if (!this.known.has(key)) this.known.set(key, this.compute(layer, nodeIndex));
    const masks = this.known.get(key);
    // A layer that also returns its states has a mask for its sequence alone.
    return (Array.isArray(masks) ? masks[symbol.outputTensorIndex ?? 0] : masks) ?? undefined;
  }

  private compute(layer: tf.layers.Layer, nodeIndex: number): Masks {
    const from = layer.inboundNodes[nodeIndex].inputTensors;
    const masks = from.map((tensor) => this.maskOf(tensor as unknown as Symbol));
    if (!makesMask(layer) && masks.every((mask) => mask === undefined)) return undefined;
    // As in prediction, the mask ends at a layer that knows none.
    if (!layer.supportsMasking && !(layer instanceof tf.LayersModel)) return undefined;
    const single = from.length === 1;
    const values = () => from.map((tensor) => this.valueOf(tensor));
    if (layer instanceof tf.LayersModel) return outputMasks(layer, values(), masks);
    const inputs = makesMask(layer) || !single ? values() : [];
    return layer.computeMask(
      single ? inputs[0] : inputs,
      (single ? masks[0] : masks) as unknown as tf.Tensor | tf.Tensor[],
    );
  }

  private valueOf(tensor: tf.SymbolicTensor): tf.Tensor {
    const place = this.model.inputs.indexOf(tensor);
    if (place >= 0) return this.inputs[place];
    const part = tf.model({inputs: this.model.inputs, outputs: tensor});
    return part.apply(this.inputs.length === 1 ? this.inputs[0] : this.inputs) as tf.Tensor;
  }
}

/** Whether any layer of a model makes a mask. */
export function hasMasks(model: tf.LayersModel): boolean {
  return makesMask(model);
}

/**
 * The mask of each output of a model, as Keras 3 hands it to the loss; undefined where it has none.
 *
 * @param model with layers that make a mask, such as Embedding (`maskZero`) and Masking
 * @param inputs what the model is applied to
 * @param masks of the inputs
 */
export function outputMasks(
  model: tf.LayersModel,
  inputs: tf.Tensor[],
  masks: (tf.Tensor | undefined)[] = [],
): (tf.Tensor | undefined)[] {
  const walk = new MaskWalk(model, inputs, masks);
  return model.outputs.map((symbol) => walk.maskOf(symbol as unknown as Symbol));
}
