import assert from 'node:assert/strict';
import {Tokens} from '../../src/data';
import * as engine from '../../src/engine';
import {buildLanguageModel} from '../../src/models';
import {predict, streamSurprises} from '../../src/training';

describe('streamSurprises', () => {
  before(() => engine.start({seed: 3}));

  const ids = [1, 4, 2, 2, 3, 1, 0, 4, 1, 3];

  for (const cell of ['gru', 'lstm', 'simpleRNN'] as const) {
    it(`gives what predict says about the next token at every step: ${cell}`, () => {
      const model = buildLanguageModel({vocabulary: 5, embedding: 3, units: [4], cell});
      const all = predict(model, new Tokens(ids, [1, ids.length]));
      const found = streamSurprises(model, ids);
      assert.equal(found.length, ids.length - 1);
      found.forEach((nats, t) => {
        assert.ok(Math.abs(Math.exp(-nats) - all.values[t * 5 + ids[t + 1]]) < 1e-6);
      });
      model.dispose();
    });
  }
  it('names a token that the model does not know, and a text that is too short', () => {
    const model = buildLanguageModel({vocabulary: 5, embedding: 3, units: [4]});
    assert.throws(() => streamSurprises(model, [1, 5]), /ids\[1\].*5/);
    assert.throws(() => streamSurprises(model, [1]), /two tokens or more, got 1/);
    model.dispose();
  });
});
