import type {Random} from '../../data/random';
import {compare, type Slip, type Value} from '../frame/compare';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';
import type {Move} from './pen-moves';

/** Drawings of one length, and where they really are. */
export interface Padded {
  x: Move[][];
  mask: number[][];
}

const round = (value: number) => Math.round(100 * value) / 100;
const still = (count: number): Move[] => Array.from({length: Math.max(0, count)}, () => [0, 0, 0]);
const ones = (count: number): number[] => Array.from({length: Math.max(0, count)}, () => 1);
const zeros = (count: number): number[] => Array.from({length: Math.max(0, count)}, () => 0);

/** Drawings of these numbers of movements; in each longer than two, the pen rests once: a movement of zeros is real. */
export function drawPaths({uniform}: Random, lengths: number[]): Move[][] {
  return lengths.map((length) =>
    Array.from({length}, (_, t): Move => {
      if (length > 2 && t === 1) return [0, 0, 0];
      return [round(uniform(0.1, 1)), -round(uniform(0.1, 1)), t === length - 1 ? 1 : 0];
    }),
  );
}

/** Zeros stand before a short drawing, a long one loses its end. */
export function paddedMoves(drawings: Move[][], length: number): Padded {
  const kept = drawings.map((moves) => moves.slice(0, length));
  return {
    x: kept.map((moves) => [...still(length - moves.length), ...moves]),
    mask: kept.map((moves) => [...zeros(length - moves.length), ...ones(moves.length)]),
  };
}

const record = ({x, mask}: Padded): Record<string, Value> => ({x, mask});

function padSlips(drawings: Move[][], length: number): FieldSlip[] {
  const right = paddedMoves(drawings, length);
  const build = (row: (moves: Move[]) => [Move[], number[]]): Record<string, Value> => {
    const rows = drawings.map(row);
    return {x: rows.map(([x]) => x), mask: rows.map(([, mask]) => mask)};
  };
  const most = Math.max(...drawings.map((moves) => moves.length));
  const isReal = ([dx, dy]: Move) => (dx !== 0 || dy !== 0 ? 1 : 0);
  const behind = 'zeros stand behind the drawing; put them BEFORE it, so that the last step is its end';
  const cut = 'a long drawing loses its beginning; keep the first movements, cut the rest off';
  const values = 'the mask is read from the values: a pen that rests (0, 0, 0) is a movement and counts';
  const moved = 'padding looks like a movement that lifts the pen: fill with zeros';
  const named = right.x.map((rows, i) => rows.map((row, t): Move => (right.mask[i][t] ? row : [0, 0, 1])));
  const repeat = (pick: (moves: Move[]) => Move) =>
    build((moves) => {
      const kept = moves.slice(0, length);
      const gap = length - kept.length;
      return [
        [...Array.from({length: gap}, () => pick(kept)), ...kept],
        [...zeros(gap), ...ones(kept.length)],
      ];
    });
  const together = right.mask.map((mask) => mask.map((value) => 1 - value));
  const isPen = right.x.map((rows) => rows.map((row) => row[2]));
  return [
    {
      message: behind,
      value: build((moves) => {
        const k = moves.slice(0, length);
        return [
          [...k, ...still(length - k.length)],
          [...ones(k.length), ...zeros(length - k.length)],
        ];
      }),
    },
    {
      message: cut,
      value: build((moves) => {
        const k = moves.slice(-length);
        return [
          [...still(length - k.length), ...k],
          [...zeros(length - k.length), ...ones(k.length)],
        ];
      }),
    },
    {message: 'the mask is turned round: 1 where there is a movement', value: {x: right.x, mask: together}},
    {
      message: 'the mask is 1 everywhere: padded steps count as movements',
      value: {x: right.x, mask: right.mask.map((row) => row.map(() => 1))},
    },
    {
      message: 'the mask has its zeros at the other end; it has to stand where the padding stands',
      value: {x: right.x, mask: right.mask.map((row) => [...row].reverse())},
    },
    {message: values, value: {x: right.x, mask: right.x.map((rows) => rows.map(isReal))}},
    {message: values, value: {x: right.x, mask: right.x.map((rows) => rows.map((row) => (row[0] !== 0 ? 1 : 0)))}},
    {
      message: 'the mask is the pen; it says where there is a movement, lifted or not',
      value: {x: right.x, mask: isPen},
    },
    {message: moved, value: {x: named, mask: right.mask}},
    {
      message: 'padding repeats the first movement; a network reads it as one: fill with zeros',
      value: repeat((moves) => moves[0]),
    },
    {
      message: 'padding repeats the last movement; a network reads it as one: fill with zeros',
      value: repeat((moves) => moves[moves.length - 1]),
    },
    {message: 'long drawings are not cut; every one has `length` steps', value: record(paddedMoves(drawings, most))},
    {
      message: 'long drawings are not cut; every one has `length` steps',
      value: build((moves) => [
        [...still(length - moves.length), ...moves],
        [...zeros(length - moves.length), ...ones(moves.length)],
      ]),
    },
    {
      message: 'short drawings are not padded; every one has `length` steps',
      value: build((moves) => [moves.slice(0, length), ones(Math.min(length, moves.length))]),
    },
    {
      message: 'the drawings run backwards',
      value: build((moves) => {
        const k = moves.slice(0, length);
        return [
          [...still(length - k.length), ...[...k].reverse()],
          [...zeros(length - k.length), ...ones(k.length)],
        ];
      }),
    },
  ];
}

/** What is asked about padding: lengths of the drawings, and the length of all. */
export interface PadCase {
  lengths: number[];
  length: number;
}

/** Findings of 09.3. */
export async function* checkPadded(learner: Learner, source: Random, cases: PadCase[]): AsyncGenerator<Finding> {
  for (const {lengths, length} of cases) {
    const drawings = drawPaths(source, lengths);
    const path = `padMoves(drawings of ${lengths.join(', ')} movements, ${length})`;
    const actual = (await learner.call('padMoves', drawings, length)) as Padded;
    const slips = padSlips(drawings, length);
    const finding = compareFields({
      path,
      actual,
      expected: record(paddedMoves(drawings, length)),
      tolerance: 1e-9,
      slips,
    });
    const longest = Math.max(...lengths);
    const rows = Array.isArray(actual?.x) ? actual.x : [];
    if (
      !finding.passed &&
      / has shape | should be a list/.test(finding.message) &&
      rows.some((row) => row?.length !== length)
    ) {
      const isLong = rows.some((row) => row?.length > length) && longest > length;
      const why = isLong ? 'long drawings are not cut' : 'short drawings are not padded';
      yield {passed: false, message: `${path}: ${why}; every one has \`length\` steps`};
      return;
    }
    yield finding;
  }
}

/** Mean of the rows where the mask is 1; zeros where there is none. */
export function maskedMeans({x, mask}: Padded): number[][] {
  return x.map((rows, i) => {
    const real = rows.filter((_, t) => mask[i][t] === 1);
    return [0, 1, 2].map((j) => real.reduce((sum, row) => sum + row[j], 0) / Math.max(1, real.length));
  });
}

function meanSlips({x, mask}: Padded): Slip[] {
  const share = (rows: number[][], by: number) =>
    rows[0].map((_, j) => rows.reduce((sum, row) => sum + row[j], 0) / by);
  const real = x.map((rows, i) => rows.filter((_, t) => mask[i][t] === 1));
  const count = (i: number) => real[i].length;
  const total = real.reduce((sum, rows) => sum + rows.length, 0);
  const empty: Move = [0, 0, 0];
  const sums = real.map((rows) => share(rows.length > 0 ? rows : [empty], 1));
  const by = (divisor: (i: number) => number) => sums.map((row, i) => row.map((value) => value / divisor(i)));
  const padded = 'padded steps are counted: divide by the number of movements, not by the length';
  const whole = 'the mask is ignored: what stands in padded steps is summed up too';
  return [
    {message: padded, value: by((i) => x[i].length)},
    {message: whole, value: x.map((rows) => share(rows, rows.length))},
    {message: whole, value: x.map((rows, i) => share(rows, Math.max(1, count(i))))},
    {message: 'these are sums; divide by the number of movements', value: sums},
    {message: 'divided by the movements of the whole batch; each drawing has its own number', value: by(() => total)},
    {message: 'divided by the number of drawings; average over the steps of each', value: by(() => x.length)},
    {
      message: 'the mask is turned round: the padded steps are averaged',
      value: x.map((rows, i) => {
        const pad = rows.filter((_, t) => mask[i][t] !== 1);
        return pad.length > 0 ? share(pad, pad.length) : [0, 0, 0];
      }),
    },
    {
      message: 'a pen that rests (0, 0, 0) is a movement: count by the mask, not by the values',
      value: sums.map((row, i) =>
        row.map((value) => value / Math.max(1, real[i].filter((one) => one.some((n) => n !== 0)).length)),
      ),
    },
    {
      message: 'this is the last step of each drawing; take the mean of all its steps',
      value: x.map((rows) => rows[rows.length - 1]),
    },
    {
      message: 'these are the largest values; take the mean',
      value: real.map((rows) =>
        rows.length > 0 ? [0, 1, 2].map((j) => Math.max(...rows.map((row) => row[j]))) : [0, 0, 0],
      ),
    },
    {
      message: 'one number a drawing; each of dx, dy and lifted has a mean of its own',
      value: sums.map((row, i) => row.reduce((sum, value) => sum + value, 0) / (3 * Math.max(1, count(i)))),
    },
    {
      message: 'one mean for the whole batch; each drawing has its own',
      value: [0, 1, 2].map((j) => sums.reduce((sum, row) => sum + row[j], 0) / total),
    },
  ];
}

/** Findings of 09.4; what stands in padded steps is no zero, as behind a layer with a bias. */
export async function* checkMeans(learner: Learner, source: Random, cases: PadCase[]): AsyncGenerator<Finding> {
  for (const {lengths, length} of cases) {
    const {x, mask} = paddedMoves(drawPaths(source, lengths), length);
    const filled = x.map((rows, i) =>
      rows.map((row, t): Move => (mask[i][t] ? row : [round(source.uniform(2, 3)), round(source.uniform(2, 3)), 0.5])),
    );
    const path = `meanStep(drawings of ${lengths.join(', ')} movements in ${length} steps)`;
    const actual = await learner.call('meanStep', filled, mask);
    const empty = lengths.indexOf(0);
    const odd = Array.isArray(actual) && empty >= 0 ? (actual[empty] as unknown) : undefined;
    if (Array.isArray(odd) && odd.some((value) => Number.isNaN(value))) {
      yield {
        passed: false,
        message: `${path}[${empty}] is NaN: a drawing without movements is divided by 0; its mean is [0, 0, 0]`,
      };
      return;
    }
    const slips = meanSlips({x: filled, mask});
    yield compare({path, actual, expected: maskedMeans({x: filled, mask}), tolerance: 1e-6, slips});
  }
}
