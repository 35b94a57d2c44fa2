import assert from 'node:assert/strict';
import {generateHeldLetters, generateHold} from '../../src/data';
import {fnv1a} from './fnv1a';

describe('the hold task', () => {
  it('equals its numpy twin bit for bit', () => {
    const {x, y} = generateHold(15, 20);
    assert.equal(fnv1a(x.values), 'f7b9281591e9677f');
    assert.equal(fnv1a(y.values), 'b374cd5ee683854b');
  });
  it('says at each step the number of the last marked step', () => {
    const {x, y, age} = generateHold(40, 30, {seed: 3, share: 0.2});
    assert.deepEqual([x.shape, y.shape, age.length, age[0].length], [[40, 30, 2], [40, 30, 1], 40, 30]);
    let marks = 0;
    age.forEach((row, i) => {
      assert.equal(row[0], 0);
      row.forEach((since, t) => {
        const mark = x.values[2 * (i * 30 + t) + 1];
        marks += mark;
        assert.equal(mark, since === 0 ? 1 : 0);
        assert.equal(y.values[i * 30 + t], x.values[2 * (i * 30 + t - since)]);
      });
    });
    const expected = 40 + 40 * 29 * 0.2;
    assert.ok(Math.abs(marks - expected) < 4 * Math.sqrt(40 * 29 * 0.2 * 0.8), `${marks} marks`);
  });
  it('says with letters which capital came last', () => {
    const {x, y, texts, age} = generateHeldLetters(30, 25, {seed: 5});
    assert.deepEqual(
      [x.shape, y.shape],
      [
        [30, 25, 10],
        [30, 25, 5],
      ],
    );
    texts.forEach((text, i) => {
      assert.match(text, /^[A-E][A-Ev-z]{24}$/);
      Array.from(text).forEach((letter, t) => {
        const at = i * 25 + t;
        assert.equal(x.values.subarray(10 * at, 10 * at + 10).indexOf(1), 'ABCDEvwxyz'.indexOf(letter));
        const last = text
          .slice(0, t + 1)
          .replace(/[a-z]/g, '')
          .at(-1) as string;
        assert.equal(y.values.subarray(5 * at, 5 * at + 5).indexOf(1), 'ABCDE'.indexOf(last));
        assert.equal(text[t - age[i][t]], last);
      });
    });
    assert.equal(x.values.filter((value) => value === 1).length, 30 * 25);
  });
  it('refuses what cannot be', () => {
    assert.throws(() => generateHold(0, 5), /generateHold: n must be a whole number >= 1, got 0/);
    assert.throws(() => generateHeldLetters(1, 5, {share: 1}), /generateHeldLetters: share must .*got 1/);
    assert.throws(() => generateHold(1, 5, {shares: 0.1} as never), /shares/);
  });
});
