import assert from 'node:assert/strict';
import {start} from '../../src/engine';
import {type StartWeightsOptions, startWeights} from '../../src/models';

const product = (a: number[][], b: number[][]) =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
const transpose = (a: number[][]) => a[0].map((_, j) => a.map((row) => row[j]));

describe('startWeights', () => {
  before(() => start());

  it('gives matrices of the shapes of the equation, and a bias of zeros', () => {
    const {Wxh, Whh, bh} = startWeights(3, 4);
    assert.deepEqual([Wxh.length, Wxh[0].length, Whh.length, Whh[0].length], [3, 4, 4, 4]);
    assert.deepEqual(bh, [0, 0, 0, 0]);
  });
  it('keeps W_xh within the limits of Glorot', () => {
    const sizes = startWeights(30, 20).Wxh.flat().map(Math.abs);
    const limit = Math.sqrt(6 / 50);
    assert.ok(Math.max(...sizes) <= limit && Math.max(...sizes) > 0.95 * limit);
  });
  it('makes W_hh a multiple of an orthogonal matrix', () => {
    for (const recurrent of ['orthogonal', 'identity'] as const) {
      const {Whh} = startWeights(2, 6, {seed: 7, scale: 1.5, recurrent});
      const squares = product(transpose(Whh), Whh);
      squares.forEach((row, i) => {
        for (const [j, value] of row.entries()) assert.ok(Math.abs(value - (i === j ? 2.25 : 0)) < 1e-5);
      });
    }
  });
  it('draws the same W_xh for both starts, and other numbers for another seed', () => {
    const {Wxh} = startWeights(2, 3, {seed: 5});
    assert.deepEqual(startWeights(2, 3, {seed: 5, recurrent: 'identity'}).Wxh, Wxh);
    assert.notDeepEqual(startWeights(2, 3, {seed: 6}).Wxh, Wxh);
  });
  it('draws W_hh with the spread that each start asks for', () => {
    const spread = (recurrent: StartWeightsOptions['recurrent'], scale = 1) => {
      const values = startWeights(2, 100, {recurrent, scale, seed: 3}).Whh.flat();
      return {
        largest: Math.max(...values.map(Math.abs)),
        deviation: Math.sqrt(values.reduce((s, v) => s + v * v, 0) / 1e4),
      };
    };
    const near = (got: number, expected: number) =>
      assert.ok(Math.abs(got / expected - 1) < 0.02, `${got}, ${expected}`);
    near(spread({normal: 0.3}, 2).deviation, 0.6);
    for (const [start, limit] of [
      ['uniform', 0.1],
      ['glorotUniform', Math.sqrt(0.03)],
    ] as const) {
      near(spread(start).largest, limit);
      near(spread(start, 2).deviation, (2 * limit) / Math.sqrt(3));
    }
    assert.throws(
      () => startWeights(2, 2, {recurrent: {normal: Number.NaN}}),
      /normal must be a finite number, got NaN/,
    );
  });
  it('refuses sizes and starts that make no sense', () => {
    assert.throws(() => startWeights(0, 3), /features must be a whole number >= 1, got 0/);
    assert.throws(() => startWeights(2, 1.5), /units must be a whole number >= 1, got 1.5/);
    assert.throws(() => startWeights(2, 2, {scale: Number.NaN}), /scale must be a finite number, got NaN/);
    assert.throws(() => startWeights(2, 2, {recurrent: 'zeros' as never}), /got 'zeros'/);
  });
});
