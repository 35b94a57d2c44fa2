import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

/** A line of the pen: x to the right, y downwards. */
export type Line = [xs: number[], ys: number[]];
/** One movement: to the right, downwards, 1 where the pen is lifted after it. */
export type Move = [dx: number, dy: number, lifted: number];
type Point = [x: number, y: number, isLast: number];

const round = (value: number) => Math.round(10 * value) / 10;

/** Lines of these numbers of points; no two numbers of a movement are alike. */
export function drawLines({uniform}: Random, sizes: number[]): Line[] {
  return sizes.map((size) => {
    const numbers = (most: number) => Array.from({length: size}, () => round(uniform(0, most)));
    return [numbers(200), numbers(120)];
  });
}

const pointsOf = (lines: Line[]): Point[] =>
  lines.flatMap(([xs, ys]) => xs.map((x, i): Point => [x, ys[i], i === xs.length - 1 ? 1 : 0]));

/** From every point to the next. */
export function movesOf(lines: Line[]): Move[] {
  const points = pointsOf(lines);
  return points.slice(1).map(([x, y, isLast], i) => [x - points[i][0], y - points[i][1], isLast]);
}

/** Lines that begin at (0, 0): what {@link movesOf} keeps. */
export function linesOf(moves: Move[]): Line[] {
  const lines: Line[] = [[[0], [0]]];
  let [x, y] = [0, 0];
  moves.forEach(([dx, dy, lifted], i) => {
    [x, y] = [x + dx, y + dy];
    const line = lines[lines.length - 1];
    line[0].push(x);
    line[1].push(y);
    if (lifted && i < moves.length - 1) lines.push([[], []]);
  });
  return lines;
}

function moveSlips(lines: Line[]): Slip[] {
  const points = pointsOf(lines);
  const right = movesOf(lines);
  const [x0, y0] = points[0];
  const pens = (pen: (move: Move, i: number) => number): Move[] =>
    right.map((move, i) => [move[0], move[1], pen(move, i)]);
  const alone = (line: Line): Move[] => movesOf([line]);
  const fromZero = (line: Line): Move[] => movesOf([[[0], [0]], line]);
  const between = lines.slice(1).map(([xs, ys], i): Move => {
    const [beforeX, beforeY] = lines[i];
    return [xs[0] - beforeX[beforeX.length - 1], ys[0] - beforeY[beforeY.length - 1], 1];
  });
  const places = 'these are places on the paper; asked for is how far the pen goes from one point to the next';
  const first = 'the first point makes no movement of its own: counting starts there';
  const late =
    'the pen is one step late: 1 stands at the way through the air; it stands where the pen is lifted AFTERWARDS';
  const jump = 'the way from one line to the next is missing; the pen goes there too, through the air';
  return [
    {message: places, value: points},
    {message: places, value: points.slice(1)},
    {
      message: 'every place is counted from the first point; count it from the point before',
      value: right.map(([, , pen], i) => [points[i + 1][0] - x0, points[i + 1][1] - y0, pen]),
    },
    {message: first, value: [[0, 0, points[0][2]], ...right]},
    {message: `${first}, and not at (0, 0)`, value: [points[0], ...right]},
    {
      message: 'the movement to the second point is missing: the first row goes from point 0 to point 1',
      value: right.slice(1),
    },
    {message: 'the last movement is missing', value: right.slice(0, -1)},
    {message: late, value: pens((_, i) => points[i][2])},
    {
      message: 'the pen is one step early: 1 stands at the movement before the last one of a line',
      value: pens((_, i) => (i + 1 < right.length ? right[i + 1][2] : 1)),
    },
    {
      message: 'the pen is one step early: 1 stands at the movement before the last one of a line',
      value: pens((_, i) => (i + 1 < right.length ? right[i + 1][2] : 0)),
    },
    {
      message: 'the pen is turned round: 1 says that it is lifted, 0 that it stays down',
      value: pens((move) => 1 - move[2]),
    },
    {message: 'the pen is never lifted; each line ends with a 1', value: pens(() => 0)},
    {
      message: 'the pen is lifted at the end of the last line too',
      value: pens((move, i) => (i === right.length - 1 ? 0 : move[2])),
    },
    {
      message: 'only the end of the drawing has a 1; the pen is lifted after each line',
      value: pens((_, i) => (i === right.length - 1 ? 1 : 0)),
    },
    {
      message: 'a line of one point ends there too: the pen is lifted after it',
      value: pens((move, i) => (points[i + 1][2] && points[i][2] ? 0 : move[2])),
    },
    {
      message:
        'the way through the air has a 1 as well: lifted says what happens AFTER a movement, not that it goes through the air',
      value: pens((move, i) => (points[i][2] ? 1 : move[2])),
    },
    {
      message: 'dy has the wrong sign: y grows downwards, so dy is the y after less the y before, and no minus',
      value: right.map(([dx, dy, pen]) => [dx, -dy, pen]),
    },
    {message: jump, value: lines.flatMap(alone)},
    {
      message: 'each line starts from (0, 0) again; its first movement goes from the end of the line before',
      value: lines.flatMap((line, i) => (i === 0 ? alone(line) : fromZero(line))),
    },
    {
      message: 'each line starts from (0, 0) again; its first movement goes from the end of the line before',
      value: lines.flatMap(fromZero),
    },
    {
      message: 'each line starts with a movement of 0; it begins with the way from the end of the line before',
      value: lines.flatMap((line, i) =>
        i === 0 ? alone(line) : [[0, 0, line[0].length === 1 ? 1 : 0] as Move, ...alone(line)],
      ),
    },
    {message: 'only the ways through the air are there; the lines themselves are missing', value: between},
    {
      message: 'the sign is turned: a movement is where the pen comes to, less where it was',
      value: right.map(([dx, dy, pen]) => [-dx, -dy, pen]),
    },
    {message: 'right and down have changed places: dx comes first', value: right.map(([dx, dy, pen]) => [dy, dx, pen])},
    {
      message: 'the pen stands in front; the order is dx, dy, lifted',
      value: right.map(([dx, dy, pen]) => [pen, dx, dy]),
    },
    {message: 'whether the pen is lifted is missing: [dx, dy, lifted]', value: right.map(([dx, dy]) => [dx, dy])},
  ];
}

/** Findings of 09.1. */
export async function* checkMoves(learner: Learner, source: Random, drawings: number[][]): AsyncGenerator<Finding> {
  for (const sizes of drawings) {
    const lines = drawLines(source, sizes);
    const path = `toMoves(lines of ${sizes.join(', ')} points)`;
    const actual = await learner.call('toMoves', lines);
    yield compare({path, actual, expected: movesOf(lines), tolerance: 1e-9, slips: moveSlips(lines)});
  }
}
