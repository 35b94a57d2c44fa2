import assert from 'node:assert/strict';
import {metrics} from '../../../lib/src';
import {recorded} from '../../../lib/src/notebook/recorded';

const ours = recorded('experiments', 'hold').cells;
const keras = recorded('peers', 'hold').cells;
const afterTen = (cell: string) => ours[cell].runs.map(({at}) => at.find(({epoch}) => epoch === 10)?.mse ?? Number.NaN);

describe('the hold task in this library and in Keras', () => {
  for (const [cell, {parameters, runs}] of Object.entries(keras)) {
    it(`gives ${cell} as many weights, and test errors within the spread of seeds`, () => {
      assert.equal(ours[cell].parameters, parameters);
      const [own, theirs] = [afterTen(cell), runs.map(({mse}) => mse)];
      assert.ok(
        Math.min(...own) <= Math.max(...theirs) && Math.min(...theirs) <= Math.max(...own),
        `${own}; ${theirs}`,
      );
    });
  }
  it('ranks the simple layer last in both, and a large forget bias below a small one', () => {
    const medians = (all: (cell: string) => number[]) =>
      ['SimpleRNN', 'LSTM, forget bias 5', 'LSTM, forget bias 1', 'LSTM, forget bias 0'].map((cell) =>
        metrics.median(all(cell)),
      );
    for (const list of [medians(afterTen), medians((cell) => keras[cell].runs.map(({mse}) => mse))]) {
      assert.deepEqual(
        list,
        [...list].sort((a, b) => b - a),
      );
    }
  });
});
