import assert from 'node:assert/strict';
import {ACTIONS, generateMoments} from '../../src/data';

const lit = (frame: number[][]) => frame.map((row) => row.map((pixel) => pixel > 0.5));
const same = (a: number[][], b: number[][]) => JSON.stringify(lit(a)) === JSON.stringify(lit(b));

describe('generateMoments', () => {
  it('gives films of the lengths that were asked for, each as long as it is', () => {
    const {films, y, starts, acting, actions} = generateMoments(200, {frames: 9, leastFrames: 7, acting: 4, seed: 1});
    const lengths = films.map(({length}) => length);
    assert.deepEqual([Math.min(...lengths), Math.max(...lengths)], [7, 9]);
    assert.deepEqual([films[0][0].length, films[0][0][0].length, acting], [12, 12, 4]);
    assert.equal(actions, ACTIONS);
    starts.forEach((start, i) => {
      assert.ok(start >= 0 && start + acting <= lengths[i]);
    });
    assert.deepEqual([...new Set(y)].sort(), [0, 1, 2, 3, 4, 5]);
  });
  it('stands still outside the action, and changes at each step of it', () => {
    const {films, starts, acting} = generateMoments(100, {seed: 2});
    films.forEach((film, i) => {
      for (let t = 1; t < film.length; t++) {
        const isActing = t > starts[i] && t < starts[i] + acting;
        assert.equal(same(film[t - 1], film[t]), !isActing, `film ${i}, frame ${t}`);
      }
    });
  });
  it('ends four steps to the right where others end eight to the left: first and last frame do not tell them apart', () => {
    const {films, y, actions} = generateMoments(400, {seed: 3});
    const distances = (action: string) => {
      const own = films.filter((_, i) => actions[y[i]] === action);
      const moved = own.map((film) => {
        const [from, to] = [film[0], film[film.length - 1]].map(lit);
        const shifts = [4, 8].filter((by) => from.every((row, r) => row.every((on, c) => to[r][(c + by) % 12] === on)));
        return shifts.join();
      });
      return [...new Set(moved)].sort();
    };
    assert.deepEqual(distances('left'), ['4', '8']);
    assert.deepEqual(distances('right'), ['4', '8']);
  });
  it('holds two decimals, and no -0, which JSON would turn', () => {
    const pixels = generateMoments(20, {seed: 4}).films.flat(3);
    assert.ok(pixels.every((pixel) => Math.round(100 * pixel) / 100 === pixel && !Object.is(pixel, -0)));
  });
  it('is the same for the same seed, and another for another', () => {
    const [one, again, other] = [5, 5, 6].map((seed) => generateMoments(3, {seed}).films);
    assert.deepEqual(one, again);
    assert.notDeepEqual(one, other);
  });
  it('refuses films that are shorter than their action, and unknown options', () => {
    assert.throws(() => generateMoments(1, {leastFrames: 4}), /generateMoments: leastFrames must be .* >= 5.*got 4/);
    assert.throws(() => generateMoments(1, {size: 8}), /size must be a whole number >= 12, got 8/);
    assert.throws(() => generateMoments(1, {noise: 1} as never), /unknown option "noise"/);
  });
});
