import assert from 'node:assert/strict';
import * as data from '../../src/data';
import {accuracyByGroup, nearestNeighbours} from '../../src/models';

describe('accuracyByGroup', () => {
  it('names each example after the nearest of another group', () => {
    const x = [[0], [0.1], [1], [1.1], [0.2], [5]];
    const labels = ['a', 'a', 'b', 'b', 'a', 'a'];
    // Group 1 holds 0, 1, 5: nearest outside 0.1 (a), 1.1 (b), 1.1 (b). Group 2 the rest: 0 (a), 1 (b), 0 (a).
    assert.deepEqual(accuracyByGroup(x, labels, [1, 2, 1, 2, 2, 1]), [2 / 3, 1]);
  });
  it('agrees with nearestNeighbours fitted on all other groups', () => {
    const {normal, integer} = data.random(4);
    const x = Array.from({length: 60}, () => [normal(), normal(), normal()]);
    const labels = x.map(([first, second]) => Number(first + second > 0) + Number(first > 1));
    const groups = x.map(() => integer(0, 4));
    const wanted = [...new Set(groups)].map((group) => {
      const at = (isIn: boolean) => [...x.keys()].filter((i) => (groups[i] === group) === isIn);
      const [known, asked] = [at(false), at(true)];
      const model = nearestNeighbours(
        known.map((i) => x[i]),
        known.map((i) => labels[i]),
      );
      const found = model.predict(asked.map((i) => x[i])).values;
      return asked.filter((i, k) => found[k] === labels[i]).length / asked.length;
    });
    assert.deepEqual(accuracyByGroup(x, labels, groups), wanted);
  });
  it('finds a twin in another group, and misses it when twins share one', () => {
    const x = [[0], [0], [10], [10]];
    assert.deepEqual(accuracyByGroup(x, [1, 1, 2, 2], ['p', 'q', 'p', 'q']), [1, 1]);
    assert.deepEqual(accuracyByGroup(x, [1, 1, 2, 2], ['p', 'p', 'q', 'q']), [0, 0]);
  });
  it('refuses lists of other lengths, a single group, and values that are not finite', () => {
    assert.throws(
      () => accuracyByGroup([[1], [2]], [1], [1, 2]),
      /x has 2 examples, but there are 1 labels and 2 groups/,
    );
    assert.throws(() => accuracyByGroup([[1], [2]], [1, 2], [3, 3]), /all examples are of group '3'/);
    assert.throws(() => accuracyByGroup([[1], [Number.NaN]], [1, 2], [1, 2]), /x holds NaN at place 1/);
  });
});
