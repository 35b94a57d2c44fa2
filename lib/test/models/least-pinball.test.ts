import assert from 'node:assert/strict';
import {data, metrics, models} from '../../src';

/** Skewed errors around a plane, by a small generator of its own. */
function example(count: number) {
  let state = 7;
  const uniform = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const rows = Array.from({length: count}, () => [uniform(), uniform()]);
  const truths = rows.map(([a, b]) => 1 + 2 * a - 3 * b - Math.log(uniform()));
  return {x: new data.Targets(rows.flat(), [count, 2]), y: new data.Targets(truths, [count, 1]), rows, truths};
}

/** The lowest loss of all lines through two of the points: the optimum is one of them. */
function bestThroughTwo(x: number[], y: number[], share: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const slope = (y[i] - y[j]) / (x[i] - x[j]);
      const line = x.map((at) => y[i] + slope * (at - x[i]));
      best = Math.min(best, metrics.pinball(y, line, share));
    }
  }
  return best;
}

describe('leastPinball', () => {
  for (const share of [0.1, 0.5, 0.9]) {
    it(`has the lowest loss of all lines through two points, share ${share}`, () => {
      const {rows, truths} = example(60);
      const first = rows.map(([a]) => a);
      const [x, y] = [first, truths].map((column) => new data.Targets(column, [60, 1]));
      const loss = metrics.pinball(y, models.leastPinball(x, y, share).predict(x), share);
      const best = bestThroughTwo(first, truths, share);
      assert.ok(loss >= best - 1e-12 && loss < best * 1.0005, `${loss}, lowest ${best}`);
    });
    it(`leaves about that share of the truths below, share ${share}`, () => {
      const {x, y, truths} = example(500);
      const {values} = models.leastPinball(x, y, share).predict(x) as data.Targets;
      const below = truths.filter((truth, i) => truth < values[i]).length / 500;
      assert.ok(Math.abs(below - share) < 0.01, `${below}`);
    });
  }
  it('has a lower mean absolute error than least squares, and ignores how far a far point lies', () => {
    const {x, y, truths} = example(200);
    const far = new data.Targets(
      truths.map((value, i) => (i === 3 ? value + 1e4 : value)),
      [200, 1],
    );
    const [line, moved] = [models.leastPinball(x, y), models.leastPinball(x, far)].map(({predict}) => predict(x));
    assert.ok(metrics.mae(y, line) < metrics.mae(y, models.leastSquares(x, y).predict(x)));
    assert.ok(metrics.mae(line, moved) < 0.05);
  });
  it('solves every output by itself, and keeps an exact line', () => {
    const {x, rows} = example(40);
    const y = new data.Targets(
      rows.flatMap(([a, b]) => [a - b, 3 + b]),
      [40, 2],
    );
    const model = models.leastPinball(x, y, 0.3);
    assert.equal(model.parameters, 6);
    assert.ok(metrics.mae(y, model.predict(x)) < 1e-9);
  });
  it('refuses a share that is none, and other inputs than it was fitted on', () => {
    const {x, y} = example(10);
    for (const share of [0, 1, Number.NaN]) assert.throws(() => models.leastPinball(x, y, share), /between 0 and 1/);
    const model = models.leastPinball(x, y);
    assert.throws(() => model.predict(new data.Targets([1, 2, 3], [1, 3])), /the 2 inputs it was fitted on, got 3/);
  });
});
