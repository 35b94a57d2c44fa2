import assert from 'node:assert/strict';
import {takenOut} from '../../src/models';

describe('takenOut', () => {
  it('gives back the summands of a sum', () => {
    const sum = (sequences: number[][]) => sequences.map((one) => one.reduce((a, b) => a + b, 0));
    assert.deepEqual(
      takenOut(sum, [
        [1, 2, 4],
        [8, 16],
      ]),
      [
        [1, 2, 4],
        [8, 16],
      ],
    );
  });
  it('keeps the order of what stays', () => {
    const seen: string[] = [];
    takenOut((sequences) => sequences.map((one) => seen.push(one.join(''))), [['a', 'b', 'c']]);
    assert.deepEqual(seen, ['abc', 'bc', 'ac', 'ab']);
  });
  it('refuses a sequence of one element', () => {
    assert.throws(() => takenOut(() => [0], [['a']]), /sequences\[0\] has 1 elements/);
  });
});
