import {strict as assert} from 'node:assert';
import {growthByEpoch} from '../../src/notebook';

describe('growthByEpoch', () => {
  const runs = [{byStep: {5: [1, 9, 4], 20: [1, 7, 2]}}, {byStep: {5: [2, 0, 7], 20: [3, 3, 2]}}];

  it('takes the last step minus the first, a row for each epoch and a column for each run', () => {
    assert.deepEqual(growthByEpoch(runs, [20, 5]), [
      [1, -1],
      [3, 5],
    ]);
  });

  it('names the run and the epochs that it has', () => {
    assert.throws(() => growthByEpoch(runs, [5, 60]), /runs\[0\] has epochs 5, 20, not 60/);
  });
});
