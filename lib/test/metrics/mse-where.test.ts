import assert from 'node:assert/strict';
import {mse, mseWhere} from '../../src/metrics';

describe('mseWhere', () => {
  const [y, yhat] = [
    [
      [1, 2],
      [3, 4],
    ],
    [
      [2, 2],
      [3, 7],
    ],
  ];

  it('takes the mean over the values that count, by value and by time step', () => {
    assert.equal(
      mseWhere(y, yhat, () => true),
      mse(y, yhat),
    );
    assert.equal(
      mseWhere(y, yhat, (_, step) => step === 1),
      4.5,
    );
    assert.equal(
      mseWhere(y, yhat, (value) => value < 2),
      1,
    );
  });

  it('refuses a condition that holds nowhere', () => {
    assert.throws(() => mseWhere(y, yhat, () => false), /holds for no value/);
  });
});
