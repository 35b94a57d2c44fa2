import assert from 'node:assert/strict';
import {capitalRuns, commonestTag, nameList} from '../../src/models';

const tagged = (text: string) => {
  const pairs = text.split(' ').map((pair) => pair.split('/'));
  return {tokens: pairs.map(([token]) => token), tags: pairs.map(([, tag]) => tag)};
};
const train = [
  tagged('Ann/B-PER Lee/I-PER left/O New/B-LOC York/I-LOC ./O'),
  tagged('New/O laws/O came/O to/O New/B-LOC York/I-LOC ./O'),
  tagged('The/O York/B-ORG Group/I-ORG left/O the/O city/O ./O'),
  tagged('new/O songs/O by/O Lee/B-PER Marvin/I-PER ./O'),
];
const read = (rule: ReturnType<typeof nameList>, text: string) => rule(text.split(' ')).join(' ');

describe('baselines of tagging', () => {
  it('give a word its commonest tag, and O to new ones', () => {
    assert.equal(read(commonestTag(train), 'York and Oslo'), 'I-LOC O O');
  });
  it('find known names, the longest first', () => {
    assert.equal(read(nameList(train), 'Ann Lee of New York'), 'B-PER I-PER O B-LOC I-LOC');
    assert.equal(read(nameList(train), 'York Group'), 'B-ORG I-ORG');
    assert.equal(read(nameList(train), 'Ann Smith'), 'O O');
  });
  it('take runs of capitals for names, but not a first word that is also written small', () => {
    assert.equal(read(capitalRuns(train), 'The Lee brothers'), 'O B-PER O');
    assert.equal(read(capitalRuns(train), 'songs by York Oslo'), 'O O B-LOC I-LOC');
    assert.equal(read(capitalRuns(train), 'in Oslo'), 'O B-PER');
  });
  it('refuse an empty training part', () => {
    for (const rule of [commonestTag, nameList, capitalRuns]) assert.throws(() => rule([]), /train must/);
  });
});
