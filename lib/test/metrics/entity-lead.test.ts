import assert from 'node:assert/strict';
import {entityF1, entityLead} from '../../src/metrics';

const truth = Array.from({length: 40}, (_, i) => ['B-PER', 'I-PER', 'O', i % 2 === 0 ? 'B-LOC' : 'O']);
const groups = truth.map((_, i) => Math.floor(i / 4));
const wrong = (every: number) => truth.map((tags, i) => (i % every === 0 ? ['O', 'B-PER', 'O', 'O'] : tags));

describe('entityLead', () => {
  it('is the difference of the two F1', () => {
    const [poor, good] = [wrong(2), wrong(5)];
    const {lead, low, high} = entityLead(truth, poor, good, groups);
    const f1 = (tags: string[][]) => entityF1(truth, tags).micro.f1;
    assert.ok(Math.abs(lead - (f1(good) - f1(poor))) < 1e-12);
    assert.ok(low < lead && lead < high && low > 0);
  });
  it('has no width where both answer alike, or all groups are', () => {
    assert.deepEqual(entityLead(truth, wrong(3), wrong(3), groups), {lead: 0, low: 0, high: 0});
    const {lead, low, high} = entityLead(truth, wrong(2), truth, groups);
    assert.ok(Math.abs(high - lead) < 1e-12 && Math.abs(low - lead) < 1e-12);
  });
  it('gives the same interval for the same seed', () => {
    const of = (seed: number) => entityLead(truth, wrong(3), wrong(7), groups, {seed, rounds: 200});
    assert.deepEqual(of(1), of(1));
    assert.notDeepEqual(of(1), of(2));
  });
  it('refuses what does not fit', () => {
    assert.throws(() => entityLead(truth, [], truth, groups), /first has 0/);
    assert.throws(() => entityLead(truth, truth, truth, [1]), /groups has 1/);
    assert.throws(() => entityLead(truth, truth, truth, groups, {rounds: 0}), /rounds/);
  });
});
