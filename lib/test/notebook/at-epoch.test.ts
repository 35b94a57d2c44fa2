import assert from 'node:assert/strict';
import {notebook} from '../../src';

const runs = [{at: [{epoch: 10, mse: 3}, {epoch: 50, mse: 2}]}, {at: [{epoch: 10, mse: 4}, {epoch: 50, mse: 1}]}]; // biome-ignore format: runs

describe('notebook.atEpoch', () => {
  it('gives the note of each run after that epoch', () => {
    assert.deepEqual(
      notebook.atEpoch(runs, 50).map(({mse}) => mse),
      [2, 1],
    );
  });
  it('names the epochs that were noted where one is missing', () => {
    assert.throws(() => notebook.atEpoch(runs, 20), /nothing noted after epoch 20; after 10, 50/);
  });
});
