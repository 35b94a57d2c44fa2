import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {expectClose, type Packed, readGolden, unpack} from '../engine/golden';
import {planLayer} from './plan';

interface Case {
  name: string;
  className: keyof typeof MAKERS;
  options: Record<string, unknown>;
  inputs: Packed[];
  words?: Packed;
  mask?: Packed;
  training?: boolean;
  weights: Packed[];
  output: Packed;
  dOutput: Packed;
  gradients: Packed[];
}

const CELLS = {LSTM: layers.lstm, GRU: layers.gru, SimpleRNN: layers.simpleRNN};
const MAKERS = {
  Dense: layers.dense as (options: never) => tf.layers.Layer,
  Embedding: layers.embedding as (options: never) => tf.layers.Layer,
  LayerNormalization: layers.layerNormalization as (options: never) => tf.layers.Layer,
  BatchNormalization: layers.batchNormalization as (options: never) => tf.layers.Layer,
  MultiHeadAttention: layers.multiHeadAttention as (options: never) => tf.layers.Layer,
  Bidirectional: ({cell, units}: {cell: keyof typeof CELLS; units: number}) =>
    layers.bidirectional({layer: CELLS[cell]({units, returnSequences: true})}) as tf.layers.Layer,
};

function make({className, options, inputs, words, weights}: Case): tf.layers.Layer {
  const layer = MAKERS[className](options as never);
  const shapes = (words ? [words] : inputs).map(({shape}) => shape);
  layer.build(shapes.length === 1 ? shapes[0] : shapes);
  layer.setWeights(weights.map(unpack));
  return layer;
}

/** Fails unless the layer has PyTorch's output and gradients on the tape. */
function checkTape(known: Case): void {
  const {name, inputs, words, mask, training = true} = known;
  const layer = make(known);
  const variables = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const sources = inputs.map((input) => tf.variable(unpack(input)));
  const given = words ? unpack(words).toInt() : sources.length === 1 ? sources[0] : sources;
  const masks = mask && [undefined, unpack(mask).toBool()];
  const all = [...sources, ...variables];
  const {grads} = tf.variableGrads(() => {
    const output = layer.call(given, {training, mask: masks}) as tf.Tensor;
    expectClose(output, known.output, 1e-5, name);
    return output.mul(unpack(known.dOutput)).sum() as tf.Scalar;
  }, all);
  assert.equal(all.length, known.gradients.length, name);
  all.forEach((variable, i) => {
    expectClose(grads[variable.name], known.gradients[i], 1e-5, `${name}: gradient ${i}`);
  });
}

/** The same in a static plan. */
function checkPlan(known: Case): void {
  const {name, inputs, words, training = true} = known;
  const dOutputs = [unpack(known.dOutput)];
  const {outputs, gradients} = planLayer(make(known), {x: unpack(words ?? inputs[0]), dOutputs}, training).step();
  expectClose(tf.tensor(outputs[0].values, outputs[0].shape), known.output, 1e-5, `${name}, by plan`);
  if (!training) return;
  const own = words ? gradients.slice(1) : gradients; // words have no gradient
  assert.equal(own.length, known.gradients.length, name);
  own.forEach(({shape, values}, i) => {
    expectClose(tf.tensor(values, shape), known.gradients[i], 1e-5, `${name}, by plan: gradient ${i}`);
  });
}

describe('layers and their plans agree with PyTorch on outputs and all gradients', () => {
  before(() => engine.start({seed: 5}).then(() => undefined));

  for (const className of Object.keys(MAKERS) as Case['className'][]) {
    it(className, () => {
      const cases = readGolden<Case>('everyday-layers-torch').filter((known) => known.className === className);
      assert.ok(cases.length > 4);
      for (const known of cases) {
        tf.tidy(() => checkTape(known));
        if (known.inputs.length < 2) tf.tidy(() => checkPlan(known));
      }
    });
  }
});
