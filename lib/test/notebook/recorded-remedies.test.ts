import assert from 'node:assert/strict';
import {median} from '../../src/metrics';
import {recorded, recordedRemedies} from '../../src/notebook';

describe('recordedRemedies', () => {
  const remedies = recordedRemedies();
  const {networks, long} = recorded('experiments', 'long-sequences');
  it('has every recorded network, with one number a seed', () => {
    assert.deepEqual(Object.keys(remedies).sort(), Object.keys(networks).sort());
    for (const {name, testMse, validLoss, norms, spreads} of Object.values(remedies)) {
      for (const list of [testMse, validLoss, norms, spreads]) assert.equal(list.length, 10, name);
      assert.ok(
        validLoss.every((losses) => losses.length === 15),
        name,
      );
      assert.ok(
        [...testMse, ...spreads].every((value) => value > 0),
        name,
      );
    }
  });
  it('reads test errors after 15 epochs, and of the seeds that went on after 50 and 100', () => {
    assert.equal(remedies.lstm.testMse[2], networks.lstm.runs[2].testMse['15']);
    assert.equal(remedies.lstm.later[100][4], long.lstm[4].testMse['100']);
    assert.deepEqual(remedies.lstm.later[15], remedies.lstm.testMse.slice(0, 5), 'the same trainings, gone on');
    assert.deepEqual(remedies.lstmClip.later[100], []);
    const last = long.simpleRnn[1].validLoss.slice(90);
    assert.equal(last.length, 10);
    assert.ok(Math.abs(remedies.simpleRnn.laterValid[1] - last.reduce((sum, loss) => sum + loss) / 10) < 1e-9);
  });
  it('shows what the lesson says: three times the rate, not gates or clipping, decides after 15 epochs', () => {
    const {lstm, lstmFaster, simpleRnn} = remedies;
    assert.ok(Math.max(...lstmFaster.testMse) < Math.min(...lstm.testMse));
    assert.ok(median(simpleRnn.testMse) < 0.6 * median(lstm.testMse));
  });
});
