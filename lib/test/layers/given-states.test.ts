import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {expectClose} from '../engine/golden';
import {saveAndLoad, shake} from './model-files';
import {draw} from './plan';

const [batch, steps, features, units] = [3, 5, 2, 4];

/** A cell that remembers a mean of its inputs, to be saved by its name. */
class MeanCell implements layers.OwnCell<Record<string, never>> {
  static className = 'GivenStatesMeanCell';
  units = units;
  step(X: tf.Tensor2D, [H]: tf.Tensor2D[]): [tf.Tensor, tf.Tensor[]] {
    const state = X.mean(1, true).add(H).div(2);
    return [state, [state]];
  }
  getConfig() {
    return {};
  }
}
layers.registerCell(MeanCell);

const MAKERS: Record<string, () => {layer: tf.layers.Layer; states: number}> = {
  simpleRNN: () => ({layer: layers.simpleRNN({units}), states: 1}),
  lstm: () => ({layer: layers.lstm({units}), states: 2}),
  gru: () => ({layer: layers.gru({units}), states: 1}),
  'an lstm off the kernels': () => ({layer: layers.lstm({units, recurrentActivation: 'hardSigmoid'}), states: 2}),
  peepholeLstm: () => ({layer: layers.peepholeLstm({units}), states: 2}),
  layerNormSimpleRNN: () => ({layer: layers.layerNormSimpleRNN({units}), states: 1}),
  bidirectional: () => ({layer: layers.bidirectional({layer: layers.gru({units})}), states: 2}),
  rnn: () => ({layer: layers.rnn({cell: new MeanCell()}), states: 1}),
};

/** A model of a layer whose initial states are inputs too, behind a mask of steps that are zero. */
function modelOf(make: () => {layer: tf.layers.Layer; states: number}): {model: tf.LayersModel; inputs: tf.Tensor[]} {
  const {layer, states} = make();
  const sequence = tf.input({shape: [steps, features]});
  const given = Array.from({length: states}, () => tf.input({shape: [units]}));
  const masked = layers.masking().apply(sequence) as tf.SymbolicTensor;
  const outputs = layer.apply([masked, ...given]) as tf.SymbolicTensor;
  const model = tf.model({inputs: [sequence, ...given], outputs});
  shake(model);
  return {model, inputs: [draw([batch, steps, features], 1), ...given.map((_, k) => draw([batch, units], 2 + k))]};
}

/** Everything that is written to the console or to stderr meanwhile. */
async function complaints(act: () => Promise<unknown>): Promise<string[]> {
  const found: string[] = [];
  const {warn, error} = console;
  const {write} = process.stderr;
  const keep = (...words: unknown[]) => found.push(words.join(' ')) > 0;
  Object.assign(console, {warn: keep, error: keep});
  process.stderr.write = keep as typeof write;
  try {
    await act();
  } finally {
    Object.assign(console, {warn, error});
    process.stderr.write = write;
  }
  return found;
}

describe('recurrent layers with given initial states', () => {
  beforeEach(() => engine.start({seed: 5}).then(() => undefined));

  for (const [name, make] of Object.entries(MAKERS)) {
    it(`are saved without a complaint, and loaded with their states: ${name}`, async () => {
      const {model, inputs} = modelOf(make);
      let loaded = model;
      const said = await complaints(async () => {
        [loaded] = await saveAndLoad(model);
      });
      assert.deepEqual(said, []);
      const before = model.predict(inputs) as tf.Tensor;
      expectClose(loaded.predict(inputs) as tf.Tensor, before, 0);
      const [x, ...states] = inputs;
      const others = loaded.predict([x, ...states.map((state) => state.add(1))]) as tf.Tensor;
      assert.notDeepEqual(others.arraySync(), before.arraySync(), 'the states count');
    });

    it(`give the same inside another model, whatever it was called with before: ${name}`, () => {
      const {model, inputs} = modelOf(make);
      const around = model.inputs.map(({shape}) => tf.input({shape: shape.slice(1)}));
      const outer = tf.model({inputs: around, outputs: model.apply(around) as tf.SymbolicTensor});
      const kept = tf.tensor([1, 1, 1, 0, 0]).reshape([1, steps, 1]);
      const [x, ...states] = inputs;
      for (const given of [x, x.mul(kept), x]) {
        const all = [given, ...states];
        expectClose(outer.predict(all) as tf.Tensor, model.predict(all) as tf.Tensor, 1e-6);
      }
    });
  }
});
