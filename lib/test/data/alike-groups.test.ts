import assert from 'node:assert/strict';
import {alikeGroups, random} from '../../src/data';

describe('alikeGroups', () => {
  it('joins copies, near copies, and those who are joined through a third', () => {
    const sequences = ['AAAAAA', 'TTTTTT', 'AAAAAC', 'AAAACC', 'TTTTTT', 'GGGGGG'];
    assert.deepEqual(alikeGroups(sequences, {differences: 1}), [0, 1, 0, 0, 1, 2]);
    assert.deepEqual(alikeGroups(sequences, {differences: 0}), [0, 1, 2, 3, 1, 4]);
    assert.deepEqual(alikeGroups(sequences, {differences: 6}), [0, 0, 0, 0, 0, 0]);
  });
  it('gives the connected parts that a plain search finds', () => {
    const {integer} = random(3);
    const sequences = Array.from({length: 60}, () => Array.from({length: 8}, () => 'ACGT'[integer(0, 4)]).join(''));
    const groups = alikeGroups(sequences, {differences: 3});
    const near = (a: string, b: string) => [...a].filter((symbol, t) => symbol !== b[t]).length <= 3;
    const expected = new Array<number>(60).fill(-1);
    let count = 0;
    for (let i = 0; i < 60; i++) {
      if (expected[i] >= 0) continue;
      const open = [i];
      while (open.length > 0) {
        const at = open.pop() as number;
        if (expected[at] >= 0) continue;
        expected[at] = count;
        for (let j = 0; j < 60; j++) if (near(sequences[at], sequences[j])) open.push(j);
      }
      count++;
    }
    assert.ok(count > 5 && count < 60, `${count} groups say nothing`);
    assert.deepEqual(groups, expected);
  });
  it('refuses no sequences and unequal lengths', () => {
    assert.throws(() => alikeGroups([]), /sequences must not be empty/);
    assert.throws(() => alikeGroups(['AC', 'A']), /sequences\[1\] has 1 symbols, the first one 2/);
  });
});
