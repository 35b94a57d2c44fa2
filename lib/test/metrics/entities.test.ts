import assert from 'node:assert/strict';
import {entities, entityF1, illegalTransitions} from '../../src/metrics';

const split = (text: string) => text.split(' ');

describe('entities', () => {
  it('open at B, go on with I of the same type, and end at all else', () => {
    assert.deepEqual(entities(split('B-PER I-PER O B-LOC B-LOC I-ORG')), [
      {type: 'PER', start: 0, end: 2},
      {type: 'LOC', start: 3, end: 4},
      {type: 'LOC', start: 4, end: 5},
    ]);
  });
  it('never open at a stray I, which is illegal', () => {
    const tags = split('I-PER I-PER O I-LOC B-LOC I-PER');
    assert.deepEqual(entities(tags), [{type: 'LOC', start: 4, end: 5}]);
    assert.equal(illegalTransitions(tags), 3);
    assert.equal(illegalTransitions(split('B-PER I-PER O B-LOC')), 0);
  });
  it('refuse tags that are not IOB2', () => {
    assert.throws(() => entities(['O', 'PER']), /tags\[1\] must be O, B-TYPE or I-TYPE, got 'PER'/);
    assert.throws(() => illegalTransitions(['E-PER']), /got 'E-PER'/);
    assert.throws(() => entities(['B-']), /got 'B-'/);
  });
});

describe('entityF1', () => {
  it('gives nothing for half an entity or another type', () => {
    const {micro, types} = entityF1(
      [split('B-PER I-PER O B-LOC'), split('O B-ORG')],
      [split('B-PER O O B-LOC'), split('O B-LOC')],
    );
    assert.deepEqual(micro, {precision: 1 / 3, recall: 1 / 3, f1: 1 / 3, support: 3});
    assert.deepEqual(
      types.map(({type}) => type),
      ['LOC', 'ORG', 'PER'],
    );
  });
  it('is 0 where there are no entities at all', () => {
    assert.deepEqual(entityF1([['O']], [['O']]).micro, {precision: 0, recall: 0, f1: 0, support: 0});
  });
  it('refuses other numbers of sentences and tags', () => {
    assert.throws(() => entityF1([['O'], ['O']], [['O']]), /entityF1: yTrue has 2 sentences but yPred 1/);
    assert.throws(() => entityF1([['O']], []), /entityF1: yPred must not be empty, got \[\]$/);
    assert.throws(() => entityF1([['O', 'O']], [['O']]), /sentence 0 has 2 true tags but 1 predicted/);
    assert.throws(() => entityF1([], []), /entityF1: yTrue must not be empty, got \[\]$/);
  });
});
