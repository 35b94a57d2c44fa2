import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {mae, mase, smape} from '../../src/metrics';

const {normal} = random(4);
const draw = (length: number) => Array.from({length}, () => 10 + normal());

describe('smape', () => {
  it('is 0 for a perfect forecast, 200 for one of the other sign, and both zeros are perfect', () => {
    assert.equal(smape([1, -2, 0], [1, -2, 0]), 0);
    assert.equal(smape([1, 2], [-1, -5]), 200);
    assert.equal(smape([0, 4], [0, 12]), 50);
  });
  it('keeps its value when truth and forecast change places or units', () => {
    const [y, f] = [draw(9), draw(9)];
    assert.equal(smape(y, f), smape(f, y));
    assert.ok(
      Math.abs(
        smape(y, f) -
          smape(
            y.map((v) => 7 * v),
            f.map((v) => 7 * v),
          ),
      ) < 1e-12,
    );
  });
  it('refuses other shapes', () => {
    assert.throws(() => smape([1, 2], [[1], [2]]), /smape: yTrue has shape \[2\] but yPred has shape \[2, 1\]/);
  });
});

describe('mase', () => {
  const [train, y, f] = [draw(30), draw(6), draw(6)];
  it('is 0 for a perfect forecast and keeps its value when units or level change', () => {
    const change = (values: number[]) => values.map((v) => 300 * v - 5);
    assert.equal(mase(y, y, train), 0);
    assert.ok(
      Math.abs(mase(y, f, train, {season: 7}) - mase(change(y), change(f), change(train), {season: 7})) < 1e-12,
    );
  });
  it('is 1 for an error as large as that of the seasonal naive forecast in training', () => {
    const step = train.slice(7).reduce((sum, v, t) => sum + Math.abs(v - train[t]), 0) / 23;
    assert.ok(
      Math.abs(
        mase(
          y,
          y.map((v) => v + step),
          train,
          {season: 7},
        ) - 1,
      ) < 1e-12,
    );
  });
  it('scales each of many series by its own past', () => {
    const [small, large] = [draw(30), draw(30).map((v) => 1000 * v)];
    const both = mase([y, f], [f, y], [small, large]);
    assert.ok(Math.abs(both - (mase(y, f, small) + mase(f, y, large)) / 2) < 1e-12);
    const naive = [small, large].map((s) => mae(s.slice(1), s.slice(0, -1)));
    assert.ok(Math.abs(both - (mae(y, f) / naive[0] + mae(f, y) / naive[1]) / 2) < 1e-12);
  });
  it('refuses seasons of zero, pasts that are too short, constant or of other series', () => {
    assert.throws(() => mase(y, f, train, {season: 0}), /season must be a whole number >= 1, got 0/);
    assert.throws(() => mase(y, f, [1, 2, 3], {season: 3}), /season 3 needs more than 3 training values, train has 3/);
    assert.throws(() => mase(y, f, [2, 2, 2]), /train repeats every 1 steps exactly/);
    assert.throws(() => mase([y], [f], [train, train]), /the 1 series of yTrue, got \[2, 30\]/);
  });
});
