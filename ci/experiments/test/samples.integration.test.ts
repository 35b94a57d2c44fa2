// Trains for seconds, an experiment after the other: longer than a unit test should take.
import assert from 'node:assert/strict';
import {confirmSample} from '../confirm';
import {experiments} from '../registry';

describe('a sample of each experiment', function () {
  this.timeout(60000);
  for (const experiment of experiments) {
    it(`agrees with the stored result of ${experiment.name}`, async () => {
      assert.deepEqual(await confirmSample(experiment), []);
    });
  }
});
