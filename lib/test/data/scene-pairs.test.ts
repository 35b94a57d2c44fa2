import assert from 'node:assert/strict';
import {
  buildVocabulary,
  captionExamples,
  Grid,
  generateScenes,
  holdOutPairs,
  overlay,
  thingRegions,
} from '../../src/data';

const scenes = generateScenes(400, {seed: 3, size: 16});

describe('holdOutPairs', () => {
  const {pairs, held, rest} = holdOutPairs(scenes, {share: 0.25, seed: 1});
  const namesIn = (row: number): string[] => scenes.captions[row].match(/(red|green|blue|yellow) \w+/g) ?? [];
  const pairIn = (row: number) => [...namesIn(row)].sort().join(' + ');

  it('parts all scenes, and leaves no held-out pair in the rest, by the captions alone', () => {
    assert.deepEqual(
      [...held, ...rest].sort((a, b) => a - b),
      scenes.captions.map((_, i) => i),
    );
    assert.ok(held.length > 0 && held.every((row) => pairs.includes(pairIn(row))));
    assert.ok(rest.every((row) => !pairs.includes(pairIn(row))));
  });
  it('holds out the share of the pairs that was asked for, in either order', () => {
    const all = new Set(scenes.captions.map((_, row) => pairIn(row)).filter((pair) => pair.includes('+')));
    assert.equal(pairs.length, Math.round(0.25 * all.size));
    const [first, second] = held.map((row) => namesIn(row)).find((names) => names[0] > names[1]) ?? [];
    assert.ok(pairs.includes(`${second} + ${first}`));
  });
  it('leaves scenes of one thing in the rest', () => {
    const single = scenes.things.flatMap((things, row) => (things.length === 1 ? [row] : []));
    assert.ok(single.length > 0 && single.every((row) => rest.includes(row)));
  });
  it('says what is wrong', () => {
    assert.throws(() => holdOutPairs(scenes, {share: 1}), /holdOutPairs: share must lie between 0 and 1/);
    assert.throws(() => holdOutPairs({things: []}), /holdOutPairs: scenes.things must not be empty/);
  });
});

describe('captionExamples', () => {
  it('gives the decoder START and the caption, and asks for the caption and END', () => {
    const words = scenes.captions.map((caption) => caption.split(' '));
    const vocabulary = buildVocabulary(words, {unknown: false, ends: true});
    const {x, y} = captionExamples(scenes, [5, 2], vocabulary);
    assert.deepEqual(x[0].rows(1, 2).values, scenes.images.rows(2, 3).values);
    assert.equal(x[1].row(0)[0], vocabulary.startId);
    assert.deepEqual(vocabulary.decode(x[1].row(1)), words[2]);
    assert.deepEqual(vocabulary.decode(y.row(0)), words[5]);
    assert.ok(y.row(0).includes(vocabulary.endId as number));
    assert.throws(() => captionExamples(scenes, [], vocabulary), /captionExamples: rows must not be empty/);
  });
});

describe('the places of things', () => {
  it('are where the picture is not black, and nowhere else', () => {
    const size = 16;
    scenes.things.slice(0, 60).forEach((things, i) => {
      const picture = scenes.images.rows(i, i + 1).values;
      const inside = (x: number, y: number) =>
        things.some((one) => Math.abs(x - one.x) <= one.r && Math.abs(y - one.y) <= one.r);
      for (const {x, y} of things) assert.ok(picture[(y * size + x) * 3 + 2] > 0);
      for (let pixel = 0; pixel < size * size; pixel++) {
        if (picture[pixel * 3] > 0) assert.ok(inside(pixel % size, Math.floor(pixel / size)));
      }
    });
  });
  it('touch the regions that hold their pixels', () => {
    assert.deepEqual(thingRegions({x: 3, y: 3, r: 2}, 24, 3), [0]);
    assert.deepEqual(thingRegions({x: 12, y: 19, r: 4}, 24, 3), [4, 5, 7, 8]);
    assert.deepEqual(thingRegions({x: 1, y: 23, r: 3}, 24, 2), [2]);
    assert.throws(() => thingRegions({x: 1, y: 1, r: 1}, 2, 3), /thingRegions: grid/);
  });
});

describe('overlay', () => {
  it('shows the upper picture where it is not black', () => {
    const [above, below] = [new Grid([0, 0, 0, 0, 0, 1], [1, 1, 2, 3]), new Grid([0.5, 0, 0, 1, 1, 0], [1, 1, 2, 3])];
    assert.deepEqual(Array.from(overlay(above, below).values), [0.5, 0, 0, 0, 0, 1]);
    assert.throws(() => overlay(above, new Grid([0, 0, 0], [1, 1, 1, 3])), /overlay: shapes must agree/);
  });
});
