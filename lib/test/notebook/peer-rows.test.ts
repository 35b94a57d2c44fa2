import assert from 'node:assert/strict';
import {peerRows} from '../../src/notebook';

const network = (parameters: number, ...errors: number[]) => ({parameters, runs: errors.map((testMse) => ({testMse}))});

describe('peerRows', () => {
  it('puts the errors of both libraries beside each other', () => {
    assert.deepEqual(peerRows({a: network(5, 1, 2, 3)}, {a: network(5, 4), b: network(1, 1)}, 1), [
      {network: 'a', weights: 5, 'test MSE here': '2.0 (1.0 to 3.0)', 'in Keras 3': '4.0'},
    ]);
  });
  it('refuses a network that Keras lacks or builds with other weights', () => {
    assert.throws(() => peerRows({a: network(5, 1)}, {}), /Keras has no 'a'/);
    assert.throws(() => peerRows({a: network(5, 1)}, {a: network(6, 1)}), /'a' has 5 weights here, in Keras 6/);
  });
});
