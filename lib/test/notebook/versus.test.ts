import assert from 'node:assert/strict';
import {versus} from '../../src/notebook/versus';

describe('versus', () => {
  it('says that rivals are apart where the ranges of their runs do not touch', () => {
    assert.deepEqual(versus({one: [0.1, 0.2, 0.3], other: [0.4]}), {
      first: 'one',
      error: '0.2000 (0.1000 to 0.3000)',
      second: 'other',
      'its error': '0.4000',
      apart: true,
    });
    assert.equal(versus({one: [5, 6], other: [1, 2]}).apart, true);
  });
  it('says that they are not where one run of one lies among those of the other, or on their edge', () => {
    assert.equal(versus({one: [1, 3], other: [2, 9]}).apart, false);
    assert.equal(versus({one: [1, 2], other: [2, 3]}).apart, false);
    assert.equal(versus({one: [1, 9], other: [4]}).apart, false);
  });
  it('refuses other than two rivals, and one without runs, by name', () => {
    assert.throws(() => versus({one: [1]}), /compares two rivals, got 1/);
    assert.throws(() => versus({one: [1], other: []}), /'other' has no runs/);
  });
});
