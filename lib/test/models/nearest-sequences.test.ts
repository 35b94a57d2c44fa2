import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {nearestSequences} from '../../src/models';

describe('nearestSequences', () => {
  const {integer} = random(2);
  const draw = (count: number) =>
    Array.from({length: count}, () => Array.from({length: 12}, () => 'ACGT'[integer(0, 4)]).join(''));
  const differences = (a: string, b: string) => [...a].filter((symbol, t) => symbol !== b[t]).length;

  it('finds the first of the nearest, as a plain search does', () => {
    const [known, asked] = [draw(40), draw(15)];
    asked.forEach((one, i) => {
      const all = known.map((other) => differences(one, other));
      const least = Math.min(...all);
      assert.deepEqual(nearestSequences(known, asked)[i], {row: all.indexOf(least), differences: least});
    });
  });
  it('leaves out a sequence itself, not its copy', () => {
    const [first, second, third] = nearestSequences(['ACG', 'ACG', 'TTT'], ['ACG', 'ACG', 'TTT'], {self: true});
    assert.deepEqual(
      [first, second],
      [
        {row: 1, differences: 0},
        {row: 0, differences: 0},
      ],
    );
    assert.deepEqual(third, {row: 0, differences: 3});
  });
  it('refuses what has no neighbour, and another length', () => {
    assert.throws(() => nearestSequences(['AC'], ['AC'], {self: true}), /no sequence to be near to/);
    assert.throws(() => nearestSequences(['AC'], ['ACG']), /'ACG' has 3 symbols, the first one 2/);
  });
});
