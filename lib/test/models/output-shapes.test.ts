import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {bidirectional, dense, lstm} from '../../src/layers';
import {outputShapes} from '../../src/models';

describe('outputShapes', () => {
  before(() => engine.start({seed: 1}));

  it('tells the shapes of sequences, states and stacks', () => {
    const stack = tf.sequential({
      layers: [lstm({units: 4, returnSequences: true, inputShape: [3, 2]}), dense({units: 1})],
    });
    const layers = {
      last: lstm({units: 4}),
      states: lstm({units: 4, returnState: true}),
      both: bidirectional({layer: lstm({units: 4, returnSequences: true})}),
      stack,
    };
    assert.deepEqual(
      outputShapes(layers, [5, 3, 2]).map(({gives}) => gives),
      ['[5, 4]', '[5, 4]  [5, 4]  [5, 4]', '[5, 3, 8]', '[5, 3, 1]'],
    );
    const before = tf.memory().numTensors;
    outputShapes(layers, [5, 3, 2]);
    assert.equal(tf.memory().numTensors, before);
  });

  it('names a size that is none', () => {
    assert.throws(() => outputShapes({}, [5, 0]), /input\[1\] must be a whole number/);
  });
});
