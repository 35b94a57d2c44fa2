import assert from 'node:assert/strict';
import {notebook} from '../../../lib/src';

const ours = notebook.recorded('experiments', 'dna');
const keras = notebook.recorded('peers', 'dna');
const own = (name: string) => ours.networks[name].runs.map(({accuracy}) => accuracy);
const theirs = (name: string) => keras.networks[name].runs.map(({accuracy}) => accuracy);
/** Two standard errors of an accuracy of 0.93 on the test windows. */
const luck = 2 * Math.sqrt((0.93 * 0.07) / ours.sizes.test);

describe('the networks of lesson 6.5 in this library and in Keras', () => {
  it('tests both on the same windows', () => {
    assert.deepEqual(keras.sizes, ours.sizes);
  });
  for (const [name, {parameters}] of Object.entries(keras.networks)) {
    it(`gives ${name} as many weights, and accuracies within seeds and the luck of the windows`, () => {
      assert.equal(ours.networks[name].parameters, parameters);
      assert.ok(Math.min(...theirs(name)) >= Math.min(...own(name)) - luck, `${own(name)}; ${theirs(name)}`);
      assert.ok(Math.max(...theirs(name)) <= Math.max(...own(name)) + luck, `${own(name)}; ${theirs(name)}`);
    });
  }
  it('lets no network lead the table of counts where the border is known', () => {
    for (const name of ['convolution + LSTM', 'logistic regression', 'convolution, all places']) {
      for (const accuracy of [...own(name), ...theirs(name)]) {
        assert.ok(Math.abs(accuracy - ours.rules['position weight matrix']) < 0.04, `${name}: ${accuracy}`);
        assert.ok(accuracy > ours.rules['two letters'], `${name}: ${accuracy}`);
      }
    }
  });
  it('has the network ahead with every seed where the border may lie anywhere', () => {
    for (const accuracy of own('convolution + LSTM, cut')) {
      assert.ok(accuracy > ours.rules['position weight matrix, cut'] + 0.1, `${accuracy}`);
    }
  });
});
