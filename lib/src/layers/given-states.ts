import * as tf from '@tensorflow/tfjs';

/** What a call of a layer brings along. */
export type Keywords = {mask?: tf.Tensor | tf.Tensor[]; training?: boolean; initialState?: tf.Tensor[]};

/** A place of a layer in a graph of layers; tfjs does not export its type. */
interface GraphNode {
  callArgs: Record<string, unknown> | null;
}

/**
 * Takes the initial states out of what a graph of layers remembers of a call: they are inputs of the layer there already.
 * TensorFlow.js keeps them a second time, as values of the graph, which no file can hold (it warns of that whenever the
 * model is saved) and which are of no use when the model is a layer of another one.
 */
export function forgetStates(layer: tf.layers.Layer, inputs: unknown): void {
  if ((Array.isArray(inputs) ? inputs[0] : inputs) instanceof tf.Tensor) return; // a call with numbers leaves no place
  const node = (layer as unknown as {inboundNodes: GraphNode[]}).inboundNodes.at(-1);
  if (!node?.callArgs) return;
  const {initialState: _, ...others} = node.callArgs;
  node.callArgs = Object.keys(others).length > 0 ? others : null;
}

/** The sequences of a call, and its keywords with the initial states in them, wherever they were given. */
export function withStates(inputs: tf.Tensor | tf.Tensor[], keywords: Keywords | undefined): [tf.Tensor, Keywords] {
  if (!Array.isArray(inputs)) return [inputs, keywords ?? {}];
  const [x, ...states] = inputs;
  if (states.length === 0 || keywords?.initialState) return [x, keywords ?? {}];
  return [x, {...keywords, initialState: states}];
}
