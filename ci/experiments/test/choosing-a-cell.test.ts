import assert from 'node:assert/strict';
import {data, metrics, models, notebook} from '../../../lib/src';

const ours = notebook.recorded('experiments', 'choosing-a-cell');
const median = (task: string, reader: string) =>
  metrics.median((ours.tasks[task]?.candidates[reader]?.runs ?? []).map(({error}) => error));

describe('lesson 3.4: seven readers on ten tasks', () => {
  it('has every reader on every task, with every seed', () => {
    assert.deepEqual(Object.keys(ours.tasks), Object.keys(data.CHOICE_TASKS));
    for (const {candidates} of Object.values(ours.tasks)) {
      assert.deepEqual(Object.keys(candidates), [...models.CANDIDATES]);
      for (const {runs} of Object.values(candidates)) {
        assert.deepEqual(
          runs.map(({seed}) => seed),
          ours.seeds,
        );
      }
    }
  });
  it('solves by least squares what is a weighted sum of fixed steps, and nothing else', () => {
    for (const [task, {leastSquares}] of Object.entries(ours.tasks)) {
      const isSum = ['recall 10', 'recall 50', 'sum'].includes(task);
      assert.equal(leastSquares < 1e-6, isSum, `${task}: ${leastSquares}`);
    }
  });
  it('has a gated cell ahead where the input tells, a convolution where places are fixed and far', () => {
    for (const task of ['hold 20', 'hold 50', 'previous']) {
      assert.ok(median(task, 'GRU') < median(task, 'convolution') / 3, task);
    }
    for (const task of ['recall 50', 'sum', 'product']) {
      assert.ok(median(task, 'convolution') < median(task, 'GRU') / 3, task);
    }
  });
  it('mends a GRU by growing length and an open gate, with every seed, and by nothing else with any', () => {
    for (const [remedy, runs] of Object.entries(ours.remedies)) {
      const errors = runs.map(({error}) => error);
      if (remedy === 'growing length' || remedy === 'open gate') assert.ok(Math.max(...errors) < 0.03, remedy);
      else assert.ok(Math.min(...errors) > 0.9, remedy);
    }
  });
});
