import assert from 'node:assert/strict';
import * as data from '../../src/data';
import {lineAccuracy} from '../../src/models';

const {normal} = data.random(3);
const rows = Array.from({length: 300}, () => [normal(), normal()]);
const x = new data.Series(rows.flat(), [300, 2, 1]);

describe('lineAccuracy', () => {
  it('is near 1 where a line separates, near the share of the larger class where none does', () => {
    const above = rows.map(([a, b]) => Number(a + 2 * b > 0));
    assert.ok(lineAccuracy(x, above, {train: 200}) > 0.95);
    const unlike = rows.map(([a, b]) => Number(a * b > 0));
    assert.ok(lineAccuracy(x, unlike, {train: 200}) < 0.65);
  });
  it('tests on what did not train', () => {
    const above = rows.map(([a]) => Number(a > 0));
    const turned = above.map((label, i) => (i < 200 ? label : 1 - label));
    const right = lineAccuracy(x, above, {train: 200});
    assert.ok(Math.abs(right + lineAccuracy(x, turned, {train: 200}) - 1) < 1e-12);
  });
  it('takes the axes after the first as inputs', () => {
    const above = rows.map(([a]) => Number(a > 0));
    const folded = new data.Series(rows.flat(), [300, 1, 2]);
    assert.equal(lineAccuracy(folded, above, {train: 200}), lineAccuracy(x, above, {train: 200}));
  });
  it('refuses counts that do not fit and labels that are no 0 or 1', () => {
    assert.throws(() => lineAccuracy(x, [1], {train: 1}), /x has 300 examples, but there are 1 labels/);
    const half = rows.map(() => 0.5);
    assert.throws(() => lineAccuracy(x, half, {train: 200}), /labels must be 0 or 1/);
    assert.throws(
      () =>
        lineAccuracy(
          x,
          half.map(() => 1),
          {train: 300},
        ),
      /lineAccuracy: train/,
    );
  });
});
