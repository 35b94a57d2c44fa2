import assert from 'node:assert/strict';
import {
  type Drawing,
  fitDrawing,
  fromPenMoves,
  generateSketches,
  type PenMove,
  penMoveTensor,
  SKETCH_WORDS,
  simplifyDrawing,
  toPenMoves,
} from '../../src/data';

const HOUSE: Drawing = [
  [
    [10, 10, 30, 30],
    [20, 40, 40, 20],
  ],
  [
    [10, 20, 30],
    [20, 10, 20],
  ],
];

/** Distance of a point from the nearest of the lines between the points of a stroke. */
function distanceTo([xs, ys]: Drawing[number], x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < xs.length; i++) {
    const [dx, dy] = [xs[i + 1] - xs[i], ys[i + 1] - ys[i]];
    const along = ((x - xs[i]) * dx + (y - ys[i]) * dy) / (dx * dx + dy * dy || 1);
    const part = Math.max(0, Math.min(1, along));
    nearest = Math.min(nearest, Math.hypot(x - xs[i] - part * dx, y - ys[i] - part * dy));
  }
  return nearest;
}

describe('drawings', () => {
  const sketches = generateSketches(140);

  it('fit into a square, whatever their size and place', () => {
    assert.deepEqual(fitDrawing(HOUSE, 30), [
      [
        [0, 0, 20, 20],
        [10, 30, 30, 10],
      ],
      [
        [0, 10, 20],
        [10, 0, 10],
      ],
    ]);
    for (const {drawing} of sketches) {
      const all = drawing.flatMap(([xs, ys]) => [...xs, ...ys]);
      assert.ok(Math.abs(Math.max(...all) - 255) < 1e-9 && Math.min(...all) === 0);
    }
    assert.deepEqual(fitDrawing([[[5], [7]]]), [[[0], [0]]]);
  });
  it('lose points, but none that lies farther than epsilon from what stays', () => {
    assert.deepEqual(
      simplifyDrawing(
        [
          [
            [0, 1, 2, 3, 4],
            [0, 0.5, 0, -0.5, 0],
          ],
        ],
        1,
      ),
      [
        [
          [0, 4],
          [0, 0],
        ],
      ],
    );
    assert.deepEqual(
      simplifyDrawing(
        [
          [
            [0, 2, 4],
            [0, 3, 0],
          ],
        ],
        1,
      ),
      [
        [
          [0, 2, 4],
          [0, 3, 0],
        ],
      ],
    );
    for (const {drawing} of sketches) {
      const simple = simplifyDrawing(drawing, 3);
      simple.forEach((stroke, i) => {
        const [xs, ys] = drawing[i];
        xs.forEach((x, k) => {
          assert.ok(distanceTo(stroke, x, ys[k]) <= 3 + 1e-9);
        });
        assert.deepEqual([stroke[0][0], stroke[0].at(-1)], [xs[0], xs.at(-1)]);
      });
    }
    const count = (drawing: Drawing) => drawing.reduce((sum, [xs]) => sum + xs.length, 0);
    const counts = sketches.map(({drawing}) => [count(drawing), count(simplifyDrawing(drawing))]);
    assert.ok(counts.every(([before, after]) => after <= before) && counts.some(([before, after]) => after < before));
    assert.equal(
      simplifyDrawing(
        [
          [
            [0, 1, 2],
            [0, 0, 0],
          ],
        ],
        0,
      )[0][0].length,
      2,
    );
  });
  it('become movements of the pen and come back, moved to where they began', () => {
    const moves = toPenMoves(HOUSE);
    assert.deepEqual(moves, [
      [0, 20, 0],
      [20, 0, 0],
      [0, -20, 1],
      [-20, 0, 0],
      [10, -10, 0],
      [10, 10, 1],
    ]);
    for (const {drawing} of [{drawing: HOUSE}, ...sketches]) {
      const [x0, y0] = [drawing[0][0][0], drawing[0][1][0]];
      const back = fromPenMoves(toPenMoves(drawing));
      assert.equal(back.length, drawing.length);
      drawing.forEach(([xs, ys], i) => {
        xs.forEach((x, k) => {
          assert.ok(Math.abs(back[i][0][k] - (x - x0)) < 1e-9 && Math.abs(back[i][1][k] - (ys[k] - y0)) < 1e-9);
        });
        assert.equal(back[i][0].length, xs.length);
      });
    }
  });
  it('keep strokes of a single point', () => {
    const dots: Drawing = [
      [[1], [1]],
      [
        [5, 6],
        [5, 5],
      ],
      [[9], [2]],
    ];
    const back = fromPenMoves(toPenMoves(dots));
    assert.deepEqual(back.slice(1), [
      [
        [4, 5],
        [4, 4],
      ],
      [[8], [1]],
    ]);
    assert.equal(back.length, 3);
  });
  it('refuse what cannot be drawn', () => {
    assert.throws(() => toPenMoves([]), /toPenMoves: drawing must not be empty, got \[\]$/);
    assert.throws(() => fitDrawing([[[1, 2], [1]]]), /fitDrawing: drawing\[0\] must have as many x as y, got 2 and 1$/);
    assert.throws(
      () =>
        simplifyDrawing([
          [
            [1, Number.NaN],
            [1, 2],
          ],
        ]),
      /simplifyDrawing: drawing\[0\] holds NaN, not a finite number$/,
    );
    assert.throws(() => simplifyDrawing(HOUSE, -1), /simplifyDrawing: epsilon must be a number >= 0, got -1$/);
  });
});

describe('penMoveTensor', () => {
  const moves: PenMove[][] = generateSketches(30).map(({drawing}) => toPenMoves(drawing));

  it('scales to deviation 1, pads behind and masks', () => {
    const {x, mask, lengths, scale} = penMoveTensor(moves);
    assert.deepEqual(x.shape, [30, Math.max(...lengths), 3]);
    const all: number[] = [];
    moves.forEach((drawing, i) => {
      drawing.forEach(([dx, dy, lifted], t) => {
        const [sx, sy, pen] = x.values.subarray((i * x.shape[1] + t) * 3);
        all.push(sx, sy);
        assert.deepEqual(
          [sx * scale, sy * scale, pen].map((v) => v.toFixed(9)),
          [dx, dy, lifted].map((v) => v.toFixed(9)),
        );
      });
    });
    const mean = all.reduce((a, b) => a + b) / all.length;
    assert.ok(Math.abs(all.reduce((a, b) => a + (b - mean) ** 2, 0) / all.length - 1) < 1e-9);
    assert.equal(
      mask.values.reduce((a, b) => a + b),
      lengths.reduce((a, b) => a + b),
    );
  });
  it('takes the scale and the length of a training set', () => {
    const {x, lengths} = penMoveTensor(moves, {length: 5, scale: 10});
    assert.deepEqual(x.shape, [30, 5, 3]);
    assert.ok(lengths.every((length) => length === 5));
    assert.equal(x.values[0], moves[0][0][0] / 10);
    assert.throws(() => penMoveTensor(moves, {scale: 0}), /penMoveTensor: scale must be a number above 0, got 0$/);
    assert.throws(() => penMoveTensor([]), /penMoveTensor: drawings must not be empty, got \[\]$/);
  });
});

describe('generateSketches', () => {
  it('draws each word equally often, never twice the same', () => {
    const sketches = generateSketches(70);
    for (const word of SKETCH_WORDS) assert.equal(sketches.filter((sketch) => sketch.word === word).length, 10);
    assert.equal(new Set(sketches.map(({drawing}) => JSON.stringify(drawing))).size, 70);
    assert.deepEqual(generateSketches(70), sketches);
    assert.ok(
      generateSketches(9, {words: ['star']}).every(({word, drawing}) => word === 'star' && drawing.length === 1),
    );
    assert.throws(
      () => generateSketches(3, {words: ['cat' as never]}),
      /generateSketches: words must be some of face, house, star, moon, fish, umbrella, clock, got 'cat'$/,
    );
  });
});
