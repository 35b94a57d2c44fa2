import assert from 'node:assert/strict';
import {bitsPerCharacter, crossEntropy, perplexity} from '../../src/metrics';

describe('crossEntropy, perplexity and bitsPerCharacter', () => {
  const uniform = [0, 1, 2].map(() => [0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125]);
  it('make of a uniform guess among eight: perplexity 8, three bits', () => {
    const nats = crossEntropy([0, 5, 7], uniform);
    assert.ok(Math.abs(perplexity(nats) - 8) < 1e-12);
    assert.ok(Math.abs(bitsPerCharacter(nats) - 3) < 1e-12);
    assert.ok(Math.abs(bitsPerCharacter(nats, {charactersPerToken: 6}) - 0.5) < 1e-12);
  });
  it('make of certainty 0 and 1, and of what was held impossible infinity', () => {
    assert.equal(crossEntropy([1], [[0, 1]]), 0);
    assert.equal(perplexity(0), 1);
    assert.equal(crossEntropy([0], [[0, 1]]), Number.POSITIVE_INFINITY);
  });
  it('read [batch, time steps, classes] too', () => {
    const p = [
      [
        [0.5, 0.5],
        [0.25, 0.75],
      ],
    ];
    assert.ok(Math.abs(crossEntropy([[0, 0]], p) - (Math.log(2) + Math.log(4)) / 2) < 1e-12);
  });
  it('refuse unknown tokens, logits and negative entropies', () => {
    assert.throws(() => crossEntropy([2], [[0.5, 0.5]]), /yTrue holds 2 at place 0, but classes are 0 to 1/);
    assert.throws(() => crossEntropy([1], [[-3, 2]]), /probabilities holds -3 at place 0, not in \[0, 1\]/);
    assert.throws(() => crossEntropy([1, 1], [[0.5, 0.5]]), /shape of yTrue, \[2\]/);
    assert.throws(() => crossEntropy([], []), /shape of yTrue|no tokens/);
    assert.throws(() => perplexity(-1), /nats must be a cross-entropy >= 0 in nats, got -1/);
    assert.throws(() => bitsPerCharacter(Number.NaN), /got NaN/);
    assert.throws(
      () => bitsPerCharacter(1, {charactersPerToken: 0}),
      /bitsPerCharacter: charactersPerToken must be a number above 0, got 0$/,
    );
  });
});
