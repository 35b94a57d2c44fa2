import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import '../../src/layers';

describe('errors of layers', () => {
  /** What a layer says to an input of two axes in place of three. */
  function complaint(): string {
    const layer = tf.layers.lstm({units: 2, inputShape: [4, 3]});
    try {
      layer.apply(tf.input({shape: [5]}));
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  }

  it('name the shape once, however many copies of the library a process holds', () => {
    const before = complaint();
    assert.match(before, /expected ndim=3, found ndim=2 \(got shape \[\?,5\]\)$/);
    const path = require.resolve('../../src/layers/layer-errors');
    const first = require.cache[path];
    delete require.cache[path];
    require(path);
    require.cache[path] = first;
    assert.equal(complaint().replaceAll(/lstm\w+/gi, ''), before.replaceAll(/lstm\w+/gi, ''));
  });
});
