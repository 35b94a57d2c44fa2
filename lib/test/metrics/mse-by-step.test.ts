import {strict as assert} from 'node:assert';
import {random, Targets} from '../../src/data';
import {errorsByHorizon} from '../../src/forecasting';
import {mse, mseByStep} from '../../src/metrics';

describe('mseByStep', () => {
  const {normal} = random(3);
  const make = (shape: number[]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return new Targets(
      Array.from({length: size}, () => normal()),
      shape,
    );
  };

  it('keeps the steps apart and takes examples and outputs together', () => {
    const truth = new Targets([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [2, 3, 2]);
    const guess = new Targets([1, 1, 0, 2, 0, 0, 3, 1, 0, 0, 0, 4], [2, 3, 2]);
    assert.deepEqual(mseByStep(truth, guess), [12 / 4, 4 / 4, 16 / 4]);
  });

  it('has the mean squared error as its mean', () => {
    const [truth, guess] = [make([4, 5, 3]), make([4, 5, 3])];
    const byStep = mseByStep(truth, guess);
    assert.ok(Math.abs(byStep.reduce((sum, value) => sum + value, 0) / 5 - mse(truth, guess)) < 1e-12);
  });

  it('is the error by horizon for forecasts without a third axis', () => {
    const [truth, guess] = [make([6, 4]), make([6, 4])];
    const expected = errorsByHorizon(truth, guess).mse;
    mseByStep(truth, guess).forEach((value, k) => {
      assert.ok(Math.abs(value - expected[k]) < 1e-12);
    });
  });

  it('refuses shapes that differ, and a single axis', () => {
    assert.throws(() => mseByStep(make([2, 3, 1]), make([2, 3])), /mseByStep: yTrue has shape \[2, 3, 1\]/);
    assert.throws(() => mseByStep([1, 2], [1, 2]), /must be \[examples, time steps\]/);
  });
});
