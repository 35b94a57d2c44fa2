import assert from 'node:assert/strict';
import {metrics} from '../../../lib/src';
import {recorded} from '../../../lib/src/notebook/recorded';

const ours = recorded('experiments', 'comparing-cells').networks;
const copy = recorded('experiments', 'copy-first-symbol').starts;
const keras = recorded('peers', 'comparing-cells');

const ofEachGate = 'LSTM 20-20 dropout, a mask for each gate';

describe('the cells of lesson 3.2 in this library and in Keras', () => {
  const {[ofEachGate]: ownMasks, ...alike} = keras.networks;
  for (const [name, {parameters, runs}] of Object.entries(alike)) {
    it(`gives ${name} as many weights, and test errors within a tenth of those of the seeds`, () => {
      assert.equal(ours[name].parameters, parameters);
      const own = ours[name].runs.map(({testMse}) => testMse);
      for (const {testMse} of runs) {
        assert.ok(testMse > 0.9 * Math.min(...own) && testMse < 1.1 * Math.max(...own), `${testMse} against ${own}`);
      }
    });
  }
  it('pays less for dropout in Keras as it comes, which masks each gate by itself: a series is seldom lost whole', () => {
    const ofKeras = ownMasks.runs.map(({testMse}) => testMse);
    const own = ours['LSTM 20-20 dropout'].runs.map(({testMse}) => testMse);
    assert.equal(ownMasks.parameters, ours['LSTM 20-20 dropout'].parameters);
    assert.ok(Math.max(...ofKeras) < Math.min(...own), `${ofKeras}; ${own}`);
  });
  it('puts the LSTM of 20 units before the GRU in both', () => {
    const all = [ours, keras.networks].map((networks) =>
      ['LSTM 20', 'GRU 20'].map((name) => metrics.median(networks[name].runs.map(({testMse}) => testMse))),
    );
    for (const [lstm, gru] of all) assert.ok(lstm < gru, `${lstm} and ${gru}`);
  });
  for (const {cell, recurrent, gate, embedding, parameters, runs} of keras.copy) {
    it(`agrees on the copy task for ${cell} ${gate} from a ${embedding} embedding`, () => {
      const start = copy.find(
        (one) => one.cell === cell && one.recurrent === recurrent && one.gate === gate && one.embedding === embedding,
      );
      assert.ok(start);
      assert.equal(start.parameters, parameters);
      const own = start.runs['25'].map(({testAccuracy}) => testAccuracy);
      const theirs = runs.map(({testAccuracy}) => testAccuracy);
      assert.ok(
        Math.min(...own) <= Math.max(...theirs) + 0.1 && Math.min(...theirs) <= Math.max(...own) + 0.1,
        `${own}; ${theirs}`,
      );
    });
  }
});
