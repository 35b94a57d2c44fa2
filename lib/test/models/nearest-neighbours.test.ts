import assert from 'node:assert/strict';
import {Grid, random, Targets} from '../../src/data';
import {nearestDistances, nearestNeighbours} from '../../src/models';

describe('nearestNeighbours', () => {
  const x = [
    [0, 0],
    [1, 0],
    [4, 4],
  ];
  it('gives back the target of the example itself', () => {
    assert.deepEqual([...nearestNeighbours(x, [5, 6, 7]).predict(x).values], [5, 6, 7]);
  });
  it('averages targets of several outputs over the neighbours', () => {
    const y = new Targets([1, 10, 3, 30, 100, 100], [3, 2]);
    assert.deepEqual([...nearestNeighbours(x, y, {neighbours: 2}).predict([[0.2, 0]]).values], [2, 20]);
    assert.equal(nearestNeighbours(x, y, {neighbours: 2}).name, '2 nearest neighbours');
  });
  it('takes the first of equally near examples', () => {
    assert.deepEqual([...nearestNeighbours(x, [5, 6, 7]).predict([[0.5, 0]]).values], [5]);
  });
  it('agrees with sorting all distances, whatever the shape of an example', () => {
    const {normal} = random(3);
    const values = Float64Array.from({length: 60 * 6}, () => normal());
    const y = Float64Array.from({length: 50}, () => normal());
    const all = new Grid(values, [60, 3, 2]);
    const [known, asked] = [all.rows(0, 50), all.rows(50)];
    const predicted = nearestNeighbours(known, [...y], {neighbours: 4}).predict(asked).values;
    for (let i = 0; i < 10; i++) {
      const distance = (row: number) => {
        const [a, b] = [asked.rows(i, i + 1).values, known.rows(row, row + 1).values];
        return a.reduce((sum, value, c) => sum + (value - b[c]) ** 2, 0);
      };
      const order = Array.from({length: 50}, (_, row) => row).sort((a, b) => distance(a) - distance(b));
      const mean = order.slice(0, 4).reduce((sum, row) => sum + y[row], 0) / 4;
      assert.ok(Math.abs(predicted[i] - mean) < 1e-12);
    }
  });
  it('refuses what does not fit, naming it', () => {
    assert.throws(() => nearestNeighbours(x, [1, 2]), /y must be \[3, outputs\] as x has 3 examples, got \[2\]/);
    assert.throws(() => nearestNeighbours(x, [1, 2, 3], {neighbours: 4}), /neighbours 4 exceed the 3 examples/);
    assert.throws(() => nearestNeighbours(x, [1, 2, 3], {neighbours: 0}), /neighbours/);
    assert.throws(() => nearestNeighbours([[Number.NaN]], [1]), /x holds NaN at place 0/);
    assert.throws(() => nearestNeighbours(x, [1, 2, 3]).predict([[1, 2, 3]]), /fitted on 2 inputs, got 3/);
  });
});

describe('nearestDistances', () => {
  it('measures from each example to the one most like it', () => {
    const known = [
      [0, 0],
      [6, 8],
    ];
    const asked = [
      [3, 4.1],
      [6, 8],
      [0, -2],
    ];
    const [first, second, third] = nearestDistances(known, asked);
    assert.ok(Math.abs(first - Math.hypot(3, 3.9)) < 1e-12);
    assert.deepEqual([second, third], [0, 2]);
    assert.throws(() => nearestDistances(known, [[1]]), /nearestDistances: known has 2 inputs, asked 1/);
  });
});
