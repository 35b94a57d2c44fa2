import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {padSequences} from '../../src/data';
import * as engine from '../../src/engine';
import {
  attendAs,
  attentionInside,
  attentionWeights,
  buildAttentionReader,
  leaveOneOut,
  type ReadName,
} from '../../src/models';
import {expectClose} from '../engine/golden';

const READS: ReadName[] = ['last', 'mean', 'max', 'last and mean', 'dot', 'scaledDot', 'additive'];
const sentences = [
  [2, 3, 4],
  [5, 2, 6, 3, 1],
];

describe('buildAttentionReader', () => {
  beforeEach(() => engine.start({seed: 3}));

  it('has the weights of embedding, LSTM, answer, and of the additive score', () => {
    const [v, e, u, c] = [9, 4, 5, 3];
    const shared = v * e + 4 * u * (e + u + 1);
    for (const read of READS) {
      const expected =
        shared + c * ((read === 'last and mean' ? 2 * u : u) + 1) + (read === 'additive' ? 2 * u * u + u : 0);
      const model = buildAttentionReader({vocabulary: v, embedding: e, units: u, classes: c, read});
      assert.equal(model.countParams(), expected, read);
    }
  });
  it('answers a sentence as if it stood alone, wherever padding stands', () => {
    for (const read of READS.filter((one) => one !== 'max')) {
      const model = buildAttentionReader({
        vocabulary: 8,
        embedding: 3,
        units: 4,
        classes: 2,
        read,
        embeddingDeviation: 1,
      });
      const alone = model.predict(padSequences([sentences[0]]).toTensor()) as tf.Tensor;
      for (const padding of ['before', 'after'] as const) {
        const padded = model.predict(padSequences(sentences, {padding}).toTensor()) as tf.Tensor;
        expectClose(padded.slice([0, 0], [1, 2]), alone, 1e-6);
      }
    }
  });
  it('reads the mean of the states, weighed by what attention shows', () => {
    const model = buildAttentionReader({vocabulary: 8, embedding: 3, units: 4, classes: 2, read: 'additive'});
    const x = padSequences(sentences).toTensor();
    const weights = attentionWeights(model, x);
    const [query, states] = model.getLayer('attention').input as tf.SymbolicTensor[];
    const [q, H] = tf.model({inputs: model.inputs, outputs: [query, states]}).predict(x) as tf.Tensor3D[];
    expectClose(q.reshape([2, 4]), H.slice([0, 4, 0], [2, 1, 4]).reshape([2, 4]), 1e-6);
    const answer = model.getLayer('answer').apply(weights.matMul(H).reshape([2, 4])) as tf.Tensor;
    expectClose(model.predict(x) as tf.Tensor, answer, 1e-6);
    assert.deepEqual(Array.from(weights.dataSync().slice(3, 5)), [0, 0], 'padding is not looked at');
  });
  it('refuses what has no meaning', () => {
    const good = {vocabulary: 8, classes: 2, read: 'dot'} as const;
    assert.throws(() => buildAttentionReader({...good, read: 'best' as ReadName}), /read must be/);
    assert.throws(
      () => buildAttentionReader({...good, embeddingDeviation: 0}),
      /embeddingDeviation must be above 0, got 0/,
    );
    assert.throws(() => buildAttentionReader({...good, vocabulary: 0}), RangeError);
  });
});

describe('attendAs', () => {
  before(() => engine.start({seed: 3}).then(() => undefined));
  const tokens = padSequences(sentences);
  const build = (read: ReadName) => buildAttentionReader({vocabulary: 8, classes: 2, read, embeddingDeviation: 1});

  it('gives the own answers for the own weights, and those of a mean for uniform ones', () => {
    const model = build('additive');
    const own = attentionWeights(model, tokens.toTensor()).reshape([2, 5]);
    expectClose(
      attendAs(model, tokens, own.arraySync() as number[][]),
      model.predict(tokens.toTensor()) as tf.Tensor,
      1e-6,
    );
    const mean = build('mean');
    for (const [i, layer] of mean.layers.entries()) {
      if (layer.name === 'states' || i === 1) layer.setWeights(model.layers[i].getWeights());
    }
    mean.getLayer('answer').setWeights(model.getLayer('answer').getWeights());
    const uniform = sentences.map(({length}) => Array.from({length: 5}, (_, t) => (t < length ? 1 / length : 0)));
    expectClose(attendAs(model, tokens, uniform), mean.predict(tokens.toTensor()) as tf.Tensor, 1e-6);
  });
  it('takes what attentionInside gives, which leaves padding out', () => {
    const model = build('dot');
    const inside = attentionInside(model, tokens);
    assert.deepEqual(
      inside.map(({states, weights}) => [states.length, weights.length]),
      [
        [3, 3],
        [5, 5],
      ],
    );
    const given = inside.map(({weights}) => weights);
    for (const row of given) assert.ok(Math.abs(row.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-6);
    expectClose(attendAs(model, tokens, given), model.predict(tokens.toTensor()) as tf.Tensor, 1e-6);
  });
  it('refuses a model without attention, and weights of another shape', () => {
    assert.throws(() => attendAs(build('mean'), tokens, [[1]]), /no layer 'attention'/);
    assert.throws(() => attentionInside(build('mean'), tokens), /no layer 'attention'/);
    assert.throws(() => attendAs(build('dot'), tokens, [[1]]), /weights are \[1, 1\] for tokens \[2, 5\]/);
  });
});

describe('leaveOneOut', () => {
  before(() => engine.start({seed: 3}).then(() => undefined));

  it('is the probability with a token minus that without it', () => {
    const model = buildAttentionReader({vocabulary: 8, classes: 1, read: 'dot', embeddingDeviation: 1});
    const p = (ids: number[]) => (model.predict(padSequences([ids]).toTensor()) as tf.Tensor).dataSync()[0];
    leaveOneOut(model, sentences).forEach((changes, i) => {
      assert.equal(changes.length, sentences[i].length);
      changes.forEach((change, left) => {
        const without = p(sentences[i].filter((_, place) => place !== left));
        assert.ok(Math.abs(change - (p(sentences[i]) - without)) < 1e-6);
      });
    });
    assert.throws(() => leaveOneOut(model, [[1]]), /sequences\[0\] needs two tokens or more, got 1/);
  });
});
