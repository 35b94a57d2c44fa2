import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import type {notebook} from '../../../lib/src';
import {inProject} from '../../notebooks/paths';

const file = inProject('ci', 'experiments', 'results', 'classifying-text.json');
const full: notebook.ClassifyingText = JSON.parse(readFileSync(file, 'utf8'));
const all = full.sentences.all;

/** Lead of the second model in points, and two standard errors, for each seed. */
function leads(first: string, second: string): {lead: number; errors: number}[] {
  const found = full.compared.find((one) => one.first === first && one.second === second);
  assert.ok(found, `${first} and ${second} are not compared`);
  return found.runs.map(({onlyFirst, onlySecond}) => ({
    lead: (100 * (onlySecond - onlyFirst)) / all,
    errors: (200 * Math.sqrt(onlyFirst + onlySecond)) / all,
  }));
}

describe('lesson 5.1 says of its recorded experiment', () => {
  it('that shuffled test words cost the LSTM 0.1 to 0.2 points, within two standard errors', () => {
    for (const {lead, errors} of leads('LSTM', 'LSTM, tested on shuffled words')) {
      assert.ok(lead < -0.05 && lead > -0.25 && Math.abs(lead) < errors);
    }
  });
  it('that a network which never saw an order is not behind', () => {
    for (const {lead} of leads('LSTM', 'LSTM, shuffled throughout')) assert.ok(lead > 0);
  });
  it('that pairs lead words by 1.3 points and shuffled pairs trail them by 1.8, both beyond two errors', () => {
    const [pairs] = leads('naive Bayes', 'naive Bayes, pairs');
    const [control] = leads('naive Bayes', 'naive Bayes, pairs of shuffled words');
    assert.deepEqual([pairs.lead.toFixed(1), control.lead.toFixed(1)], ['1.3', '-1.8']);
    assert.ok(pairs.lead > pairs.errors && -control.lead > control.errors);
  });
  it('that counting words beats the LSTM by 1.0 to 2.0 points', () => {
    const points = leads('naive Bayes', 'LSTM').map(({lead}) => lead.toFixed(1));
    assert.deepEqual(points.sort(), ['-1.0', '-1.4', '-2.0']);
  });
  it('that the hits of a model are the hits in its groups', () => {
    for (const runs of Object.values(full.models)) {
      for (const {hits} of runs) assert.equal(hits.all, hits.but + hits.denial + hits.neither);
    }
  });
  it('that only the LSTM solves the task that order solves, and only with its order', () => {
    const {bag, runs} = full.tasks.turning;
    assert.ok(bag < 0.6);
    for (const run of runs) assert.ok(run.accuracy > 0.98 && run.shuffled < 0.65);
  });
});
