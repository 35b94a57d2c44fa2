import assert from 'node:assert/strict';
import {iobRules, viterbi} from '../../src/decoding';
import {illegalTransitions} from '../../src/metrics';
import {everySequence} from '../../src/scratch';

const names = ['O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC'];
const {transitions, start} = iobRules(names);

describe('iobRules', () => {
  it('allows just the rows of tags that IOB2 allows', () => {
    for (const row of everySequence(names.length, 3)) {
      const score = row.reduce((sum, tag, t) => sum + (t === 0 ? start[tag] : transitions[row[t - 1]][tag]), 0);
      assert.equal(score === 0, illegalTransitions(row.map((tag) => names[tag])) === 0, row.join());
    }
  });
  it('leads Viterbi to the best legal row', () => {
    const scores = [
      [0, 1, 2, 0, 0],
      [0, 0, 3, 0, 4],
    ];
    assert.deepEqual(viterbi(scores, transitions, {start}).tags, [1, 2]);
  });
  it('refuses an empty list', () => {
    assert.throws(() => iobRules([]), /iobRules: names/);
  });
});
