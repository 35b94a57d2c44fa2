import assert from 'node:assert/strict';
import {deviations, matrix, numericalGradients} from '../../src/scratch';

describe('numericalGradients', () => {
  it('nudges every weight by its name and puts it back', () => {
    const weights = {a: matrix([[2, 3]]), b: matrix([[5]])};
    const loss = () => weights.a.values[0] ** 2 * weights.b.values[0] + weights.a.values[1];
    const {a, b} = numericalGradients(loss, weights);
    assert.ok(Math.abs(a.values[0] - 20) < 1e-8);
    assert.ok(Math.abs(a.values[1] - 1) < 1e-8);
    assert.ok(Math.abs(b.values[0] - 4) < 1e-8);
    assert.deepEqual(weights, {a: matrix([[2, 3]]), b: matrix([[5]])});
  });
});

describe('deviations', () => {
  it('are shares of the length of the right gradient, not of both lengths', () => {
    const right = {a: matrix([[3, 4]]), b: matrix([[1]]), c: matrix([[0]])};
    const gradient = {a: matrix([[0, 0]]), b: matrix([[1.1]]), c: matrix([[0]])};
    const {a, b, c} = deviations(gradient, right);
    assert.equal(a, 1);
    assert.ok(Math.abs(b - 0.1) < 1e-12);
    assert.equal(c, 0);
  });

  it('are infinite where the right gradient is zero and the other is not', () => {
    assert.equal(deviations({a: matrix([[1]])}, {a: matrix([[0]])}).a, Number.POSITIVE_INFINITY);
  });
});
