import assert from 'node:assert/strict';
import {entityErrors, entityF1} from '../../src/metrics';

const truth = ['B-PER', 'I-PER', 'O', 'B-LOC', 'O', 'B-ORG', 'I-ORG', 'O'];
const errors = (tags: string) => entityErrors([truth], [tags.split(' ')]);
const none = {right: 0, type: 0, border: 0, both: 0, missed: 0, invented: 0};

describe('entityErrors', () => {
  it('sorts each true entity once', () => {
    assert.deepEqual(errors(truth.join(' ')), {...none, right: 3});
    assert.deepEqual(errors('B-LOC I-LOC O B-LOC O B-ORG O O'), {...none, right: 1, type: 1, border: 1});
    assert.deepEqual(errors('O B-LOC O O O O O O'), {...none, both: 1, missed: 2});
  });
  it('counts inventions, and of several overlapping predictions the best', () => {
    assert.deepEqual(errors('O O B-PER O O B-LOC B-ORG B-PER'), {...none, missed: 2, border: 1, invented: 2});
  });
  it('has as many right ones as entityF1', () => {
    const predicted = 'B-PER I-PER O B-PER B-PER B-ORG I-ORG I-ORG'.split(' ');
    const {precision} = entityF1([truth], [predicted]).micro;
    assert.equal(entityErrors([truth], [predicted]).right, Math.round(precision * 4));
  });
  it('refuses what does not fit', () => {
    assert.throws(() => entityErrors([truth], []), /yPred/);
    assert.throws(() => entityErrors([truth], [['O']]), /sentence 0 has 8 true tags but 1 predicted/);
    assert.throws(() => entityErrors([truth], [truth, truth]), /1 sentences but yPred 2/);
  });
});
