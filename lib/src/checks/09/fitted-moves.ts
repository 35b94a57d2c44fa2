import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';
import type {Move} from './pen-moves';

const round = (value: number) => Math.round(10 * value) / 10;

/** Width and height of a drawing by its movements. */
export function sidesOf(moves: Move[], isFromStart = true): [width: number, height: number] {
  const range = (axis: 0 | 1) => {
    let place = 0;
    const places = moves.map((move) => {
      place += move[axis];
      return place;
    });
    if (isFromStart) places.push(0);
    return Math.max(...places) - Math.min(...places);
  };
  return [range(0), range(1)];
}

const divided = (moves: Move[], x: number, y = x): Move[] => moves.map(([dx, dy, pen]) => [dx / x, dy / y, pen]);

/** Every drawing with a longer side of 1; one that has no size stays. */
export const fittedMoves = (drawings: Move[][]): Move[][] =>
  drawings.map((moves) => divided(moves, Math.max(...sidesOf(moves)) || 1));

/** Movements whose sums go far beyond each of them; the start is a corner, or lies within. */
function drawMoves({uniform}: Random, length: number, size: number, isCorner: boolean): Move[] {
  return Array.from({length}, (_, i): Move => {
    const back = i % 3 === 2 ? -1.1 : 0;
    const step = isCorner || i > 0 ? uniform(0.4, 1) + back : -uniform(0.2, 0.4);
    const down = 0.4 * (uniform(0.4, 1) + back / 2);
    return [round(size * step), round(size * down), i === length - 1 || uniform() < 0.3 ? 1 : 0];
  });
}

function fitSlips(drawings: Move[][]): Slip[] {
  const sides = drawings.map((moves) => sidesOf(moves));
  const each = (by: (moves: Move[], i: number) => Move[]) => drawings.map(by);
  const divisor = (by: (moves: Move[], i: number) => number) => each((moves, i) => divided(moves, by(moves, i) || 1));
  const most = Math.max(...sides.flat());
  const mean = sides.reduce((sum, side) => sum + Math.max(...side) / sides.length, 0);
  const all = drawings.flatMap((moves) => moves.flatMap((move) => move.slice(0, 2)));
  const centre = all.reduce((sum, value) => sum + value / all.length, 0);
  const deviation = Math.sqrt(all.reduce((sum, value) => sum + (value - centre) ** 2 / all.length, 0));
  const leak = 'one number for all drawings: what a drawing becomes then depends on the others; take its own size';
  const apart =
    'right and down are divided by numbers of their own: a tall drawing becomes a square one; one number for both';
  const start = 'the start counts too: the pen stands at (0, 0) before the first movement';
  const step =
    'divided by the longest movement; the size is the distance between the outermost PLACES, so add the movements up';
  const spread = (axis: 0 | 1, moves: Move[]) => {
    const values = moves.map((move) => move[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  const reach = (moves: Move[]) => {
    let [x, y, far] = [0, 0, 0];
    for (const [dx, dy] of moves) {
      [x, y] = [x + dx, y + dy];
      far = Math.max(far, Math.abs(x), Math.abs(y));
    }
    return far;
  };
  const way = (moves: Move[], length: (dx: number, dy: number) => number) =>
    moves.reduce((sum, [dx, dy]) => sum + length(dx, dy), 0);
  const toPlaces = (moves: Move[], size: number) => {
    let [x, y] = [0, 0];
    return moves.map(([dx, dy, pen]): Move => {
      [x, y] = [x + dx, y + dy];
      return [x / size, y / size, pen];
    });
  };
  const walked =
    'divided by the length of the way; going back and forth makes the way longer and the drawing no larger';
  return [
    {message: leak, value: divisor(() => most)},
    {message: leak, value: divisor(() => mean)},
    {message: leak, value: divisor(() => deviation)},
    {
      message: 'every drawing is divided by the size of the first one; take its own',
      value: divisor(() => Math.max(...sides[0])),
    },
    {message: apart, value: each((moves, i) => divided(moves, sides[i][0] || 1, sides[i][1] || 1))},
    {message: 'divided by the shorter side; the longer one becomes 1', value: divisor((_, i) => Math.min(...sides[i]))},
    {message: 'divided by the width, whichever side is longer', value: divisor((_, i) => sides[i][0])},
    {message: 'divided by the height, whichever side is longer', value: divisor((_, i) => sides[i][1])},
    {
      message: 'divided by the sum of both sides; take the longer one',
      value: divisor((_, i) => sides[i][0] + sides[i][1]),
    },
    {message: 'divided by the diagonal; take the longer side', value: divisor((_, i) => Math.hypot(...sides[i]))},
    {message: start, value: divisor((moves) => Math.max(...sidesOf(moves, false)))},
    {message: step, value: divisor((moves) => Math.max(...moves.flatMap(([dx, dy]) => [Math.abs(dx), Math.abs(dy)])))},
    {message: step, value: divisor((moves) => Math.max(...moves.flatMap((move) => move.slice(0, 2))))},
    {message: step, value: divisor((moves) => Math.max(spread(0, moves), spread(1, moves)))},
    {
      message: 'divided by the farthest place from the start; the size goes from the smallest place to the largest',
      value: divisor(reach),
    },
    {
      message: 'whether the pen is lifted is divided too; it stays 0 or 1',
      value: each((moves, i) => moves.map((move) => move.map((value) => value / (Math.max(...sides[i]) || 1)) as Move)),
    },
    {message: walked, value: divisor((moves) => way(moves, (dx, dy) => Math.hypot(dx, dy)))},
    {message: walked, value: divisor((moves) => way(moves, (dx) => Math.abs(dx)))},
    {
      message: 'these are places; add them up to find the size, then divide the MOVEMENTS by it',
      value: each((moves, i) => toPlaces(moves, Math.max(...sides[i]) || 1)),
    },
    {
      message: 'multiplied by the size; divide',
      value: each((moves, i) => divided(moves, 1 / (Math.max(...sides[i]) || 1))),
    },
    {message: 'nothing is scaled', value: drawings},
  ];
}

/** Findings of 09.2; `sizes` are rough sizes of the drawings, 0 for a dot. */
export async function* checkFitted(learner: Learner, source: Random, batches: number[][]): AsyncGenerator<Finding> {
  for (const sizes of batches) {
    const drawings = sizes.map((size, i) => {
      const moves = drawMoves(source, 4 + i, size, i % 2 === 0);
      // Every other drawing is taller than wide, so neither side is always the longer one.
      return i % 2 === 0 ? moves : moves.map(([dx, dy, pen]): Move => [dy, dx, pen]);
    });
    const path = `fitMoves(${sizes.length} drawing${sizes.length === 1 ? '' : 's'})`;
    const actual = await learner.call('fitMoves', drawings);
    const dot = sizes.indexOf(0);
    const odd = Array.isArray(actual) && dot >= 0 ? (actual[dot] as unknown) : undefined;
    if (Array.isArray(odd) && odd.flat().some((value) => !Number.isFinite(value))) {
      const message = `${path}[${dot}] holds what is no number: a drawing without size (one dot) is divided by 0; leave it as it is`;
      yield {passed: false, message};
      return;
    }
    yield compare({path, actual, expected: fittedMoves(drawings), tolerance: 1e-9, slips: fitSlips(drawings)});
  }
}
