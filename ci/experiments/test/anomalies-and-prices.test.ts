import assert from 'node:assert/strict';
import {median} from '../../../lib/src/metrics';
import {recorded} from '../../../lib/src/notebook/recorded';

const ours = recorded('experiments', 'anomalies-and-prices');
const keras = recorded('peers', 'anomalies-and-prices');
const both = {ours, keras};

describe('the two traps of lesson 2.4, here and in Keras', () => {
  it('has the parameter counts of Keras, and the same random walk', () => {
    for (const kind of ['watchers', 'prices'] as const) {
      const counts = Object.values(both).flatMap((one) => one[kind].map(({parameters}) => parameters));
      assert.equal(new Set(counts).size, 1, `${kind}: ${counts}`);
    }
    assert.ok(Math.abs(ours.randomWalkMae - keras.randomWalkMae) < 1e-4);
  });

  it('forecasts the watched series equally well in both: the median of each lies near the other range', () => {
    const [own, theirs] = [ours, keras].map(({watchers}) => watchers.map(({testMse}) => testMse));
    assert.ok(median(own) > 0.9 * Math.min(...theirs) && median(own) < 1.1 * Math.max(...theirs), `${own}; ${theirs}`);
  });

  for (const [name, {watchers, prices, randomWalkMae}] of Object.entries(both)) {
    it(`${name}: the watcher sleeps through at least four of five anomalous steps, with every seed`, () => {
      for (const {recall} of watchers) assert.ok(recall <= 0.2, `${recall}`);
    });
    it(`${name}: levels miss by five random walks and more, changes by one, without a lead beyond two errors`, () => {
      for (const {levelsMae, changesMae, changesLead, standardError} of prices) {
        assert.ok(levelsMae > 5 * randomWalkMae, `${levelsMae}`);
        assert.ok(Math.abs(changesMae / randomWalkMae - 1) < 0.05, `${changesMae}`);
        assert.ok(Math.abs(changesLead) < 2 * standardError, `${changesLead} and ${standardError}`);
      }
    });
  }
});
