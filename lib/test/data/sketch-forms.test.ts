import assert from 'node:assert/strict';
import {
  commonWords,
  type Drawing,
  dealSketches,
  drawingPixels,
  generateSketches,
  type PenMove,
  penMoveTensor,
  penStates,
  toPenMoves,
  varySketches,
} from '../../src/data';

const MOVES: PenMove[] = [
  [4, 0, 0],
  [0, 2, 1],
  [-2, 0, 1],
];
const LINE: Drawing = [
  [
    [0, 100],
    [0, 0],
  ],
];

describe('forms of a drawing', () => {
  it('tell where the pen is, from the middle between the outermost places', () => {
    const {x} = penMoveTensor([MOVES], {scale: 1, positions: true});
    assert.deepEqual(x.shape, [1, 3, 5]);
    // The pen begins at (0, 0), so the drawing spans 0 ... 4 and 0 ... 2; its middle is (2, 1).
    assert.deepEqual(Array.from(x.values), [4, 0, 0, 2, -1, 0, 2, 1, 2, 1, -2, 0, 1, 0, 1]);
  });
  it('may have their padding before them, where a reader has not forgotten them at the end', () => {
    const {x, mask} = penMoveTensor([MOVES, MOVES.slice(0, 1)], {scale: 2, padding: 'before'});
    assert.deepEqual(Array.from(x.rows(1).values), [0, 0, 0, 0, 0, 0, 2, 0, 0]);
    assert.deepEqual(Array.from(mask.rows(1).values), [0, 0, 1]);
    assert.throws(() => penMoveTensor([MOVES], {padding: 'front' as never}), /padding must be/);
  });
  it('begin with a step of their own and end once', () => {
    const {x, mask} = penStates([MOVES, MOVES.slice(0, 1)], {scale: 2});
    assert.deepEqual(x.shape, [2, 5, 5]);
    const row = (i: number, t: number) => Array.from(x.values.subarray((i * 5 + t) * 5, (i * 5 + t + 1) * 5));
    assert.deepEqual(row(0, 0), [0, 0, 1, 0, 0]);
    assert.deepEqual(row(0, 1), [2, 0, 1, 0, 0]);
    assert.deepEqual(row(0, 2), [0, 1, 0, 1, 0]);
    assert.deepEqual(row(0, 4), [0, 0, 0, 0, 1]);
    assert.deepEqual(row(1, 2), [0, 0, 0, 0, 1]);
    assert.deepEqual(Array.from(mask.values), [1, 1, 1, 1, 1, 1, 0, 0]);
    for (let i = 0; i < 10; i++) {
      const [, , down, lifted, end] = row(Math.floor(i / 5), i % 5);
      assert.equal(down + lifted + end, 1);
    }
  });
  it('ask for no end of a drawing that was cut', () => {
    const {x, mask} = penStates([MOVES], {length: 2});
    assert.deepEqual(x.shape, [1, 4, 5]);
    assert.deepEqual(Array.from(mask.values), [1, 1, 0]);
  });
});

describe('drawingPixels', () => {
  it('paints a line once, however often and in whichever direction it is drawn', () => {
    const there = drawingPixels([LINE], {size: 15});
    const back = drawingPixels(
      [
        [
          ...LINE,
          [
            [100, 0],
            [0, 0],
          ] as const,
        ],
      ],
      {size: 15},
    );
    assert.deepEqual(back.values, there.values);
    assert.ok(Math.max(...there.values) === 1 && Math.min(...there.values) === 0);
  });
  it('does not see the order of strokes', () => {
    const {drawing} = generateSketches(1, {words: ['house']})[0];
    assert.deepEqual(drawingPixels([[...drawing].reverse()]).values, drawingPixels([drawing]).values);
  });
  it('centres a flat drawing', () => {
    const {values} = drawingPixels([LINE], {size: 11, pen: 1});
    const inked = Array.from(values.keys()).filter((i) => values[i] > 0);
    assert.deepEqual([...new Set(inked.map((i) => Math.floor(i / 11)))], [5]);
  });
});

describe('varySketches', () => {
  const sketches = generateSketches(7);
  it('keeps each drawing and adds copies of the same word', () => {
    const varied = varySketches(sketches, {copies: 3});
    assert.equal(varied.length, 28);
    varied.forEach(({word, drawing}, i) => {
      const source = sketches[Math.floor(i / 4)];
      assert.equal(word, source.word);
      assert.equal(drawing.length, source.drawing.length);
      if (i % 4 === 0) assert.equal(drawing, source.drawing);
      else assert.notDeepEqual(toPenMoves(drawing), toPenMoves(source.drawing));
      const all = drawing.flatMap(([xs, ys]) => [...xs, ...ys]);
      assert.ok(Math.min(...all) >= -1e-9 && Math.max(...all) <= 255 + 1e-9);
    });
    assert.deepEqual(varySketches(sketches, {copies: 3}), varied);
  });
  it('changes nothing where it is told to change nothing', () => {
    const [source, copy] = varySketches(sketches.slice(0, 1), {copies: 1, turn: 0, stretch: 0, shake: 0, drop: 0});
    copy.drawing.forEach(([xs], i) => {
      xs.forEach((x, k) => {
        assert.ok(Math.abs(x - source.drawing[i][0][k]) < 1e-9);
      });
    });
  });
  it('redraws the same picture: other order, other direction, the same pixels', () => {
    const still = {copies: 6, turn: 0, stretch: 0, shake: 0, drop: 0};
    const copies = varySketches(sketches.slice(0, 1), {...still, redraw: 1}).slice(1);
    const picture = drawingPixels([sketches[0].drawing]).values;
    for (const {drawing} of copies) {
      drawingPixels([drawing]).values.forEach((ink, i) => {
        assert.ok(Math.abs(ink - picture[i]) < 1e-9);
      });
      assert.notDeepEqual(drawing, sketches[0].drawing);
    }
  });
  it('refuses copies and shares that are none', () => {
    assert.throws(() => varySketches(sketches, {copies: 1.5}), /copies must be a whole number/);
    assert.throws(() => varySketches(sketches, {redraw: 2}), /redraw must/);
    assert.throws(() => varySketches([]), /sketches must/);
  });
});

describe('dealSketches', () => {
  const sketches = [...generateSketches(22), ...generateSketches(5, {words: ['star'], seed: 3})];
  it('gives every part its share of every word, and each drawing to one part', () => {
    const parts = dealSketches(sketches, 4);
    assert.deepEqual(new Set(parts.flat()), new Set(sketches));
    assert.equal(parts.flat().length, sketches.length);
    for (const word of commonWords(sketches, 7)) {
      const counts = parts.map((part) => part.filter((sketch) => sketch.word === word).length);
      assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, `${word}: ${counts}`);
    }
  });
  it('knows the words of which there are most', () => {
    assert.deepEqual(commonWords(sketches, 1), ['star']);
    assert.equal(commonWords(sketches, 99).length, 7);
  });
});
