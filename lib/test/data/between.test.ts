import assert from 'node:assert/strict';
import {generateBetween, markedSteps, Series} from '../../src/data';

describe('generateBetween', () => {
  const [n, steps] = [50, 12];
  const {x, y, bestSoFar} = generateBetween(n, steps, {seed: 5});
  const mark = (i: number, t: number) => x.values[2 * (i * steps + t) + 1] === 1;
  const value = (i: number, t: number) => x.values[2 * (i * steps + t)];

  it('marks the first and the last step, and says what lies between the marks around each step', () => {
    for (let i = 0; i < n; i++) {
      assert.ok(mark(i, 0) && mark(i, steps - 1));
      for (let t = 0; t < steps; t++) {
        let [last, next] = [t, t];
        while (!mark(i, last)) last--;
        while (!mark(i, next)) next++;
        assert.equal(y.values[i * steps + t], (value(i, last) + value(i, next)) / 2);
        const best = last === next ? value(i, t) : value(i, last) / 2;
        assert.equal(bestSoFar.values[i * steps + t], best);
      }
    }
  });

  it('gives the same for the same seed, and another share on demand', () => {
    assert.deepEqual(generateBetween(2, 6, {seed: 5}), generateBetween(2, 6, {seed: 5}));
    const marks = (share: number) =>
      generateBetween(100, 20, {seed: 1, share}).x.values.reduce((sum, one, at) => sum + (at % 2 === 1 ? one : 0), 0);
    assert.ok(marks(0.6) > 2 * marks(0.15));
  });

  it('names what does not fit', () => {
    assert.throws(() => generateBetween(1, 5, {share: 2}), /share/);
    assert.throws(() => generateBetween(0, 5), /n must be a whole number/);
  });
});

describe('markedSteps', () => {
  const x = new Series([5, 1, 1, 0, 7, 1, 2, 0, 3, 0, 4, 1], [2, 3, 2]);

  it('counts the steps of one sequence from 1', () => {
    assert.deepEqual(markedSteps(x, 0), [1, 3]);
    assert.deepEqual(markedSteps(x, 1), [3]);
  });

  it('names a sequence that is not there, and what has no marks', () => {
    assert.throws(() => markedSteps(x, 2), /sequence must be a whole number from 0 to 1, got 2/);
    assert.throws(() => markedSteps(x, 0.5), /got 0.5/);
    assert.throws(() => markedSteps(new Series([1, 2], [1, 2, 1]), 0), /\[1,2,1\]/);
  });
});
