import * as tf from '@tensorflow/tfjs';

/** The first number of a model that is NaN or infinite, as {@link findNonFinite} finds it. */
export interface NonFinite {
  /** Name of the layer. */
  layer: string;
  /** Name of the weight; undefined for the layer's output. */
  weight?: string;
  shape: number[];
  /** Where in the tensor it is. */
  index: number[];
  value: number;
  /** All of this in one line. */
  message: string;
}

/** As much of a symbolic tensor as the walk needs. */
interface Symbol {
  sourceLayer: tf.layers.Layer;
  nodeIndex: number;
}

/** One call of a layer. */
interface Call {
  layer: tf.layers.Layer;
  inputs: tf.SymbolicTensor[];
  outputs: tf.SymbolicTensor[];
}

/** The calls of layers that lead from a model's inputs to its outputs, each after those whose outputs it takes. */
function callsOf(model: tf.LayersModel): Call[] {
  const calls: Call[] = [];
  const known = new Set<unknown>();
  const visit = (symbol: tf.SymbolicTensor) => {
    const {sourceLayer: layer, nodeIndex} = symbol as unknown as Symbol;
    const node = layer.inboundNodes[nodeIndex] as unknown as {
      inputTensors: tf.SymbolicTensor[];
      outputTensors: tf.SymbolicTensor[];
    };
    if (known.has(node) || model.inputs.includes(symbol)) return;
    known.add(node);
    node.inputTensors.forEach(visit);
    calls.push({layer, inputs: node.inputTensors, outputs: node.outputTensors});
  };
  model.outputs.forEach(visit);
  return calls;
}

/** Position of number `at` in a tensor of this shape. */
function indexOf(at: number, shape: number[]): number[] {
  const index: number[] = [];
  for (let axis = shape.length - 1, rest = at; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]);
    rest = Math.floor(rest / shape[axis]);
  }
  return index;
}

type Place = Pick<NonFinite, 'layer' | 'weight'>;

const findBad = (tensor: tf.Tensor) => tensor.dataSync().findIndex((value) => !Number.isFinite(value));

function check(tensor: tf.Tensor, place: Place, reason = ''): NonFinite | undefined {
  const at = findBad(tensor);
  if (at < 0) return undefined;
  const {shape} = tensor;
  const [index, value] = [indexOf(at, shape), tensor.dataSync()[at]];
  const subject = place.weight
    ? `weight '${place.weight}' of layer '${place.layer}'`
    : `the output of layer '${place.layer}'`;
  return {
    ...place,
    shape,
    index,
    value,
    message: `${subject}, shape [${shape}], holds ${value} at [${index}]${reason}`,
  };
}

function first<T>(items: T[], find: (item: T, i: number) => NonFinite | undefined): NonFinite | undefined {
  for (let i = 0; i < items.length; i++) {
    const found = find(items[i], i);
    if (found) return found;
  }
  return undefined;
}

/** Weights of a layer by the names that they have inside it. */
function checkWeights(layer: tf.layers.Layer): NonFinite | undefined {
  return first(layer.weights, (weight) => {
    const name = weight.originalName.split('/').pop() ?? weight.originalName;
    return check(weight.read(), {layer: layer.name, weight: name});
  });
}

function search(model: tf.LayersModel, inputs: tf.Tensor[]): NonFinite | undefined {
  const calls = callsOf(model);
  const symbols = calls.flatMap(({outputs}) => outputs);
  if (symbols.length === 0) return undefined;
  const all = tf.model({name: 'diagnosis', inputs: model.inputs, outputs: symbols}).predictOnBatch(inputs);
  const made = Array.isArray(all) ? all : [all];
  const tensors = new Map<unknown, tf.Tensor>(symbols.map((symbol, i) => [symbol, made[i]]));
  model.inputs.forEach((symbol, i) => {
    tensors.set(symbol, inputs[i]);
  });
  return first(calls, ({layer, inputs: taken, outputs}) => {
    const given = taken.map((symbol) => tensors.get(symbol) as tf.Tensor);
    if (layer instanceof tf.LayersModel) {
      const inner = search(layer, given);
      if (inner) return inner;
    }
    const weight = checkWeights(layer);
    if (weight) return weight;
    const reason = given.some((tensor) => findBad(tensor) >= 0)
      ? '; so does what it is given'
      : '; what it is given, and its weights, are finite';
    return first(outputs, (symbol) => check(tensors.get(symbol) as tf.Tensor, {layer: layer.name}, reason));
  });
}

/**
 * The first number that is NaN or infinite on the way of one batch through a model: layer by layer, in the layer's weights,
 * then in its outputs.
 *
 * @param model run as in prediction; nested models are looked into
 * @param inputs one tensor for each input of the model, or the only one
 * @returns where it is, or undefined where all is finite
 *
 * Check: lib/test/training/diagnose.test.ts.
 */
export function findNonFinite(model: tf.LayersModel, inputs: tf.Tensor | tf.Tensor[]): NonFinite | undefined {
  let found: NonFinite | undefined;
  tf.tidy(() => {
    found = search(model, Array.isArray(inputs) ? inputs : [inputs]);
  });
  return found;
}
