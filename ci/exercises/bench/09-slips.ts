/** Wrong answers to exercise 09, one slip each, and what the check must say. */
import {data} from '../../../lib/src';
import {changeMoves, classify, meanStep, nearestWords, wrong} from './09-reading-slips';
import type {WrongAnswer} from './bench';
import {
  blank,
  divide,
  type FitMoves,
  type Moves,
  type PadMoves,
  places,
  points,
  sides,
  steps,
  type ToMoves,
  times,
} from './pen-lists';

const late = (all: Moves): Moves => steps(all).map(([dx, dy], i) => [dx, dy, all[i][2]]);
const toMoves = wrong<ToMoves>('toMoves', [
  ['absolute places', (lines) => points(lines), /places on the paper/],
  ['absolute places without the first', (lines) => points(lines).slice(1), /places on the paper/],
  [
    'counted from the first point',
    (lines) => {
      const all = points(lines);
      return all.slice(1).map(([x, y, pen]) => [x - all[0][0], y - all[0][1], pen]);
    },
    /from the first point/,
  ],
  ['the pen one step late', (lines) => late(points(lines)), /one step late.*AFTERWARDS/],
  [
    'the pen one step early',
    (lines) => {
      const moves = steps(points(lines));
      return moves.map(([dx, dy], i) => [dx, dy, moves[i + 1]?.[2] ?? 1]);
    },
    /one step early/,
  ],
  ['the first movement missing', (lines) => steps(points(lines)).slice(1), /second point is missing/],
  ['a movement of the first point', (lines) => steps([[0, 0, 0], ...points(lines)]), /not at \(0, 0\)/],
  ['a first movement of zero', (lines) => [[0, 0, 0], ...steps(points(lines))], /no movement of its own/],
  [
    'no way between lines',
    (lines) => lines.flatMap((line) => steps(points([line]))),
    /way from one line to the next is missing/,
  ],
  [
    'each line from zero',
    (lines) => lines.flatMap((line) => steps([[0, 0, 0], ...points([line])])),
    /starts from \(0, 0\) again/,
  ],
  ['pen down as 1', (lines) => steps(points(lines)).map(([dx, dy, pen]) => [dx, dy, 1 - pen]), /turned round/],
  [
    'lifted at the end only',
    (lines) => steps(points(lines)).map(([dx, dy], i, all) => [dx, dy, i === all.length - 1 ? 1 : 0]),
    /only the end of the drawing/,
  ],
  [
    'dots that are not lifted',
    (lines) => {
      const dots = lines.flatMap(([xs]) => xs.map(() => xs.length === 1));
      return steps(points(lines)).map(([dx, dy, pen], i) => [dx, dy, dots[i + 1] ? 0 : pen]);
    },
    /a line of one point ends there too/,
  ],
  [
    'the air marked as well',
    (lines) => {
      const all = points(lines);
      return steps(all).map(([dx, dy, pen], i) => [dx, dy, pen || all[i][2]]);
    },
    /through the air has a 1 as well/,
  ],
  ['y upwards', (lines) => steps(points(lines)).map(([dx, dy, pen]) => [dx, -dy, pen]), /y grows downwards/],
  ['before less after', (lines) => steps(points(lines)).map(([dx, dy, pen]) => [-dx, -dy, pen]), /sign is turned/],
  ['down before right', (lines) => steps(points(lines)).map(([dx, dy, pen]) => [dy, dx, pen]), /changed places/],
  ['no pen', (lines) => steps(points(lines)).map(([dx, dy]) => [dx, dy]), /lifted is missing/],
  ['no return', () => undefined, /return missing/],
]);

const sized =
  (size: (moves: Moves) => number): FitMoves =>
  (drawings) =>
    drawings.map((moves) => divide(moves, size(moves) || 1));
const longer = (moves: Moves) => Math.max(...sides(places(moves)));
const fitMoves = wrong<FitMoves>('fitMoves', [
  [
    'the largest of all',
    (drawings) => {
      const most = Math.max(...drawings.map(longer));
      return drawings.map((moves) => divide(moves, most));
    },
    /depends on the others/,
  ],
  [
    'the deviation of all movements',
    (drawings) => {
      const {scale} = data.penMoveTensor(drawings as unknown as data.PenMove[][]);
      return drawings.map((moves) => divide(moves, scale));
    },
    /depends on the others/,
  ],
  [
    'the size of the first',
    (drawings) => drawings.map((moves) => divide(moves, longer(drawings[0]))),
    /size of the first one/,
  ],
  [
    'x and y apart',
    (drawings) =>
      drawings.map((moves) => {
        const [w, h] = sides(places(moves));
        return divide(moves, w || 1, h || 1);
      }),
    /tall drawing becomes a square/,
  ],
  [
    'the longest movement',
    sized((moves) => Math.max(...moves.flatMap(([dx, dy]) => [Math.abs(dx), Math.abs(dy)]))),
    /add the movements up/,
  ],
  ['without the start', sized((moves) => Math.max(...sides(places(moves).slice(1)))), /the start counts too/],
  ['the shorter side', sized((moves) => Math.min(...sides(places(moves)))), /shorter side/],
  ['the width', sized((moves) => sides(places(moves))[0]), /by the width/],
  [
    'the length of the way',
    sized((moves) => moves.reduce((sum, [dx, dy]) => sum + Math.hypot(dx, dy), 0)),
    /length of the way/,
  ],
  [
    'places for movements',
    (drawings) =>
      drawings.map((moves) =>
        divide(
          places(moves)
            .slice(1)
            .map(([x, y], i) => [x, y, moves[i][2]]),
          longer(moves) || 1,
        ),
      ),
    /divide the MOVEMENTS/,
  ],
  ['the diagonal', sized((moves) => Math.hypot(...sides(places(moves)))), /diagonal/],
  [
    'the pen divided too',
    (drawings) => drawings.map((moves) => moves.map((move) => move.map((value) => value / (longer(moves) || 1)))),
    /stays 0 or 1/,
  ],
  ['a dot divided by zero', (drawings) => drawings.map((moves) => divide(moves, longer(moves))), /leave it as it is/],
  [
    'in place',
    (drawings) => {
      for (const moves of drawings) {
        const size = longer(moves) || 1;
        for (const move of moves) {
          move[0] /= size;
          move[1] /= size;
        }
      }
      return drawings;
    },
    /changed its 1\. argument/,
  ],
  ['nothing', (drawings) => drawings, /nothing is scaled/],
]);

const padded = (drawings: Moves[], length: number) => {
  const kept = drawings.map((moves) => moves.slice(0, length));
  const gaps = kept.map((moves) => length - moves.length);
  const x = kept.map((moves, i) => [...blank(gaps[i]), ...moves]);
  return {kept, gaps, x, mask: kept.map((moves, i) => [...times(gaps[i], 0), ...times(moves.length, 1)])};
};
const padMoves = wrong<PadMoves>('padMoves', [
  [
    'zeros behind',
    (drawings, length) => {
      const {kept, gaps} = padded(drawings, length);
      return {
        x: kept.map((k, i) => [...k, ...blank(gaps[i])]),
        mask: kept.map((k, i) => [...times(k.length, 1), ...times(gaps[i], 0)]),
      };
    },
    /put them BEFORE/,
  ],
  [
    'the beginning cut',
    (drawings, length) => {
      const {x, mask} = padded(
        drawings.map((moves) => moves.slice(-length)),
        length,
      );
      return {x, mask};
    },
    /loses its beginning/,
  ],
  [
    'the mask turned round',
    (drawings, length) => {
      const {x, mask} = padded(drawings, length);
      return {x, mask: mask.map((row) => row.map((one) => 1 - one))};
    },
    /mask is turned round/,
  ],
  [
    'a mask of ones',
    (drawings, length) => {
      const {x, mask} = padded(drawings, length);
      return {x, mask: mask.map((row) => row.map(() => 1))};
    },
    /padded steps count/,
  ],
  [
    'a mask read from the values',
    (drawings, length) => {
      const {x} = padded(drawings, length);
      return {x, mask: x.map((rows) => rows.map((row) => Number(row.some((value) => value !== 0))))};
    },
    /a pen that rests/,
  ],
  [
    'padding that lifts the pen',
    (drawings, length) => {
      const {kept, gaps, mask} = padded(drawings, length);
      return {x: kept.map((k, i) => [...blank(gaps[i]).map(() => [0, 0, 1]), ...k]), mask};
    },
    /looks like a movement/,
  ],
  [
    'padding that repeats',
    (drawings, length) => {
      const {kept, gaps, mask} = padded(drawings, length);
      return {x: kept.map((k, i) => [...blank(gaps[i]).map(() => k[0]), ...k]), mask};
    },
    /repeats the first movement/,
  ],
  [
    'not cut',
    (drawings, length) => ({
      x: drawings.map((moves) => [...blank(length - moves.length), ...moves]),
      mask: drawings.map((moves) => [...times(length - moves.length, 0), ...times(moves.length, 1)]),
    }),
    /not cut/,
  ],
  [
    'not padded',
    (drawings, length) => {
      const {kept} = padded(drawings, length);
      return {x: kept, mask: kept.map((k) => times(k.length, 1))};
    },
    /not padded/,
  ],
  [
    'the pen for a mask',
    (drawings, length) => {
      const {x} = padded(drawings, length);
      return {x, mask: x.map((rows) => rows.map((row) => row[2]))};
    },
    /mask is the pen/,
  ],
  [
    'in place',
    (drawings, length) => {
      for (const moves of drawings) while (moves.length < length) moves.unshift([0, 0, 0]);
      return padded(drawings, length);
    },
    /changed its 1\. argument/,
  ],
]);

export const slips: Record<string, WrongAnswer[]> = {
  '09.1': toMoves,
  '09.2': fitMoves,
  '09.3': padMoves,
  '09.4': meanStep,
  '09.5': changeMoves,
  '09.6': nearestWords,
  '09.7': classify,
};
