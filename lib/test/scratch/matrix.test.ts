import assert from 'node:assert/strict';
import * as scratch from '../../src/scratch';

const A = scratch.matrix([
  [1, 2, 3],
  [4, 5, 6],
]);
const B = scratch.matrix([
  [1, 0],
  [2, 1],
  [0, -1],
]);

describe('scratch matrices', () => {
  it('multiply rows by columns', () => {
    assert.deepEqual(scratch.toRows(scratch.matmul(A, B)), [
      [5, -1],
      [14, -1],
    ]);
    assert.throws(() => scratch.matmul(A, A), /matmul: columns of \[2, 3\] and rows of \[2, 3\] must be equal/);
  });

  it('count the multiplications of their products, of one computation only', () => {
    scratch.matmul(A, B);
    assert.equal(
      scratch.countMultiplications(() => scratch.matmul(scratch.matmul(A, B), scratch.transpose(B))),
      12 + 12,
    );
    assert.equal(
      scratch.countMultiplications(() => scratch.add(A, A)),
      0,
    );
  });

  it('transpose, and (AB)ᵀ = BᵀAᵀ', () => {
    assert.deepEqual(scratch.toRows(scratch.transpose(A)), [
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    const left = scratch.transpose(scratch.matmul(A, B));
    assert.deepEqual(left, scratch.matmul(scratch.transpose(B), scratch.transpose(A)));
  });

  it('add number by number, or one row to all', () => {
    assert.deepEqual(scratch.toRows(scratch.add(A, scratch.matrix([[10, 20, 30]]))), [
      [11, 22, 33],
      [14, 25, 36],
    ]);
    assert.deepEqual(scratch.add(A, A), scratch.scale(A, 2));
    assert.deepEqual(scratch.subtract(A, A), scratch.zeros(2, 3));
    assert.throws(() => scratch.add(A, B), /add: shapes must be equal, got \[2, 3\] and \[3, 2\]/);
    assert.throws(() => scratch.multiply(A, B), /multiply: shapes must be equal/);
  });

  it('sum rows and measure length', () => {
    assert.deepEqual(scratch.toRows(scratch.sumRows(A)), [[5, 7, 9]]);
    assert.equal(scratch.norm(scratch.matrix([[3, 4]])), 5);
  });

  it('copy, so that a change of the copy leaves the matrix alone', () => {
    const twin = scratch.copy(A);
    twin.values[0] = 99;
    assert.equal(A.values[0], 1);
  });

  it('refuse rows of different length and sizes that are none', () => {
    assert.throws(() => scratch.matrix([[1, 2], [3]]), /matrix: rows\[1\] has 1 numbers, the first row 2$/);
    assert.throws(() => scratch.matrix([]), /matrix: rows must not be empty, got \[\]$/);
    assert.throws(() => scratch.zeros(0, 2), /zeros: rows must be a whole number >= 1, got 0$/);
  });
});

describe('scratch.numericalGradient', () => {
  it('is exact for a quadratic, and puts the parameter back', () => {
    const w = scratch.matrix([[1, -2, 0.5]]);
    const before = [...w.values];
    const gradient = scratch.numericalGradient(() => w.values.reduce((sum, value) => sum + value * value, 0), w);
    assert.ok(scratch.relativeError(gradient, scratch.scale(w, 2)) < 1e-9);
    assert.deepEqual([...w.values], before);
  });

  it('finds a wrong gradient', () => {
    const w = scratch.matrix([[0.3, 0.7]]);
    const gradient = scratch.numericalGradient(() => Math.tanh(w.values[0]) + w.values[1], w);
    assert.ok(scratch.relativeError(gradient, scratch.matrix([[1, 1]])) > 1e-3, 'tanh’ was forgotten');
  });

  it('refuses a loss that is not finite', () => {
    assert.throws(() => scratch.numericalGradient(() => Number.NaN, scratch.zeros(1, 1)), /finite number, got NaN/);
  });
});

describe('scratch optimizers', () => {
  it('sgd takes the step by hand', () => {
    const w = scratch.matrix([[1, 2]]);
    scratch.sgd(0.5)([w], [scratch.matrix([[2, -4]])]);
    assert.deepEqual([...w.values], [0, 4]);
  });

  it('adam moves by the learning rate at first, whatever the size of the gradient', () => {
    const w = scratch.matrix([[1, 1]]);
    scratch.adam(0.1)([w], [scratch.matrix([[1000, -0.01]])]);
    assert.ok(Math.abs(w.values[0] - 0.9) < 1e-4 && Math.abs(w.values[1] - 1.1) < 1e-4);
  });

  it('refuse lists that do not fit and rates that are none', () => {
    const w = scratch.matrix([[1]]);
    assert.throws(() => scratch.sgd(0), /sgd: learningRate must be a number above 0, got 0$/);
    assert.throws(() => scratch.sgd(1)([w], []), /1 parameters need as many gradients, got 0/);
    assert.throws(
      () => scratch.adam(1)([w], [scratch.zeros(1, 2)]),
      /parameter 0 has shape \[1, 1\], its gradient \[1, 2\]/,
    );
  });
});
