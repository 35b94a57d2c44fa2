import * as tf from '@tensorflow/tfjs';
import type {NdArray} from '../data/arrays';
import {type Examples, readTable} from './examples';

/** The gradient of one weight matrix. */
export interface WeightGradient {
  /** Name of the layer that owns it. */
  layer: string;
  /** What the layer calls it, such as 'kernel', 'recurrent_kernel' or 'bias'. */
  weight: string;
  /** Euclidean norm over all its numbers. */
  norm: number;
  /** The numbers themselves, in the shape of the weight. */
  gradient: NdArray;
}

type LossFunction = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor;

function toTensor(examples: Examples, name: string): tf.Tensor {
  const {values, shape, dtype} = readTable(examples, name);
  return tf.tensor(values, shape, dtype);
}

/**
 * The gradient of a model's loss by each of its weights, at the present weights; nothing is trained.
 *
 * The gradient of a weight that acts at every time step is the sum over the steps, and the last steps dominate it: a healthy
 * norm here does not show that early steps are heard. {@link stateGradientNorms} does.
 *
 * @param model a compiled model with one input and one output
 * @param examples inputs and targets of one batch
 * @returns one row a trainable weight, in the order of the model's layers
 * @throws TypeError when the model is not compiled or has several inputs or outputs
 *
 * Lesson: notebooks/01-foundations/1.5. Check: central differences, and the closed form of a linear model.
 */
export function weightGradients(model: tf.LayersModel, {x, y}: {x: Examples; y: Examples}): WeightGradient[] {
  if (!model.loss) throw new TypeError('weightGradients: compile the model first, it has no loss');
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    const got = `${model.inputs.length} inputs and ${model.outputs.length} outputs`;
    throw new TypeError(`weightGradients reads models with one input and one output, got ${got}`);
  }
  // A Sequential keeps its compiled functions in a model of its own.
  const compiled = (model as unknown as {model?: tf.LayersModel}).model ?? model;
  const [loss] = (compiled as unknown as {lossFunctions: LossFunction[]}).lossFunctions;
  const owned = model.layers.flatMap((layer) => layer.trainableWeights.map((weight) => ({layer: layer.name, weight})));
  const rows: WeightGradient[] = [];
  tf.tidy(() => {
    const [inputs, targets] = [toTensor(x, 'x'), toTensor(y, 'y')];
    const variables = owned.map(({weight}) => weight.read() as tf.Variable);
    const {grads} = tf.variableGrads(
      () => loss(targets, model.apply(inputs, {training: false}) as tf.Tensor).mean() as tf.Scalar,
      variables,
    );
    owned.forEach(({layer, weight}, i) => {
      const gradient = grads[variables[i].name];
      const values = Float64Array.from(gradient.dataSync());
      rows.push({
        layer,
        weight: weight.originalName.split('/').at(-1) as string,
        norm: Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)),
        gradient: {values, shape: [...gradient.shape]},
      });
    });
  });
  return rows;
}
