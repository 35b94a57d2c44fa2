import assert from 'node:assert/strict';
import {recorded} from '../../src/notebook';

describe('the recorded results of the lessons', () => {
  it('have the type of their name, and say how they are made anew', () => {
    const ours = recorded('experiments', 'one-step-ahead');
    const medianRun: number = ours.networks.simpleRnn1.runs[0].testMse['20'];
    assert.ok(medianRun > 0 && medianRun < 1);
    assert.equal(ours.command, 'npm run experiments -- one-step-ahead');
    assert.deepEqual([ours.lesson, ours.seeds.length], ['2.1', ours.networks.simpleRnn1.runs.length]);
    assert.ok(recorded('peers', 'one-step-ahead').baselines.naive > 0);
  });
});
