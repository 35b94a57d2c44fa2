import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';

describe('layers.rnn', () => {
  before(() => engine.start({seed: 5}).then(() => undefined));

  it('says what is wrong with a cell', () => {
    const step = (X: tf.Tensor2D): [tf.Tensor, tf.Tensor[]] => [X, [X]];
    const cases: [unknown, RegExp][] = [
      [undefined, /cell must be an object with units and step/],
      [{units: 3}, /cell must be an object with units and step/],
      [{units: 0, step}, /cell.units must be a whole number >= 1, got 0/],
      [{units: 3, stateSize: [], step}, /cell.stateSize must be a list of whole numbers above 0, got \[\]/],
      [{units: 3, stateSize: 3, step}, /cell.stateSize must be a list .* got 3/],
      [{units: 3, step, W: tf.variable(tf.ones([1]))}, /holds a variable in 'W': name its shape in build/],
    ];
    for (const [cell, message] of cases) assert.throws(() => layers.rnn({cell: cell as layers.OwnCell}), message);
    const built: [object, RegExp][] = [
      [{build: () => ({kernel: [2, -1]})}, /the shape of weight 'kernel' must be .* got \[2,-1\]/],
      [{build: () => ({k: [2]}), initializers: {k: 'huge'}}, /unknown initializer 'huge' of weight 'k'/],
    ];
    for (const [part, message] of built) {
      const layer = layers.rnn({cell: {units: 3, step, ...part} as layers.OwnCell});
      assert.throws(() => layer.build([2, 4, 3]), message);
    }
  });

  it('says what is wrong with what a step returns, and with the inputs', () => {
    const run = (step: unknown, x: tf.Tensor = tf.ones([2, 4, 3])) => {
      const layer = layers.rnn({cell: {units: 3, step} as layers.OwnCell, name: 'own'});
      layer.build([2, 4, 3]);
      return () => layer.call(x, {});
    };
    const good = (X: tf.Tensor) => [X, [X]];
    assert.throws(
      run((X: tf.Tensor) => X),
      /own: the step must return \[output, \[state, ...\]\], got shape \[2,3\]/,
    );
    assert.throws(
      run((X: tf.Tensor) => [X, []]),
      /own: the step must return 1 state\(s\), got 0/,
    );
    const narrow = (X: tf.Tensor) => [X.sum(1, true), [X]];
    assert.throws(run(narrow), /own: the step's output must have shape \[2,3\], got shape \[2,1\]/);
    assert.throws(
      run((X: tf.Tensor) => [X, [1]]),
      /own: the step's state 0 must have shape \[2,3\], got 1/,
    );
    assert.throws(run(good, tf.ones([2, 3])), /own: inputs must have shape \[batch, time steps, features\]/);
    assert.throws(run(good, tf.ones([2, 0, 3])), /own: inputs need at least one time step/);
    assert.throws(run(good, tf.ones([0, 4, 3])), /own: inputs need at least one example/);
  });
});
