import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';
import type {Move} from './pen-moves';

/** How a copy differs: first stretched, then turned. */
export interface Change {
  /** In radians, from the right downwards. */
  angle: number;
  width: number;
  height: number;
}

/** The copy of a drawing. */
export function changedMoves(moves: Move[], {angle, width, height}: Change): Move[] {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return moves.map(([dx, dy, lifted]) => {
    const [x, y] = [width * dx, height * dy];
    return [c * x - s * y, s * x + c * y, lifted];
  });
}

function changeSlips(moves: Move[], change: Change): Slip[] {
  const {angle, width, height} = change;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const by = (rule: (x: number, y: number, lifted: number) => number[]) =>
    moves.map((move) => rule(width * move[0], height * move[1], move[2]));
  const mirrored =
    'the copy is mirrored: a b would become a d; check the signs, only one of the four terms is negative';
  const late = 'the second line uses the NEW dx: keep the old one until both are worked out';
  const degrees = 'the angle is in radians already: nothing to convert';
  const order = 'turned first, then stretched: stretch along the paper of the original, then turn';
  const places = () => {
    let [x, y] = [0, 0];
    return changedMoves(moves, change).map(([dx, dy, pen]) => {
      [x, y] = [x + dx, y + dy];
      return [x, y, pen];
    });
  };
  return [
    {message: mirrored, value: by((x, y, pen) => [c * x + s * y, s * x - c * y, pen])},
    {message: mirrored, value: by((x, y, pen) => [c * x - s * y, -s * x - c * y, pen])},
    {message: mirrored, value: by((x, y, pen) => [-c * x + s * y, s * x + c * y, pen])},
    {message: mirrored, value: by((x, y, pen) => [-c * x - s * y, -s * x + c * y, pen])},
    {
      message: 'turned the other way: a positive angle turns from the right (dx) downwards (dy)',
      value: changedMoves(moves, {...change, angle: -angle}),
    },
    {
      message: 'both terms of a sum have the same sign: then lengths change, and nothing is turned',
      value: by((x, y, pen) => [c * x + s * y, s * x + c * y, pen]),
    },
    {message: 'sine and cosine have changed places', value: by((x, y, pen) => [s * x - c * y, c * x + s * y, pen])},
    {
      message: late,
      value: by((x, y, pen) => {
        const to = c * x - s * y;
        return [to, s * to + c * y, pen];
      }),
    },
    {
      message: late,
      value: by((x, y, pen) => {
        const to = c * x - s * y;
        return [to, s * width * to + c * y, pen];
      }),
    },
    {message: degrees, value: changedMoves(moves, {...change, angle: (angle * Math.PI) / 180})},
    {message: degrees, value: changedMoves(moves, {...change, angle: (angle * 180) / Math.PI})},
    {
      message: order,
      value: changedMoves(moves, {angle, width: 1, height: 1}).map(([dx, dy, pen]) => [width * dx, height * dy, pen]),
    },
    {message: 'it is turned, but not stretched', value: changedMoves(moves, {angle, width: 1, height: 1})},
    {message: 'it is stretched, but not turned', value: changedMoves(moves, {...change, angle: 0})},
    {
      message: 'width and height have changed places: width goes with dx',
      value: changedMoves(moves, {angle, width: height, height: width}),
    },
    {
      message: 'both are stretched by the width; dy has the height',
      value: changedMoves(moves, {angle, width, height: width}),
    },
    {message: 'dy is not stretched; it has the height', value: changedMoves(moves, {angle, width, height: 1})},
    {message: 'dx is not stretched; it has the width', value: changedMoves(moves, {angle, width: 1, height})},
    {
      message: 'stretched twice: once before the turn is enough',
      value: changedMoves(moves, {angle, width: width ** 2, height: height ** 2}),
    },
    {
      message: 'divided by width and height; multiply',
      value: changedMoves(moves, {angle, width: 1 / width, height: 1 / height}),
    },
    {
      message: 'whether the pen is lifted has changed; a copy keeps it',
      value: by((x, y, pen) => [c * x - s * y, s * x + c * y, width * pen]),
    },
    {
      message: 'whether the pen is lifted is lost; a copy keeps it',
      value: by((x, y) => [c * x - s * y, s * x + c * y, 0]),
    },
    {
      message: 'whether the pen is lifted is lost; a copy keeps it',
      value: by((x, y) => [c * x - s * y, s * x + c * y]),
    },
    {message: 'these are places: movements can be turned as they are, nothing is added up', value: places()},
    {message: 'the movements come back as they were', value: moves},
  ];
}

/** What is asked about a copy. */
export interface ChangeCase extends Change {
  steps: number;
}

/** Findings of 09.5. */
export async function* checkChanged(learner: Learner, {uniform}: Random, cases: ChangeCase[]): AsyncGenerator<Finding> {
  for (const {steps, ...change} of cases) {
    const moves = Array.from({length: steps}, (_, t): Move => {
      return [uniform(-20, 20), uniform(-20, 20), t % 3 === 2 || t === steps - 1 ? 1 : 0];
    });
    const {angle, width, height} = change;
    const path = `changeMoves(${steps} movements, ${angle.toFixed(2)}, ${width.toFixed(2)}, ${height.toFixed(2)})`;
    const actual = await learner.call('changeMoves', moves, angle, width, height);
    const slips = changeSlips(moves, change);
    yield compare({path, actual, expected: changedMoves(moves, change), tolerance: 1e-6, slips});
  }
}
