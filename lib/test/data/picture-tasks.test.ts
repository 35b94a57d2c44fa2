import assert from 'node:assert/strict';
import {ACTIONS, generateScenes, generateVideos} from '../../src/data';
import {fnv1a} from './fnv1a';

describe('generateVideos', () => {
  it('equal their numpy twin bit for bit', () => {
    const {x, y} = generateVideos(12, {seed: 3});
    assert.equal(fnv1a(x.values), '670e48cdc353417f');
    assert.equal(fnv1a(Float64Array.from(y)), 'c150dc991b75d790');
  });
  it('have the shapes they say, and nothing after the end of a clip', () => {
    const {x, y, mask, lengths, actions} = generateVideos(40, {frames: 9, leastFrames: 4, size: 12});
    assert.deepEqual([x.shape, mask.shape, y.length], [[40, 9, 12, 12, 1], [40, 9], 40]);
    assert.deepEqual([Math.min(...lengths), Math.max(...lengths)], [4, 9]);
    assert.equal(actions, ACTIONS);
    lengths.forEach((length, i) => {
      assert.equal(
        mask.rows(i, i + 1).values.reduce((a, b) => a + b),
        length,
      );
      const clip = x.rows(i, i + 1).values;
      assert.ok(clip.subarray(length * 144).every((value) => value === 0));
      assert.ok(clip.subarray(0, length * 144).some((value) => value > 0.9));
    });
  });
  it('move as their action says: each frame is the one before, shifted around the edge', () => {
    const {x, y, lengths} = generateVideos(60, {noise: 0, size: 16});
    const moves: Record<string, [number, number]> = {left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1]};
    const frame = (i: number, t: number) => x.values.subarray((i * 12 + t) * 256, (i * 12 + t + 1) * 256);
    y.forEach((action, i) => {
      const move = moves[ACTIONS[action]];
      for (let t = 1; t < lengths[i]; t++) {
        const [before, now] = [frame(i, t - 1), frame(i, t)];
        const shifted = (speed: number, [dx, dy]: [number, number]) =>
          now.every((value, p) => {
            const column = (p % 16) - dx * speed + 16;
            const row = Math.floor(p / 16) - dy * speed + 16;
            return value === before[(row % 16) * 16 + (column % 16)];
          });
        if (move) assert.ok(shifted(1, move) || shifted(2, move));
        else {
          const area = (pixels: Float64Array) => pixels.reduce((a, b) => a + b);
          const isLarger = area(now) > area(before);
          const wraps = Math.abs(area(now) - area(before)) > 40 && area(frame(i, 0)) > 0;
          if (!wraps) assert.equal(isLarger, ACTIONS[action] === 'grow');
        }
      }
    });
  });
  it('show every place equally often in any frame of any action, so that one frame tells nothing', () => {
    const {x, y} = generateVideos(1200, {frames: 4, leastFrames: 4, noise: 0, size: 12});
    for (let action = 0; action < 6; action++) {
      const rows = y.flatMap((found, i) => (found === action ? [i] : []));
      assert.ok(rows.length > 150);
      const left = rows.map((i) => {
        const frame = x.values.subarray((i * 4 + 3) * 144, (i * 4 + 4) * 144);
        return frame.reduce((sum, value, p) => sum + (p % 12 < 6 ? value : 0), 0) / frame.reduce((a, b) => a + b);
      });
      assert.ok(Math.abs(left.reduce((a, b) => a + b) / left.length - 0.5) < 0.08);
    }
  });
  it('refuse sizes that leave no room', () => {
    assert.throws(() => generateVideos(1, {size: 8}), /size must be a whole number >= 12, got 8/);
    assert.throws(
      () => generateVideos(1, {leastFrames: 13}),
      /generateVideos: leastFrames must be a whole number >= 2 and <= 12, got 13$/,
    );
    assert.throws(() => generateVideos(1, {noise: -1}), /generateVideos: noise must lie in \[0, 1\), got -1$/);
    assert.throws(
      () => generateVideos(1, {fps: 3} as never),
      /generateVideos: unknown option "fps"; the options are frames, leastFrames, size, noise, seed$/,
    );
  });
});

describe('generateScenes', () => {
  const {images, captions, references} = generateScenes(300, {seed: 6});
  const NAMES: Record<string, string> = {
    '0.9,0.15,0.15': 'red',
    '0.1,0.7,0.2': 'green',
    '0.15,0.3,0.9': 'blue',
    '0.95,0.85,0.1': 'yellow',
  };

  /** What is in a picture, read from its pixels alone: a colour, an area, and a middle for each quarter. */
  function things(scene: number): {colour: string; pixels: number; x: number; y: number; quarter: number}[] {
    const {values} = images.rows(scene, scene + 1);
    return [0, 1, 2, 3].flatMap((quarter) => {
      let [pixels, x, y, colour] = [0, 0, 0, ''];
      for (let p = 0; p < 576; p++) {
        const [column, row] = [p % 24, Math.floor(p / 24)];
        if ((column < 12 ? 0 : 1) + (row < 12 ? 0 : 2) !== quarter || values[p * 3] === 0) continue;
        colour = NAMES[Array.from(values.subarray(p * 3, p * 3 + 3)).join()];
        [pixels, x, y] = [pixels + 1, x + column, y + row];
      }
      return pixels > 0 ? [{colour, pixels, x: x / pixels, y: y / pixels, quarter}] : [];
    });
  }

  it('show what their captions say: colours, sizes, and how things lie', () => {
    captions.forEach((caption, i) => {
      const found = things(i);
      const colours = caption.match(/red|green|blue|yellow/g) ?? [];
      assert.deepEqual(
        found.map(({colour}) => colour),
        colours,
        caption,
      );
      const sizes = caption.match(/small|large/g) ?? [];
      found.forEach(({pixels}, k) => {
        assert.equal(pixels > 30 ? 'large' : 'small', sizes[k], caption);
      });
      assert.equal(/left|above/.test(caption), found.length === 2);
      if (found.length === 1) return;
      const [first, second] = found;
      const isRow = Math.floor(first.quarter / 2) === Math.floor(second.quarter / 2);
      assert.equal(/ left of /.test(caption), isRow);
      assert.equal(/ above /.test(caption), !isRow);
      assert.ok(isRow ? first.x < second.x : first.y < second.y);
    });
  });
  it('come with the converse as a second reference', () => {
    references.forEach((right, i) => {
      assert.equal(right[0], captions[i]);
      if (right.length === 1) return;
      const [first, second] = captions[i].split(/ left of | above /);
      assert.match(right[1], new RegExp(`^${second} (right of|below) ${first}$`));
    });
    const single = references.filter(({length}) => length === 1).length;
    assert.ok(single > 50 && single < 100);
  });
  it('repeat themselves and refuse odd sizes', () => {
    assert.deepEqual(generateScenes(5, {seed: 6}).captions, captions.slice(0, 5));
    assert.throws(() => generateScenes(1, {size: 17}), /size must be even, got 17/);
    assert.throws(() => generateScenes(1, {size: 10}), /size must be a whole number >= 16, got 10/);
  });
});
