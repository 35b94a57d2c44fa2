import assert from 'node:assert/strict';
import {recordedDepths} from '../../src/notebook';

describe('recordedDepths', () => {
  const stack = (layers: number, ...errors: number[]) => ({
    layers,
    runs: errors.map((mse, i) => ({seed: i, startSpread: 1, startReadout: 1, testMse: {1: 2 * mse, 20: mse}})),
  });
  const stacks = {
    'lstm 8 plain': stack(8, 5, 6),
    'lstm 1 plain': stack(1, 1, 2),
    'lstm 1 plain, wide': stack(1, 9, 9),
    'lstm 4 residual': stack(4, 7, 7),
    'gru 1 plain': stack(1, 3, 3),
  };

  it('takes the stacks of this cell and kind alone, from few layers to many', () => {
    assert.deepEqual(recordedDepths(stacks, 'lstm', 'plain'), {
      x: [1, 8],
      runs: [
        [1, 2],
        [5, 6],
      ],
    });
    assert.deepEqual(recordedDepths(stacks, 'gru', 'plain', 1), {x: [1], runs: [[6, 6]]});
  });

  it('says what is not recorded', () => {
    assert.throws(() => recordedDepths(stacks, 'gru', 'residual'), /no stack is named 'gru LAYERS residual'/);
    assert.throws(() => recordedDepths(stacks, 'lstm', 'plain', 5), /nothing after 5 epochs/);
  });
});
