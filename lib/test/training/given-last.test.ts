import assert from 'node:assert/strict';
import {Tokens} from '../../src/data';
import * as engine from '../../src/engine';
import {buildLanguageModel} from '../../src/models';
import {predict, surpriseGivenLast} from '../../src/training';

describe('surpriseGivenLast', () => {
  before(() => engine.start({seed: 3}));

  const ids = [1, 4, 2, 2, 3, 1, 0, 4, 1, 3];

  it('equals predict on windows of the last k tokens', () => {
    const model = buildLanguageModel({vocabulary: 5, embedding: 3, units: [4], cell: 'gru'});
    const [places, k] = [[3, 5, 9], 3];
    const {values} = predict(
      model,
      new Tokens(
        places.flatMap((at) => ids.slice(at - k, at)),
        [places.length, k],
      ),
    );
    const nats = places.map((at, i) => -Math.log(values[(i * k + k - 1) * 5 + ids[at]]));
    const expected = nats.reduce((sum, value) => sum + value, 0) / places.length;
    assert.ok(Math.abs(surpriseGivenLast(model, ids, places, k) - expected) < 1e-6);
    model.dispose();
  });
  it('names a place that lies too early or beyond the text', () => {
    const model = buildLanguageModel({vocabulary: 5, embedding: 3, units: [4], cell: 'gru'});
    assert.throws(() => surpriseGivenLast(model, ids, [5, 2], 3), /places\[1\].*2/);
    assert.throws(() => surpriseGivenLast(model, ids, [10], 3), /places\[0\].*10/);
    model.dispose();
  });
});
