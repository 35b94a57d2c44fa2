import assert from 'node:assert/strict';
import * as data from '../../src/data';

describe('data.transposed', () => {
  const chorale = [
    [72, 67, 64, 40],
    [74, 0, 65, 41],
  ];
  it('moves every note, leaves silence and leaves out copies that have no tokens', () => {
    const copies = data.transposed([chorale], [0, 2, -5]);
    assert.deepEqual(copies, [
      chorale,
      [
        [74, 69, 66, 42],
        [76, 0, 67, 43],
      ],
    ]);
  });

  it('refuses shifts that are no whole numbers, and pitches without a token', () => {
    assert.throws(() => data.transposed([chorale], [0.5]), /a shift must be a whole number, got 0.5/);
    assert.throws(() => data.transposed([[[90, 60, 50, 40]]], [0]), /the pitches 36 to 81, got 90/);
    assert.throws(() => data.transposed([], [0]), /transposed: chorales/);
  });
});

describe('data.tokenWindowsOfEach', () => {
  it('puts a 0 before each sequence and ends with its end', () => {
    const {x, y} = data.tokenWindowsOfEach([[1, 2, 3, 4, 5], [6, 7, 8], [9]], {length: 3});
    assert.deepEqual(x.shape, [3, 3]);
    assert.deepEqual(
      [0, 1, 2].map((row) => x.row(row)),
      [
        [0, 1, 2],
        [2, 3, 4],
        [0, 6, 7],
      ],
    );
    assert.deepEqual(
      [0, 1, 2].map((row) => y.row(row)),
      [
        [1, 2, 3],
        [3, 4, 5],
        [6, 7, 8],
      ],
    );
  });

  it('refuses when nothing is long enough', () => {
    assert.throws(() => data.tokenWindowsOfEach([[1, 2]], {length: 3}), /no sequence has 3 tokens/);
    assert.throws(() => data.tokenWindowsOfEach([[1, 2]], {length: 0}), /tokenWindowsOfEach: length/);
  });
});

describe('data.strangers', () => {
  it('keeps every melody and parts it from its neighbours', () => {
    const chorales = Array.from({length: 9}, (_, i) => [[10 * i + 4, 10 * i + 3, 10 * i + 2, 10 * i + 1]]);
    assert.deepEqual(data.strangers(chorales)[3], [[34, 13, 82, 61]]);
    assert.throws(() => data.strangers(chorales.slice(0, 7)), /more than 7 chorales of equal length, got 7/);
    assert.throws(() => data.strangers([...chorales, []]), /equal length/);
  });
});
