import assert from 'node:assert/strict';
import {median} from '../../src/metrics';
import {oneStepRuns, recorded} from '../../src/notebook';

describe('oneStepRuns', () => {
  const networks = oneStepRuns();
  it('has ten seeds here and three in Keras of each network, each with a finite error', () => {
    for (const {network, here, keras} of networks) {
      assert.deepEqual([here.length, keras.length], [10, 3], network);
      assert.ok(
        [...here, ...keras].every((error) => error > 0.0008 && error < 0.2),
        network,
      );
    }
  });
  it('counts the weights by their formula u (f + u + 1), and takes the error after 20 epochs', () => {
    assert.deepEqual(
      networks.map(({parameters}) => parameters),
      [3, 51, 440 + 820 + 22, 440 + 820 + 21],
    );
    const first = recorded('experiments', 'one-step-ahead').networks.simpleRnn20_20Dense1.runs[0];
    assert.equal(networks[3].here[0], first.testMse['20']);
    assert.notEqual(networks[3].here[0], first.testMse['100']);
  });
  it('pairs each network with itself: medians here and in Keras differ by less than a tenth', () => {
    for (const {network, here, keras} of networks) {
      const ratio = median(here) / median(keras);
      assert.ok(ratio > 0.9 && ratio < 1.1, `${network}: ${ratio}`);
    }
  });
});
