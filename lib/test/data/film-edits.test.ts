import assert from 'node:assert/strict';
import * as data from '../../src/data';

/** Film `i` has at frame t nothing but the number 10 i + t + 1, so that every frame can be told. */
function films(lengths: number[], frames = 4): data.Videos {
  const [height, width] = [2, 4];
  const values = new Float64Array(lengths.length * frames * height * width);
  lengths.forEach((length, i) => {
    for (let t = 0; t < length; t++) {
      values.fill(10 * i + t + 1, (i * frames + t) * 8, (i * frames + t + 1) * 8);
    }
  });
  const mask = new data.Grid(
    lengths.flatMap((length) => Array.from({length: frames}, (_, t) => Number(t < length))),
    [lengths.length, frames],
  );
  const x = new data.Grid(values, [lengths.length, frames, height, width, 1]);
  return {x, y: lengths.map(() => 0), mask, lengths, actions: data.ACTIONS};
}
const framesOf = ({x}: {x: data.Grid}, i: number) => {
  const {values} = x.rows(i, i + 1);
  return Array.from({length: x.shape[1]}, (_, t) => values[t * 8]);
};

describe('chooseFrames and shuffleFrames', () => {
  it('run films backward from their own last frame, and leave padding behind', () => {
    const backward = data.chooseFrames(films([3, 4]), (t, length) => length - 1 - t);
    assert.deepEqual(framesOf(backward, 0), [3, 2, 1, 0]);
    assert.deepEqual(framesOf(backward, 1), [14, 13, 12, 11]);
  });
  it('keep the frames of each film when they shuffle, in an order that depends on the film and the seed', () => {
    const twenty = films(
      Array.from({length: 20}, () => 4),
      4,
    );
    const mixed = data.shuffleFrames(twenty, 1);
    const orders = Array.from({length: 20}, (_, i) => framesOf(mixed, i).map((value) => value - 10 * i));
    for (const order of orders) assert.deepEqual([...order].sort(), [1, 2, 3, 4]);
    assert.ok(new Set(orders.map(String)).size > 5);
    assert.notDeepEqual(Array.from(data.shuffleFrames(twenty, 2).x.values), Array.from(mixed.x.values));
    assert.deepEqual(framesOf(data.shuffleFrames(films([2, 2]), 3), 1).slice(2), [0, 0]);
  });
  it('refuse a frame that the film has not', () => {
    assert.throws(() => data.chooseFrames(films([3]), (t) => t + 1), /chooseFrames: choose\(2, 3\) must be .* got 3/);
    assert.throws(() => data.chooseFrames(films([3]), 1 as never), /chooseFrames: choose must be a function/);
    assert.throws(() => data.shuffleFrames(films([3]), 0.5), /shuffleFrames: seed must be a whole number, got 0.5/);
  });
});

describe('firstFrames, padFilms and joinScenes', () => {
  it('take the first frame as a row', () => {
    const first = data.firstFrames(films([2, 3]).x);
    assert.deepEqual(first.shape, [2, 8]);
    assert.deepEqual([first.values[0], first.values[8]], [1, 11]);
  });
  it('add black frames behind each film', () => {
    const longer = data.padFilms(films([2, 4]).x, 6);
    assert.deepEqual(longer.shape, [2, 6, 2, 4, 1]);
    assert.deepEqual(framesOf({x: longer}, 1), [11, 12, 13, 14, 0, 0]);
    assert.throws(() => data.padFilms(films([2]).x, 3), /padFilms: frames must be a whole number >= 4, got 3/);
  });
  it('set two scenes between black frames', () => {
    const [first, second] = [films([2, 2], 2).x, films([1, 1], 2).x];
    const joined = data.joinScenes(first, second, 1);
    assert.deepEqual(joined.shape, [2, 7, 2, 4, 1]);
    assert.deepEqual(framesOf({x: joined}, 1), [0, 11, 12, 0, 11, 0, 0]);
    assert.throws(() => data.joinScenes(first, first.rows(0, 1)), /joinScenes: scenes of \[2, .* and \[1, .* differ/);
  });
});

describe('frameDifferences and motionCues', () => {
  it('give the change of the mean of a square, and none where the film has ended', () => {
    const changes = data.frameDifferences(films([2, 4]), 2);
    assert.deepEqual(changes.shape, [2, 3 * 2]);
    assert.deepEqual(Array.from(changes.values), [1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    assert.throws(() => data.frameDifferences(films([2]), 3), /pool 3 does not divide frames of 2 by 4/);
  });
  it('find the move of a shape, whatever the shape, and over the edge', () => {
    const {x, y, ...rest} = data.generateVideos(80, {noise: 0, seed: 5});
    const moves: [number, number][] = [1, 2].flatMap((d): [number, number][] => [
      [-d, 0],
      [d, 0],
      [0, -d],
      [0, d],
    ]);
    const {values} = data.motionCues({x, y, ...rest}, moves);
    y.forEach((action, i) => {
      if (action > 3) return;
      const cues = Array.from(values.subarray(i * 9, i * 9 + 8));
      assert.equal(cues.indexOf(Math.max(...cues)) % 4, action);
      assert.ok(Math.abs(Math.max(...cues) - 1) < 1e-9); // the next frame is this one, moved
    });
  });
  it('count growth as the share of steps that get brighter', () => {
    const {values} = data.motionCues(films([3, 4]), [[1, 0]]);
    assert.deepEqual(
      [values[1], values[3]].map((value) => Math.round(value * 1e9) / 1e9),
      [1, 1],
    );
    assert.throws(() => data.motionCues(films([2]), []), /motionCues: steps must not be empty/);
  });
});

describe('generateTwoScenes', () => {
  it('shows a move to the left first where the answer is 0, and black frames around', () => {
    const {x, y} = data.generateTwoScenes(6, {frames: 5, gap: 3, seed: 2});
    assert.deepEqual(x.shape, [6, 19, 16, 16, 1]);
    assert.deepEqual(y, [0, 1, 0, 1, 0, 1]);
    const scene = (film: number, from: number) => {
      const values = x.values.slice((film * 19 + from) * 256, (film * 19 + from + 5) * 256);
      return new data.Grid(values, [1, 5, 16, 16, 1]);
    };
    const lefter = (part: data.Grid) => {
      const mask = new data.Grid([1, 1, 1, 1, 1], [1, 5]);
      const film = {x: part, y: [0], mask, lengths: [5], actions: data.ACTIONS};
      const moves: [number, number][] = [
        [-1, 0],
        [-2, 0],
        [1, 0],
        [2, 0],
      ];
      const {values} = data.motionCues(film, moves);
      return Math.max(values[0], values[1]) > Math.max(values[2], values[3]);
    };
    y.forEach((answer, film) => {
      assert.deepEqual([lefter(scene(film, 3)), lefter(scene(film, 11))], [answer === 0, answer === 1]);
      const black = [0, 2, 8, 10, 16, 18].map((t) => x.values[(film * 19 + t) * 256 + 7]);
      assert.deepEqual(black, [0, 0, 0, 0, 0, 0]);
    });
  });
  it('gives the same films for the same seed', () => {
    const [one, same, other] = [1, 1, 2].map((seed) => data.generateTwoScenes(2, {seed}).x.values);
    assert.deepEqual(one, same);
    assert.notDeepEqual(one, other);
  });
});
