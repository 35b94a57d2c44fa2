import assert from 'node:assert/strict';
import * as plots from '../../src/plots';

const fixed = [
  {share: 0.9, width: 10},
  {share: 0, width: 10},
];
const adaptive = [
  {share: 0.8, width: 9},
  {share: 1, width: 60},
];

describe('plots.coverageOverTime', () => {
  it('draws shares above and widths below, with the promise among the shares', () => {
    const {data, alt} = plots.coverageOverTime({fixed, adaptive}, {title: 'Held, at a price', promised: 0.9});
    const heights = data.map((trace) => trace.y);
    for (const row of [
      [0.9, 0],
      [0.8, 1],
      [0.9, 0.9],
      [10, 10],
      [9, 60],
    ]) {
      assert.ok(
        heights.some((y) => JSON.stringify(y) === JSON.stringify(row)),
        `${row} is not drawn`,
      );
    }
    assert.match(alt, /Held, at a price/);
  });
  it('names what does not fit', () => {
    const text = {title: 'x', promised: 0.9};
    assert.throws(() => plots.coverageOverTime({}, text), /at least one row/);
    assert.throws(
      () => plots.coverageOverTime({fixed, adaptive: [fixed[0]]}, text),
      /'adaptive' has 1 stretches, the first has 2/,
    );
  });
});
