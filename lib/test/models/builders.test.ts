import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {buildEncoderDecoder} from '../../src/models';
import * as training from '../../src/training';
import {expectClose} from '../engine/golden';
import {saveAndLoad, shake} from '../layers/model-files';
import {BY_FORMULA, halves, NAMED} from './parameter-counts';
import {SMALL, type Small} from './small-models';

const lossOf = ({loss}: Small, model: tf.LayersModel) =>
  // A function of one argument makes the loss of a model.
  (typeof loss === 'function' && loss.length === 1
    ? (loss as (one: tf.LayersModel) => unknown)(model)
    : loss) as training.CompileOptions['loss'];

async function train(small: Small, onTape: boolean): Promise<{model: tf.LayersModel; history: training.History}> {
  await engine.start({seed: 3});
  const model = small.build();
  training.compile(model, {loss: lossOf(small, model), learningRate: 0.01});
  const history = await training.fit(model, small.data(), {epochs: 2, batchSize: 8, seed: 1, onTape});
  return {model, history};
}

describe('the builders of the syllabus', () => {
  before(() => engine.start({seed: 3}).then(() => undefined));

  for (const [name, build, parameters] of NAMED) {
    it(`have the parameters that the syllabus names: ${name}, ${parameters}`, () => {
      assert.equal(build().countParams(), parameters);
    });
  }
  for (const [name, build, parameters] of BY_FORMULA) {
    it(`have the parameters that a formula gives: ${name}, ${parameters}`, () => {
      assert.equal(build().countParams(), parameters);
    });
  }
  it('share the weights of an encoder-decoder: those of both halves are those of the whole', () => {
    for (const attention of [undefined, 'additive', 'dot'] as const) {
      const {model, encoder, decoder} = buildEncoderDecoder({sourceVocabulary: 40, targetVocabulary: 50, attention});
      const wanted = halves(attention);
      assert.deepEqual({encoder: encoder.countParams(), decoder: decoder.countParams()}, wanted);
      assert.equal(model.countParams(), wanted.encoder + wanted.decoder);
    }
  });

  for (const [name, small] of Object.entries(SMALL)) {
    it(`learn by a plan as on the tape, and survive a file: ${name}`, async () => {
      const {model, history} = await train(small, false);
      assert.equal(history.trainedBy, 'plan', history.tapeReason);
      const {loss} = history.history;
      assert.ok(loss[1] < loss[0], `losses ${loss}`);
      const tape = (await train(small, true)).history.history.loss;
      loss.forEach((value, epoch) => {
        assert.ok(Math.abs(value - tape[epoch]) <= 1e-4 * Math.abs(value), `plan ${loss}, tape ${tape}`);
      });
      shake(model);
      const [loaded] = await saveAndLoad(model);
      const {x} = small.data();
      const inputs = (Array.isArray(x) ? x : [x]).map((one) =>
        one instanceof tf.Tensor ? one : tf.tensor(Float32Array.from(one.values), one.shape),
      );
      expectClose(loaded.predict(inputs) as tf.Tensor, model.predict(inputs) as tf.Tensor, 0);
    });
  }
});
