import assert from 'node:assert/strict';
import {engine} from 'unroll';
import {EPOCHS, type ForecasterSettings, forecasterWork, HORIZON, LOOKBACK, prepare} from '../live/forecaster/work';

const start: ForecasterSettings = {cell: 'gru', units: 8, rate: -2};

describe('demo: train a forecaster', () => {
  after(() => engine.start({engine: 'wasm'})); // the work takes another one, which later tests would meet
  it('knows the levels: noise below the line, the line below no change', () => {
    const {levels, train, valid} = prepare();
    assert.ok(levels.floor < levels.line && levels.line < levels.naive, JSON.stringify(levels));
    let [sum, count] = [0, 0];
    for (let i = 0; i < valid.y.length; i++) {
      sum += ((valid.y.values[i] as number) - (valid.x.row(i)[LOOKBACK - 1] as number)) ** 2;
      count++;
    }
    assert.ok(Math.abs(sum / count - levels.naive) < 1e-12, 'no change, by hand');
    assert.equal(new Set([train, valid].map(({x}) => x.timeSteps)).size, 1);
  });
  it('learns: better than no change after a few epochs, the same again for the same settings', async () => {
    const errors = [];
    for (let again = 0; again < 2; again++) {
      const work = forecasterWork(start);
      for (let epoch = 0; epoch < 4; epoch++) await work.next();
      const {value} = await work.next();
      assert.ok(value);
      assert.equal(value.errors.length, 5);
      assert.equal(value.forecast.length, HORIZON);
      assert.equal(value.truth.length, LOOKBACK + HORIZON);
      assert.ok((value.errors[4] as number) < value.levels.naive, `${value.errors}`);
      assert.match(
        value.says ?? '',
        /^Epoch 4: error 0\.00\d+ \(better than no change\)\. Least possible: 0\.00083\.$/,
      );
      errors.push(value.errors);
      await work.return();
    }
    assert.deepEqual(errors[0], errors[1]);
  });
  it('goes on at another rate, and begins anew with another network', async () => {
    const work = forecasterWork(start);
    for (let epoch = 0; epoch < 2; epoch++) await work.next();
    const slower = (await work.next({...start, rate: -4})).value;
    assert.equal(slower?.errors.length, 3);
    const [before, after] = (slower?.errors.slice(-2) ?? []) as [number, number];
    assert.ok(Math.abs(after - before) < 0.5 * before, 'a small rate changes little');
    const other = (await work.next({...start, units: 4})).value;
    assert.equal(other?.errors.length, 1);
    assert.equal(other?.progress, 0);
    await work.return();
  });
  it('waits after the last epoch', async () => {
    const work = forecasterWork({cell: 'simpleRNN', units: 4, rate: -2});
    for (let epoch = 0; epoch < EPOCHS; epoch++) assert.equal((await work.next()).value?.waits, false);
    assert.equal((await work.next()).value?.waits, true);
    await work.return();
  });
});
