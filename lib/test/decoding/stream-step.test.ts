import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {sample, streamStep} from '../../src/decoding';
import * as engine from '../../src/engine';
import * as models from '../../src/models';

describe('decoding.streamStep', () => {
  before(() => engine.start({seed: 2}));

  it('says at each step what the whole sequence says, and begins anew with a new one', () => {
    const model = models.buildMusicModel({vocabulary: 6, embedding: 3, filters: 4, units: [5]});
    const step = streamStep(model);
    const tokens = sample(step, {maxLength: 12, seed: 3}).tokens;
    assert.ok(!tokens.includes(0), 'token 0 never comes');
    assert.deepEqual(sample(step, {maxLength: 12, seed: 3}).tokens, tokens);
    const whole = tf.tidy(() => (model.predict(tf.tensor2d([[0, ...tokens]])) as tf.Tensor3D).arraySync()[0]);
    tokens.forEach((_, t) => {
      const logs = step(tokens.slice(0, t), undefined) as Float64Array;
      for (let k = 1; k < 6; k++) assert.ok(Math.abs(Math.exp(logs[k]) - whole[t][k]) < 1e-5);
    });
  });

  it('refuses tokens that it has not read', () => {
    const step = streamStep(models.buildMusicModel({vocabulary: 6, embedding: 3, filters: 4, units: [5]}));
    assert.throws(() => step([1, 2], undefined), /after 0 token\(s\) comes the next one alone, got 2 tokens/);
  });
});
