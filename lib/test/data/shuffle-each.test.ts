import assert from 'node:assert/strict';
import {random, Series, shuffleEach, stretches} from '../../src/data';

const sorted = (values: Iterable<number>) => Array.from(values).sort((a, b) => a - b);

describe('shuffleEach', () => {
  it('keeps the elements of each sequence, and moves them', () => {
    const sequences = [Array.from({length: 30}, (_, i) => i), [7, 7, 8], []];
    const mixed = shuffleEach(sequences, 3);
    assert.deepEqual(mixed.map(sorted), sequences.map(sorted));
    assert.notDeepEqual(mixed[0], sequences[0]);
    const {shuffle} = random(3);
    assert.deepEqual(
      mixed,
      sequences.map((one) => shuffle(one)),
    );
    assert.deepEqual(sequences[0].slice(0, 3), [0, 1, 2]);
  });
  it('shuffles the steps of a Series, each series in its own way, features together', () => {
    const values = Array.from({length: 2 * 20 * 2}, (_, i) => i);
    const mixed = shuffleEach(new Series(values, [2, 20, 2]), 5);
    assert.deepEqual(mixed.shape, [2, 20, 2]);
    assert.deepEqual(
      [0, 1].map((i) => sorted(mixed.row(i))),
      [values.slice(0, 40), values.slice(40)],
    );
    const firsts = [0, 1].map((i) => mixed.row(i).filter((_, k) => k % 2 === 0));
    assert.ok(
      firsts.flat().every((value) => value % 2 === 0),
      'features of a step stay in their places',
    );
    assert.ok([0, 1].every((i) => mixed.row(i).every((value, k, row) => k % 2 === 0 || value === row[k - 1] + 1)));
    assert.notDeepEqual(
      firsts[0],
      firsts[1].map((value) => value - 40),
    );
  });
  it('gives the same copy for the same seed, another for another', () => {
    const one = [Array.from({length: 40}, (_, i) => i)];
    assert.deepEqual(shuffleEach(one), shuffleEach(one, 42));
    assert.notDeepEqual(shuffleEach(one, 1), shuffleEach(one, 2));
    assert.throws(() => shuffleEach(one, 0.5), /seed must be a whole number/);
  });
});

describe('stretches', () => {
  it('cuts neighbouring stretches and drops the rest', () => {
    assert.deepEqual(stretches([1, 2, 3, 4, 5, 6, 7], 3), [
      [1, 2, 3],
      [4, 5, 6],
    ]);
    assert.deepEqual(stretches(Float64Array.of(1, 2), 2), [[1, 2]]);
  });
  it('names what cannot be cut', () => {
    assert.throws(() => stretches([1, 2], 3), /2 values are fewer than one stretch of 3/);
    assert.throws(() => stretches([1, 2], 0), /stretches: length/);
    assert.throws(() => stretches([], 1), /stretches: values/);
  });
});
