import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {padSequences} from '../../src/data';
import * as engine from '../../src/engine';
import {buildTagger, crfOf, predictTags} from '../../src/models';
import {pathScores} from '../../src/scratch';

const names = ['O', 'B-PER', 'I-PER'];
const sentences = [[3, 1, 4], [2], [5, 2, 4, 1]];
const views = [
  {vocabulary: 4, embedding: 2},
  {vocabulary: 5, embedding: 3},
];
const x = (length: number) => [
  padSequences(sentences, {length}),
  padSequences(
    sentences.map((ids) => ids.map((id) => 1 + (id % 3))),
    {length},
  ),
  padSequences(
    sentences.map((ids) => ids.map((id) => 1 + (id % 4))),
    {length},
  ),
];
const build = (crf: boolean) => {
  const model = buildTagger({vocabulary: 6, embedding: 4, tags: 3, units: [5], views, crf});
  model.setWeights(model.getWeights().map((weight) => tf.randomNormal(weight.shape, 0, 1, 'float32', 3)));
  return model;
};

describe('predictTags', () => {
  before(() => engine.start({seed: 1}));
  for (const crf of [false, true]) {
    it(`${crf ? 'with' : 'without'} a CRF gives each word a tag, however long the padding`, () => {
      const model = build(crf);
      const [short, long] = [4, 9].map((length) => predictTags(model, x(length), names));
      assert.deepEqual(
        short.map(({tags}) => tags),
        long.map(({tags}) => tags),
      );
      for (const [i, {tags, scores}] of short.entries()) {
        assert.equal(tags.length, sentences[i].length);
        scores.flat().forEach((score, k) => {
          assert.ok(Math.abs(score - long[i].scores.flat()[k]) < 1e-4);
        });
      }
    });
  }
  it('reads the best row of a CRF, by brute force', () => {
    const model = build(true);
    const [A, start, end] = model
      .getWeights()
      .slice(-3)
      .map((weight) => weight.arraySync()) as [number[][], number[], number[]];
    assert.equal(crfOf(model).getWeights().length, 3);
    for (const {tags, scores} of predictTags(model, x(4), names)) {
      const E = scores.map((row) => [...row]);
      E[0] = E[0].map((score, j) => score + start[j]);
      E[E.length - 1] = E[E.length - 1].map((score, j) => score + end[j]);
      const all = pathScores(E, A);
      const best = all.indexOf(Math.max(...all));
      const number = tags.reduce((sum, tag) => 3 * sum + names.indexOf(tag), 0);
      assert.equal(number, best);
    }
  });
  it('reads the best tag of each step of a softmax', () => {
    for (const {tags, scores} of predictTags(build(false), x(4), names)) {
      for (const [t, row] of scores.entries()) {
        assert.equal(tags[t], names[row.indexOf(Math.max(...row))]);
        assert.ok(Math.abs(row.reduce((sum, score) => sum + Math.exp(score), 0) - 1) < 1e-5);
      }
    }
  });
  it('refuses other numbers of inputs and tags', () => {
    const model = build(false);
    assert.throws(() => predictTags(model, x(4).slice(1), names), /the model has 3 inputs, x holds 2/);
    assert.throws(() => predictTags(model, x(4), ['O']), /the model has 3 tags, there are 1 names/);
    assert.throws(
      () => buildTagger({vocabulary: 6, tags: 3, units: [5], views: [{vocabulary: 0, embedding: 1}]}),
      /views\[0\]\.vocabulary/,
    );
  });
});
