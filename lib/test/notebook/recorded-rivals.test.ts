import assert from 'node:assert/strict';
import {median} from '../../src/metrics';
import {recorded, recordedRivals} from '../../src/notebook';

describe('recordedRivals', () => {
  const pairs = recordedRivals();
  it('has two rivals a task, each with a finite error for every seed that was recorded', () => {
    assert.equal(pairs.length, 5);
    for (const {task, errors} of pairs) {
      assert.equal(Object.keys(errors).length, 2, task);
      for (const [name, runs] of Object.entries(errors)) {
        assert.ok(runs.length === 1 ? name === 'least squares' : runs.length >= 3, `${task}: ${name}`);
        assert.ok(
          runs.every((error) => error > 0 && error < 2),
          `${task}: ${name} ${runs}`,
        );
      }
    }
  });
  it('takes the numbers of the lessons: the last measured epoch of the hold task, recall over 50 steps', () => {
    const hold = recorded('experiments', 'hold').cells.GRU.runs.map(({at}) => at.at(-1)?.mse);
    assert.deepEqual(pairs.find(({task}) => task.startsWith('3.1'))?.errors.GRU, hold);
    const {RNN, LSTM} = pairs[4].errors;
    assert.ok(median(RNN) < 0.1 && median(LSTM) > 0.9, 'over 50 steps the LSTM has the error of the mean');
  });
});
