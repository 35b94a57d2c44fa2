import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {countNgrams, Ngrams, type SelfAttentionBlockOptions, selfAttentionBlock} from '../../src/models';

const [batch, steps, width] = [2, 6, 8];

function block(options: SelfAttentionBlockOptions = {}): tf.LayersModel {
  const inputs = tf.input({shape: [steps, width]});
  return tf.model({inputs, outputs: selfAttentionBlock(inputs, options)});
}

describe('selfAttentionBlock', () => {
  before(() => engine.start({seed: 6}));
  const x = tf.randomNormal([batch, steps, width], 0, 1, 'float32', 1);

  it('keeps the shape, and hands its input on where attention and feed-forward give nothing', () => {
    const model = block();
    assert.deepEqual(model.outputs[0].shape, [null, steps, width]);
    model.setWeights(model.getWeights().map((weight) => tf.zerosLike(weight)));
    const [given, expected] = [(model.predict(x) as tf.Tensor).dataSync(), x.dataSync()];
    assert.deepEqual([...given], [...expected], 'both branches are residual');
  });

  it('has 4 projections, 2 dense layers and 2 norms, whatever the number of heads', () => {
    const feedForward = 10;
    const count =
      4 * (width * width + width) + (width * feedForward + feedForward) + (feedForward * width + width) + 4 * width;
    for (const heads of [1, 2, 4]) assert.equal(block({heads, feedForward}).countParams(), count);
  });

  it('does not look ahead when it is causal: changing x[t] leaves y[<t] as it was', () => {
    const change = 4;
    const other = tf.randomNormal([batch, 1, width], 0, 1, 'float32', 2);
    const late = tf.concat([x.slice([0, 0, 0], [batch, change, width]), other, x.slice([0, change + 1, 0])], 1);
    for (const causal of [true, false]) {
      const model = block({causal});
      const difference = (model.predict(x) as tf.Tensor).sub(model.predict(late) as tf.Tensor).abs();
      const before = difference.slice([0, 0, 0], [batch, change, width]).max().dataSync()[0];
      if (causal) assert.ok(before < 1e-6, `earlier steps changed by ${before}`);
      else assert.ok(before > 1e-4, 'without the mask they do change');
    }
  });

  it('refuses heads that cannot share the width', () => {
    assert.throws(() => block({heads: 3}), /heads/);
  });
});

describe('Ngrams', () => {
  it('is what countNgrams makes, with the alphabet sorted, whatever the order of the sequences', () => {
    const texts = ['baab', 'abba'];
    const counted = countNgrams(texts, {context: 1});
    assert.ok(counted instanceof Ngrams);
    assert.deepEqual([counted.alphabet, counted.context], [['a', 'b'], 1]);
    assert.equal(countNgrams([...texts].reverse(), {context: 1}).bits(['abab']), counted.bits(['abab']));
    assert.notEqual(countNgrams(['baab', 'bbbb'], {context: 1}).bits(['abab']), counted.bits(['abab']));
  });
});
