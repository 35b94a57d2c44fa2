import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {padSequences} from '../../src/data';
import * as engine from '../../src/engine';
import {buildTextClassifier, gradientTimesInput} from '../../src/models';

describe('gradientTimesInput', () => {
  beforeEach(() => engine.start({seed: 3}));
  const tokens = padSequences(
    [
      [2, 3, 4],
      [5, 2, 6, 3, 1],
    ],
    {padding: 'before'},
  );

  it('agrees with central differences of the log-odds', () => {
    const options = {vocabulary: 8, embedding: 3, units: [4], classes: 1, hidden: [3], embeddingDropout: 0.4};
    for (const bidirectional of [false, true]) {
      const model = buildTextClassifier({...options, bidirectional});
      const found = gradientTimesInput(model, tokens);
      const [table] = model.layers[1].getWeights();
      const start = table.arraySync() as number[][];
      // Every token of the second sentence comes once in it, so scaling its row scales one step.
      const logOdds = (id: number, factor: number) => {
        model.layers[1].setWeights([tf.tensor(start.map((row, i) => row.map((x) => (i === id ? factor * x : x))))]);
        const p = (model.predict(tokens.rows(1).toTensor()) as tf.Tensor).dataSync()[0];
        return Math.log(p / (1 - p));
      };
      tokens.row(1).forEach((id, t) => {
        const expected = (logOdds(id, 1.05) - logOdds(id, 0.95)) / 0.1;
        assert.ok(Math.abs(found.values[tokens.timeSteps + t] - expected) < 2e-4, `${id}: ${expected}`);
      });
    }
  });
  it('is 0 where there is padding, and nowhere else', () => {
    const model = buildTextClassifier({vocabulary: 8, embedding: 3, units: [4], classes: 1});
    const {values} = gradientTimesInput(model, tokens);
    assert.deepEqual(
      Array.from(values, (value) => value !== 0),
      Array.from(tokens.values, (id) => id !== 0),
    );
  });
  it('refuses a model that is no chain behind an embedding', () => {
    const branched = buildTextClassifier({vocabulary: 8, embedding: 3, units: [4], classes: 1, attention: 'dot'});
    assert.throws(() => gradientTimesInput(branched, tokens), /an embedding and layers in a row/);
    const two = buildTextClassifier({vocabulary: 8, embedding: 3, units: [4]});
    assert.throws(() => gradientTimesInput(two, tokens), /must give one probability, got \[, 2\]/);
  });
  it('leaks no tensors', () => {
    const model = buildTextClassifier({vocabulary: 8, embedding: 3, units: [4], classes: 1});
    gradientTimesInput(model, tokens);
    const before = tf.memory().numTensors;
    gradientTimesInput(model, tokens);
    assert.equal(tf.memory().numTensors, before);
  });
});
