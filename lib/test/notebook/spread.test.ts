import assert from 'node:assert/strict';
import {spread, spreadOf} from '../../src/notebook';

describe('spread', () => {
  it('gives the median with the lowest and the highest run', () => {
    assert.equal(spread([3, 1, 2.5], 1), '2.5 (1.0 to 3.0)');
    assert.equal(spread([0.1, 0.2]), '0.1500 (0.1000 to 0.2000)');
  });
  it('gives a single run as it is: one number has no spread', () => {
    assert.equal(spread([447.04], 0), '447');
  });
  it('writes no minus before a zero', () => {
    assert.equal(spread([-0.004, -0.001, 0.004], 2), '0.00 (0.00 to 0.00)');
    assert.equal(spread([-1.2, -0.4, -0.2], 0), '0 (-1 to 0)');
  });
  it('refuses what has no median', () => {
    assert.throws(() => spread([]), RangeError);
    assert.throws(() => spread([1, Number.NaN]), /NaN/);
  });
});

describe('notebook.spreadOf', () => {
  it('is the spread of the number of that name', () => {
    const runs = [{mse: 1}, {mse: 3}, {mse: 2}];
    assert.equal(spreadOf(runs, 'mse', 1), spread([1, 3, 2], 1));
  });
  it('names the run that has no such number', () => {
    assert.throws(() => spreadOf([{mse: 1}, {} as {mse: number}], 'mse'), /runs\[1\] has no number 'mse'/);
  });
});
