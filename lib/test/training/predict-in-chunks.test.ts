import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as data from '../../src/data';
import * as engine from '../../src/engine';
import {buildLstm} from '../../src/models';
import {predict, predictInChunks} from '../../src/training';

describe('predictInChunks', () => {
  const [n, steps, features, chunk] = [3, 8, 2, 4];
  const options = {units: [5, 4], features, returnSequences: true};
  const x = new data.Series(data.uniformRows(n * steps, features, {seed: 3}).flat(), [n, steps, features]);
  let [long, stateful]: tf.LayersModel[] = [];
  const farthest = (one: data.Targets, other: data.Targets) =>
    Math.max(...Array.from(one.values, (value, at) => Math.abs(value - other.values[at])));

  before(async () => {
    await engine.start({seed: 1});
    long = buildLstm(options);
    stateful = buildLstm({...options, stateful: true, batchSize: n, lookback: chunk});
    stateful.setWeights(long.getWeights());
  });

  it('gives what one pass over the whole sequences gives, however often', () => {
    const whole = predict(long, x);
    for (const _ of [1, 2]) {
      const chunks = predictInChunks(stateful, x, {chunk});
      assert.deepEqual(chunks.shape, [n, steps, 1]);
      assert.ok(farthest(chunks, whole) < 1e-6);
    }
  });

  it('with a reset reads each chunk as a sequence of its own', () => {
    const pieces = predict(long, new data.Series(x.values, [(n * steps) / chunk, chunk, features]));
    const reset = predictInChunks(stateful, x, {chunk, reset: true});
    assert.ok(farthest(reset, new data.Targets(pieces.values, [n, steps, 1])) < 1e-6);
    assert.ok(farthest(reset, predict(long, x)) > 1e-3);
  });

  it('mixed gives each sequence the state of another: chunks of one sequence in every row say the same', () => {
    const row = x.row(0);
    const alike = new data.Series([...row, ...row, ...row], [n, steps, features]);
    const kept = predictInChunks(stateful, alike, {chunk});
    assert.ok(farthest(kept, predictInChunks(stateful, alike, {chunk, mixed: true})) < 1e-6);
    const mixed = predictInChunks(stateful, x, {chunk, mixed: true});
    const whole = predict(long, x);
    for (let i = 0; i < n; i++) {
      const [first, second] = [mixed, whole].map(({values}) => values.slice(i * steps, i * steps + chunk));
      first.forEach((value, t) => {
        assert.ok(Math.abs(value - second[t]) < 1e-6); // before the first border nothing is mixed
      });
    }
    assert.ok(farthest(mixed, whole) > 1e-3);
  });

  it('keeps no tensors but the states', () => {
    predictInChunks(stateful, x, {chunk});
    const before = tf.memory().numTensors;
    predictInChunks(stateful, x, {chunk, mixed: true});
    assert.equal(tf.memory().numTensors, before);
  });

  it('names what does not fit', () => {
    assert.throws(() => predictInChunks(long, x, {chunk}), /needs a stateful model/);
    assert.throws(() => predictInChunks(stateful, x, {chunk: 3}), /8 time steps are no whole chunks of 3/);
    assert.throws(() => predictInChunks(stateful, x.rows(0, 2), {chunk}), /reads 3 sequences at a time, x has 2/);
    const last = buildLstm({units: [2], features, stateful: true, batchSize: n});
    assert.throws(() => predictInChunks(last, x, {chunk}), /an output at every time step/);
  });
});
