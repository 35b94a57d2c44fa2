import assert from 'node:assert/strict';
import {data, engine, layers, tf, training} from '../../src';

const before = [8, 4, 2, 1, 0.5, 0.25];
const history = {gradientNorms: {before, after: [1, 1, 1, 1, 0.5, 0.25]}, history: {loss: [3, 2]}};

describe('normSummary and normsByEpoch', () => {
  it('count what is above a limit, and apart from it what was shortened', () => {
    const {median, largest, final, above, clipped, batches} = training.normSummary(history);
    assert.deepEqual({median, largest, final}, {median: 1.5, largest: 8, final: 0.5});
    assert.deepEqual({above, clipped, batches}, {above: 3, clipped: 3, batches: 6});
    assert.equal(training.normSummary(history, {limit: 3}).above, 2);
    const loose = {...history, gradientNorms: {before, after: before.map((norm) => norm * (1 - 1e-9))}};
    assert.equal(training.normSummary(loose).clipped, 0);
  });

  it('lay epoch beside epoch', () => {
    assert.deepEqual(training.normsByEpoch(history), [
      [8, 1],
      [4, 0.5],
      [2, 0.25],
    ]);
  });

  it('give the spread of equal norms as 1', () => {
    const equal = {before: [2, 2, 2], after: [2, 2, 2]};
    assert.equal(training.normSummary({gradientNorms: equal, history: {loss: [1]}}).spread, 1);
  });

  it('see a global limit work in a real training: every gradient is at most as long as it', async () => {
    await engine.start({seed: 2});
    const {x, y} = data.inputsAndTargets(data.generateTimeSeries(40, 11, {seed: 1}), {lookback: 10});
    const model = tf.sequential({
      layers: [layers.simpleRNN({units: 3, inputShape: [10, 1]}), layers.dense({units: 1})],
    });
    const options = {epochs: 3, batchSize: 16, globalClipNorm: 0.05};
    const trained = await training.fit(training.compile(model), {x, y}, options);
    const {batches, above, clipped} = training.normSummary(trained, {limit: 0.05});
    assert.equal(batches, 9);
    assert.ok(above > 0 && above === clipped, `${above} above the limit, ${clipped} clipped`);
    assert.deepEqual(
      training.normsByEpoch(trained).map((row) => row.length),
      [3, 3, 3],
    );
  });

  it('refuse a training without norms, epochs that are not whole, and limits of no meaning', () => {
    assert.throws(() => training.normSummary({history: {loss: [1]}}), /recordGradientNorms/);
    assert.throws(() => training.normsByEpoch({...history, history: {loss: [1, 2, 3, 4]}}), /6 batches .* 4 epochs/);
    assert.throws(() => training.normSummary(history, {limit: 0}), /limit/);
    assert.throws(() => training.normSummary(history, {limits: 1} as never), RangeError);
  });
});
