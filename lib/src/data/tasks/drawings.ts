import {
  checkAbove0,
  checkFlag,
  checkList,
  checkNotBelow0,
  checkOneOf,
  checkOptions,
  checkWhole,
  show,
} from '../arguments';
import {Grid} from '../grid';

/** One line of the pen: x to the right, y downwards, as many of each. */
export type Stroke = readonly [xs: readonly number[], ys: readonly number[]];

/** A drawing as lines of the pen, in the order in which they were drawn. */
export type Drawing = readonly Stroke[];

/** One movement of the pen: to the right, downwards, and 1 where the pen is lifted after it, else 0. */
export type PenMove = readonly [dx: number, dy: number, lifted: number];

function checkDrawing(drawing: Drawing, where: string): void {
  checkList(`${where}: drawing`, drawing);
  drawing.forEach((stroke, i) => {
    checkList(`${where}: drawing[${i}]`, stroke);
    const [xs, ys] = stroke;
    checkList(`${where}: drawing[${i}][0]`, xs);
    checkList(`${where}: drawing[${i}][1]`, ys);
    if (xs.length !== ys.length) {
      throw new RangeError(`${where}: drawing[${i}] must have as many x as y, got ${xs.length} and ${ys.length}`);
    }
    const odd = [...xs, ...ys].find((value) => !Number.isFinite(value));
    if (odd !== undefined) throw new RangeError(`${where}: drawing[${i}] holds ${show(odd)}, not a finite number`);
  });
}

/**
 * Moves a drawing to the upper left corner and scales it, so that its longer side is `size`.
 *
 * @param drawing see {@link Drawing}
 * @param size length of the longer side; defaults to 255
 * @returns the drawing, all numbers 0 to `size`
 * @throws RangeError when the drawing has no stroke, or an empty one
 *
 * Source: the simplification of the Quick, Draw! data set, steps 1 and 2. Lesson: notebooks/06-applications/6.6.
 */
export function fitDrawing(drawing: Drawing, size = 255): Drawing {
  checkDrawing(drawing, 'fitDrawing');
  checkAbove0('fitDrawing: size', size);
  const range = (axis: 0 | 1) => {
    const all = drawing.flatMap((stroke) => stroke[axis]);
    return [Math.min(...all), Math.max(...all)];
  };
  const [[left, right], [top, bottom]] = [range(0), range(1)];
  const scale = size / (Math.max(right - left, bottom - top) || 1); // a single point has no size
  return drawing.map(([xs, ys]) => [xs.map((x) => (x - left) * scale), ys.map((y) => (y - top) * scale)]);
}

/** Distance of point i from the line between points a and b; where it lies beyond an end, from that end. */
function distance([xs, ys]: Stroke, i: number, a: number, b: number): number {
  const [dx, dy] = [xs[b] - xs[a], ys[b] - ys[a]];
  const along = ((xs[i] - xs[a]) * dx + (ys[i] - ys[a]) * dy) / (dx * dx + dy * dy || 1);
  const part = Math.max(0, Math.min(1, along));
  return Math.hypot(xs[i] - xs[a] - part * dx, ys[i] - ys[a] - part * dy);
}

/**
 * Leaves out points that lie within `epsilon` of the line between those that stay (Ramer, Douglas and Peucker).
 *
 * @param drawing see {@link Drawing}
 * @param epsilon in the units of the drawing; defaults to 2, as in the Quick, Draw! data set
 * @returns the same strokes with fewer points; first and last ones stay
 * @throws RangeError when the drawing has no stroke or an empty one, or epsilon is negative
 *
 * Source: Ramer 1972; Douglas and Peucker 1973. Lesson: notebooks/06-applications/6.6.
 */
export function simplifyDrawing(drawing: Drawing, epsilon = 2): Drawing {
  checkDrawing(drawing, 'simplifyDrawing');
  checkNotBelow0('simplifyDrawing: epsilon', epsilon);
  return drawing.map((stroke) => {
    const last = stroke[0].length - 1;
    const stays = new Set([0, last]);
    const open: [number, number][] = [[0, last]];
    for (let part = open.pop(); part; part = open.pop()) {
      const [a, b] = part;
      let [farthest, most] = [-1, epsilon];
      for (let i = a + 1; i < b; i++) {
        const away = distance(stroke, i, a, b);
        if (away > most) [farthest, most] = [i, away];
      }
      if (farthest < 0) continue;
      stays.add(farthest);
      open.push([a, farthest], [farthest, b]);
    }
    const kept = [...stays].sort((a, b) => a - b);
    return [kept.map((i) => stroke[0][i]), kept.map((i) => stroke[1][i])];
  });
}

/**
 * A drawing as movements of the pen, the form in which networks read and draw.
 *
 * @param drawing see {@link Drawing}
 * @returns one movement a point after the first one; (0, 0) is where the first point lies
 * @throws RangeError when the drawing has no stroke, or an empty one
 *
 * Source: Ha and Eck 2017, A Neural Representation of Sketch Drawings (stroke-3). Lesson: notebooks/06-applications/6.6.
 */
export function toPenMoves(drawing: Drawing): PenMove[] {
  checkDrawing(drawing, 'toPenMoves');
  let [x, y] = [drawing[0][0][0], drawing[0][1][0]];
  const moves = drawing.flatMap(([xs, ys]) =>
    xs.map((to, i): PenMove => {
      const move: PenMove = [to - x, ys[i] - y, i === xs.length - 1 ? 1 : 0];
      [x, y] = [to, ys[i]];
      return move;
    }),
  );
  // The first point is where counting starts; a first stroke of one point stays, or its end would be lost.
  return drawing[0][0].length > 1 ? moves.slice(1) : moves;
}

/**
 * Movements of the pen back to a drawing that begins at (0, 0).
 *
 * @param moves see {@link PenMove}
 * @returns strokes of at least one point each
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function fromPenMoves(moves: readonly PenMove[]): Drawing {
  checkList('fromPenMoves: moves', moves, {empty: true});
  const drawing: [number[], number[]][] = [];
  let [x, y, isDown] = [0, 0, true];
  let stroke: [number[], number[]] = [[0], [0]];
  moves.forEach(([dx, dy, lifted]) => {
    [x, y] = [x + dx, y + dy];
    // The first movement after a lift goes to where the next stroke begins.
    if (isDown) {
      stroke[0].push(x);
      stroke[1].push(y);
    } else stroke = [[x], [y]];
    isDown = lifted < 0.5;
    if (!isDown) drawing.push(stroke);
  });
  if (isDown) drawing.push(stroke);
  return drawing;
}

/** Options of {@link penMoveTensor}. */
export interface PenMoveOptions {
  /** Movements of each drawing; longer ones are cut. Defaults to those of the longest one. */
  length?: number;
  /** What dx and dy are divided by: the deviation of the training set; defaults to that of these drawings. */
  scale?: number;
  /** Adds where the pen is after each movement, counted from the middle of the drawing; defaults to false. */
  positions?: boolean;
  /** Where the zeros of a short drawing stand; defaults to 'behind'. */
  padding?: 'before' | 'behind';
}

/** Drawings of one length. */
export interface PenMoves {
  /** [drawings, length, 3] dx and dy, scaled, and 1 where the pen is lifted; with `positions` x and y too, [..., 5]. */
  x: Grid;
  /** [drawings, length] 1 where there is a movement. */
  mask: Grid;
  /** [drawings] movements before padding. */
  lengths: number[];
  /** What dx and dy were divided by. */
  scale: number;
}

/**
 * Movements of many drawings as one array: scaled by one number, padded with zeros.
 *
 * @param drawings movements of each, see {@link toPenMoves}
 * @param options see {@link PenMoveOptions}
 * @returns see {@link PenMoves}
 * @throws RangeError when there is no drawing, the length is no whole number >= 1, or the scale is not above 0
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function penMoveTensor(drawings: readonly (readonly PenMove[])[], options: PenMoveOptions = {}): PenMoves {
  checkOptions('penMoveTensor', options, ['length', 'scale', 'positions', 'padding']);
  checkList('penMoveTensor: drawings', drawings);
  const {length = drawings.reduce((most, moves) => Math.max(most, moves.length), 0), scale = deviation(drawings)} =
    options;
  checkWhole('penMoveTensor: length', length);
  checkAbove0('penMoveTensor: scale', scale);
  const {positions = false, padding = 'behind'} = options;
  checkFlag('penMoveTensor: positions', positions);
  checkOneOf('penMoveTensor: padding', padding, ['before', 'behind']);
  const width = positions ? 5 : 3;
  const x = new Float64Array(drawings.length * length * width);
  const mask = new Float64Array(drawings.length * length);
  drawings.forEach((moves, i) => {
    const kept = moves.slice(0, length);
    const first = i * length + (padding === 'before' ? length - kept.length : 0);
    const places = positions ? placesOf(kept) : [];
    kept.forEach(([dx, dy, lifted], t) => {
      x.set([dx / scale, dy / scale, lifted], (first + t) * width);
      if (positions) x.set([places[t][0] / scale, places[t][1] / scale], (first + t) * width + 3);
      mask[first + t] = 1;
    });
  });
  return {
    x: new Grid(x, [drawings.length, length, width]),
    mask: new Grid(mask, [drawings.length, length]),
    lengths: drawings.map((moves) => Math.min(moves.length, length)),
    scale,
  };
}

/** Where the pen is after each movement, from the middle between the outermost places. */
function placesOf(moves: readonly PenMove[]): [x: number, y: number][] {
  let [x, y] = [0, 0];
  const places = moves.map(([dx, dy]): [number, number] => {
    [x, y] = [x + dx, y + dy];
    return [x, y];
  });
  const middle = ([0, 1] as const).map((axis) => {
    const all = [0, ...places.map((place) => place[axis])];
    return (Math.min(...all) + Math.max(...all)) / 2;
  });
  return places.map((place) => [place[0] - middle[0], place[1] - middle[1]]);
}

/** Root of the mean square of all dx and dy around their mean. */
function deviation(drawings: readonly (readonly PenMove[])[]): number {
  let [count, sum, squares] = [0, 0, 0];
  for (const moves of drawings) {
    for (const [dx, dy] of moves) {
      count += 2;
      sum += dx + dy;
      squares += dx * dx + dy * dy;
    }
  }
  const mean = sum / count;
  return Math.sqrt(squares / count - mean * mean) || 1;
}
