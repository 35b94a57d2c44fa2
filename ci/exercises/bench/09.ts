/** Right answers to exercise 09 in several styles, beside the slips of 09-slips.ts. */
import {data, models, tf} from '../../../lib/src';
import {slips} from './09-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import {
  blank,
  byScore,
  type ChangeMoves,
  type Classify,
  divide,
  type FitMoves,
  type Lines,
  type MeanStep,
  type Moves,
  type NearestWords,
  nearestTurned,
  type PadMoves,
  places,
  points,
  sides,
  steps,
  type ToMoves,
  times,
  turned,
} from './pen-lists';

const toMoves = styles<ToMoves>('toMoves', {
  'points, then differences': (lines) => steps(points(lines)),
  'loops that remember the pen': (lines) => {
    const moves: Moves = [];
    let [x, y] = [lines[0][0][0], lines[0][1][0]];
    for (let k = 0; k < lines.length; k++) {
      for (let i = k === 0 ? 1 : 0; i < lines[k][0].length; i++) {
        moves.push([lines[k][0][i] - x, lines[k][1][i] - y, i === lines[k][0].length - 1 ? 1 : 0]);
        [x, y] = [lines[k][0][i], lines[k][1][i]];
      }
    }
    return moves;
  },
  recursion: (lines) => {
    const walk = ([here, next, ...rest]: Moves): Moves =>
      next ? [[next[0] - here[0], next[1] - here[1], next[2]], ...walk([next, ...rest])] : [];
    return walk(points(lines));
  },
  'the library': (lines) => data.toPenMoves(lines as unknown as data.Drawing),
});

const fitMoves = styles<FitMoves>('fitMoves', {
  'places, sides, division': (drawings) =>
    drawings.map((moves) => divide(moves, Math.max(...sides(places(moves))) || 1)),
  'one pass with running borders': (batch) =>
    batch.map((moves) => {
      let [x, y, left, right, top, bottom] = [0, 0, 0, 0, 0, 0];
      for (const [dx, dy] of moves) {
        x += dx;
        y += dy;
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
      const size = Math.max(right - left, bottom - top);
      return size === 0 ? moves : moves.map(([dx, dy, pen]) => [dx / size, dy / size, pen]);
    }),
  'the farthest two places, by brute force': (drawings) =>
    drawings.map((moves) => {
      const all = places(moves);
      const size = Math.max(...all.flatMap((a) => all.map((b) => Math.max(a[0] - b[0], a[1] - b[1]))));
      return divide(moves, size > 0 ? size : 1);
    }),
});

const padMoves = styles<PadMoves>('padMoves', {
  'pieces put together': (drawings, length) => {
    const kept = drawings.map((moves) => moves.slice(0, length));
    return {
      x: kept.map((moves) => [...blank(length - moves.length), ...moves]),
      mask: kept.map((moves) => [...times(length - moves.length, 0), ...times(moves.length, 1)]),
    };
  },
  'by place': (drawings, length) => {
    const at = (moves: Moves, t: number) => t - Math.max(0, length - moves.length);
    const all = times(length, 0);
    return {
      mask: drawings.map((moves) => all.map((_, t) => (at(moves, t) >= 0 ? 1 : 0))),
      x: drawings.map((moves) => all.map((_, t) => moves[at(moves, t)] ?? [0, 0, 0])),
    };
  },
  'unshift in a loop': (drawings, length) => {
    const [x, mask]: [Moves[], number[][]] = [[], []];
    for (const moves of drawings) {
      const rows = moves.slice(0, length).map((row) => [...row]);
      const real = rows.map(() => 1);
      while (rows.length < length) {
        rows.unshift([0, 0, 0]);
        real.unshift(0);
      }
      x.push(rows);
      mask.push(real);
    }
    return {x, mask};
  },
  'the library, typed arrays': (drawings, length) => {
    const {x, mask} = data.penMoveTensor(drawings as unknown as data.PenMove[][], {
      length,
      scale: 1,
      padding: 'before',
    });
    const row = (i: number, t: number) => Array.from(x.values.slice(3 * (i * length + t), 3 * (i * length + t) + 3));
    return {
      x: drawings.map((_, i) => times(length, 0).map((_, t) => row(i, t))),
      mask: drawings.map((_, i) => mask.values.slice(i * length, (i + 1) * length)),
    };
  },
});

const meanStep = styles<MeanStep>('meanStep', {
  'filter, then means': (x, mask) =>
    x.map((rows, i) => {
      const real = rows.filter((_, t) => mask[i][t] === 1);
      return [0, 1, 2].map((j) => real.reduce((sum, row) => sum + row[j], 0) / (real.length || 1));
    }),
  loops: (x, mask) => {
    const means: number[][] = [];
    for (let i = 0; i < x.length; i++) {
      const mean = [0, 0, 0];
      let count = 0;
      for (let t = 0; t < x[i].length; t++) {
        count += mask[i][t];
        for (let j = 0; j < 3; j++) mean[j] += mask[i][t] * x[i][t][j];
      }
      means.push(count > 0 ? mean.map((value) => value / count) : mean);
    }
    return means;
  },
  tensors: (x, mask) =>
    tf.tidy(() => {
      const m = tf.tensor2d(mask);
      const sum = tf.tensor3d(x).mul(m.expandDims(2)).sum(1);
      return sum.div(m.sum(1, true).maximum(1));
    }),
});

const changeMoves = styles<ChangeMoves>('changeMoves', {
  'stretch, then turn': turned,
  'a matrix product': (moves, angle, width, height) => {
    const turn = [
      [Math.cos(angle) * width, Math.sin(angle) * width],
      [-Math.sin(angle) * height, Math.cos(angle) * height],
    ];
    return moves.map(([dx, dy, pen]) => [...[0, 1].map((j) => dx * turn[0][j] + dy * turn[1][j]), pen]);
  },
  'lengths and directions': (moves, angle, width, height) =>
    moves.map(([dx, dy, pen]) => {
      const length = Math.hypot(width * dx, height * dy);
      const direction = Math.atan2(height * dy, width * dx) + angle;
      return [length * Math.cos(direction), length * Math.sin(direction), pen];
    }),
  tensors: (moves, angle, width, height) =>
    tf.tidy(() => {
      const all = tf.tensor2d(moves);
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const matrix = tf.tensor2d([
        [c * width, s * width, 0],
        [-s * height, c * height, 0],
        [0, 0, 1],
      ]);
      return all.matMul(matrix);
    }),
});

const square = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
const nearestWords = styles<NearestWords>('nearestWords', {
  'a score and indexOf': (known, words, asked) => byScore(known, words, asked, square),
  loops: (known, words, asked) => {
    const said: number[] = [];
    for (const picture of asked) {
      let [best, word] = [Number.POSITIVE_INFINITY, -1];
      for (let i = 0; i < known.length; i++) {
        let distance = 0;
        for (let p = 0; p < picture.length; p++) distance += (picture[p] - known[i][p]) * (picture[p] - known[i][p]);
        if (distance < best) [best, word] = [distance, words[i]];
      }
      said.push(word);
    }
    return said;
  },
  'the root changes no order': (known, words, asked) =>
    byScore(known, words, asked, (a, b) => Math.hypot(...a.map((value, i) => value - b[i]))),
  'the library': (known, words, asked) => {
    const [rows, width] = [(list: number[][]) => new data.Targets(list.flat(), [list.length, width]), known[0].length];
    const rule = models.nearestNeighbours(rows(known), new data.Targets(words, [words.length, 1]));
    return Array.from(rule.predict(rows(asked)).values);
  },
});

const all = (count: number) => [...Array(count).keys()].map((i) => (2 * i * Math.PI) / count);
const bySixteen = nearestTurned(6, all(16));
const byTwelve = nearestTurned(8, all(12));
const classify = styles<Classify>('classify', {
  'the nearest of turned pictures': bySixteen,
  'asynchronous, one drawing after the other': async (drawings: Lines[]) => {
    const said: number[] = [];
    for (const one of drawings) said.push(...(await byTwelve([one])));
    return said;
  },
  'pictures beside the middle of the paper': (drawings) =>
    bySixteen(drawings.map((lines) => lines.map(([xs, ys]) => [xs.map((x) => x + 9), ys.map((y) => y - 4)]))),
});

const right: Record<string, RightAnswer[]> = {
  '09.1': toMoves,
  '09.2': fitMoves,
  '09.3': padMoves,
  '09.4': meanStep,
  '09.5': changeMoves,
  '09.6': nearestWords,
  '09.7': classify,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
