import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as data from '../../src/data';
import * as engine from '../../src/engine';
import {buildTokenReader, paddingDrift, paddingKept, statesApart} from '../../src/models';

const ids = (...values: number[]) => new data.Tokens(values, [1, values.length]);

describe('buildTokenReader and statesApart', () => {
  before(() => engine.start({seed: 1}));
  it('has the weights of an embedding and a simple cell', () => {
    const reader = buildTokenReader({ids: 7, width: 3, units: 4});
    assert.equal(reader.countParams(), 7 * 3 + 4 * (3 + 4 + 1));
    reader.dispose();
  });
  it('skips id 0 with maskZero, wherever it stands, and reads it without', () => {
    const [masked, plain] = [true, false].map((maskZero) => buildTokenReader({maskZero}));
    for (const padded of [ids(0, 0, 4, 5), ids(4, 5, 0, 0), ids(4, 0, 5)]) {
      assert.ok(statesApart(masked, padded, ids(4, 5)) < 1e-6);
      assert.ok(statesApart(plain, padded, ids(4, 5)) > 0.05);
    }
  });
  it('measures the distance in lengths of the second state, and frees what it made', () => {
    const reader = buildTokenReader();
    const [a, b] = [ids(1, 2), ids(3)].map(
      (one) => [...tf.tidy(() => (reader.predict(one.toTensor()) as tf.Tensor).dataSync())] as number[],
    );
    const length = Math.hypot(...b);
    const wanted = Math.hypot(...a.map((value, i) => value - b[i])) / length;
    const before = tf.memory().numTensors;
    assert.ok(Math.abs(statesApart(reader, ids(1, 2), ids(3)) - wanted) < 1e-5);
    assert.equal(tf.memory().numTensors, before);
    assert.equal(statesApart(reader, [1, 2], [3]), statesApart(reader, ids(1, 2), ids(3)));
  });
  it('refuses states without length, of two shapes, and sizes without meaning', () => {
    const reader = buildTokenReader({maskZero: true});
    assert.throws(() => statesApart(reader, ids(1), ids(0)), /states of b are all zeros/);
    const two = new data.Tokens([1, 2], [2, 1]);
    assert.throws(() => statesApart(reader, two, ids(1)), /a gives states \[2, 16\], b \[1, 16\]/);
    assert.throws(() => buildTokenReader({units: 0}), /buildTokenReader.*units/);
    assert.throws(() => buildTokenReader({maskZero: 1 as unknown as boolean}), /maskZero/);
  });
});

describe('paddingDrift', () => {
  const seeds = [1, 2, 3];
  before(() => engine.start({seed: 1}));
  it('is 0 without padding, and with a mask on either side; without one padding after moves a state further', () => {
    for (const padding of ['before', 'after'] as const) {
      const masked = paddingDrift([0, 1, 5], {maskZero: true, padding, seeds});
      assert.deepEqual([masked.length, masked[0].length], [3, 3]);
      assert.ok(Math.max(...masked.flat()) < 1e-6);
    }
    const [after, ahead] = (['after', 'before'] as const).map((padding) =>
      paddingDrift([0, 1], {maskZero: false, padding, seeds}),
    );
    for (const run of seeds.keys()) {
      assert.equal(after[run][0], 0);
      assert.ok(after[run][1] > ahead[run][1] && ahead[run][1] > 0, `${after[run]}; ${ahead[run]}`);
    }
  });
  it('frees its readers, and refuses what has no meaning', () => {
    const before = tf.memory().numTensors;
    paddingDrift([1], {maskZero: false, padding: 'after', seeds: [1]});
    assert.equal(tf.memory().numTensors, before);
    const options = {maskZero: false, padding: 'after', seeds} as const;
    assert.throws(() => paddingDrift([-1], options), /paddingDrift: a number of pads/);
    assert.throws(() => paddingDrift([1], {...options, seeds: []}), /paddingDrift: seeds/);
  });
  it('adds words in place of PAD as a control, which no mask skips', () => {
    const words = {padding: 'after', fill: 'words', seeds} as const;
    for (const maskZero of [true, false]) {
      for (const run of paddingDrift([0, 1, 5], {...words, maskZero})) {
        assert.ok(run[0] === 0 && run[1] > 0.3 && run[2] > 0.3, `${run}`);
      }
    }
    assert.throws(() => paddingDrift([1], {...words, maskZero: true, fill: 'x' as 'pad'}), /paddingDrift: fill/);
  });
});

describe('paddingKept', () => {
  const seeds = [1, 2, 3];
  before(() => engine.start({seed: 1}));
  it('is 1 with a mask; without one padding after a sequence wears the difference down, the more the longer', () => {
    for (const padding of ['before', 'after'] as const) {
      for (const share of paddingKept([0, 1, 5], {maskZero: true, padding, seeds}).flat()) {
        assert.ok(Math.abs(share - 1) < 1e-5, `${share}`);
      }
    }
    for (const run of paddingKept([0, 1, 400], {maskZero: false, padding: 'after', seeds})) {
      assert.ok(run[0] === 1 && run[1] > 0.9 && run[2] < 0.9 * run[1], `${run}`);
    }
  });
  it('is the distance of two states over what it was without padding, and frees its readers', () => {
    engine.start({seed: 3});
    const before = tf.memory().numTensors;
    const [[kept]] = paddingKept([2], {maskZero: false, padding: 'after', seeds: [5], tokens: 3});
    assert.equal(tf.memory().numTensors, before);
    engine.start({seed: 3});
    const reader = buildTokenReader();
    const {integer} = data.random(5);
    const [a, b] = [0, 1].map(() => [0, 1, 2].map(() => integer(1, 50)));
    const state = (sequence: number[]) => [
      ...tf.tidy(() => (reader.predict(ids(...sequence).toTensor()) as tf.Tensor).dataSync()),
    ];
    const apart = (one: number[], other: number[]) =>
      Math.hypot(...state(one).map((value, i) => value - state(other)[i]));
    assert.ok(Math.abs(kept - apart([...a, 0, 0], [...b, 0, 0]) / apart(a, b)) < 1e-5);
    reader.dispose();
  });
  it('refuses what has no meaning, and two sequences that are the same', () => {
    const options = {maskZero: false, padding: 'after', tokens: 1} as const;
    assert.throws(() => paddingKept([1], {...options, seeds: []}), /paddingKept: seeds/);
    const many = Array.from({length: 400}, (_, seed) => seed);
    assert.throws(
      () => paddingKept([0], {...options, seeds: many}),
      /paddingKept: seed \d+ drew the same sequence twice/,
    );
  });
});
