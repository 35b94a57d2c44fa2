import {forward, gradientsOf, type RnnGradients, type RnnProblem, type RnnWeights, zeros} from './bptt-passes';
import type {BpttSlip} from './bptt-variants';

/** Slips of truncated BPTT. */
export type TruncationSlip =
  | 'dropped'
  | 'reset'
  | 'uncut'
  | 'restart'
  | 'last-chunk'
  | 'mean-of-chunks'
  | 'h0-of-last'
  | 'h0-of-all'
  | 'first-targets'
  | 'overlap'
  | 'count';

export const TRUNCATION_MESSAGES: Record<TruncationSlip, string> = {
  dropped: 'the last, shorter chunk is dropped; every step counts',
  reset: 'the state is set to zeros at the border of a chunk; it should be carried on, only the gradient is cut',
  uncut: 'this is full BPTT: the gradient crosses the borders of the chunks',
  restart: 'every chunk starts from h0; it should start from the last state of the chunk before',
  'last-chunk': 'this is the gradient of the last chunk alone; the gradients of all chunks are added',
  'mean-of-chunks': 'the gradients of the chunks are averaged; they are added',
  'h0-of-last': 'the gradient of h0 is that of the last chunk; h0 is the state before the first one',
  'h0-of-all': 'the gradients of the states before all chunks are added; h0 is the state before the first one only',
  'first-targets': 'every chunk is compared with the first targets; y has to be cut as x is',
  overlap: 'the chunks overlap by one step, so that the step at a border counts twice',
  count: 'chunk is the length of a piece, not the number of pieces',
};

const NAMES = ['kernel', 'recurrentKernel', 'bias', 'h0'] as const;

function added(parts: RnnGradients[], like: RnnWeights, factor: number): RnnGradients {
  const none: RnnGradients = {
    kernel: zeros(like.kernel.length, like.bias.length),
    recurrentKernel: zeros(like.bias.length, like.bias.length),
    bias: like.bias.map(() => 0),
    h0: like.bias.map(() => 0),
  };
  type Nested = number | Nested[];
  const sum = (a: Nested, b: Nested): Nested =>
    Array.isArray(a) ? a.map((one, i) => sum(one, (b as Nested[])[i])) : a + factor * (b as number);
  return parts.reduce(
    (total, part) => Object.fromEntries(NAMES.map((name) => [name, sum(total[name], part[name])])) as never,
    none,
  );
}

/** The sum of the gradients of all chunks: the state goes on, the gradient stops at each border. */
export function truncatedGradients(
  problem: RnnProblem,
  chunk: number,
  slip?: TruncationSlip,
  inner?: BpttSlip,
): RnnGradients {
  if (slip === 'uncut') return gradientsOf(problem, inner);
  const {x, y, weights} = problem;
  const size = slip === 'count' ? Math.ceil(x.length / chunk) : chunk;
  const chunks: RnnGradients[] = [];
  let h0 = problem.h0;
  for (let start = 0; start < x.length; start += size) {
    const end = start + size + (slip === 'overlap' ? 1 : 0);
    if (slip === 'dropped' && end > x.length) break;
    const piece = {x: x.slice(start, end), y: slip === 'first-targets' ? y : y.slice(start, end), weights, h0};
    chunks.push(gradientsOf(piece, inner));
    if (slip === 'reset') h0 = h0.map(() => 0);
    else if (slip !== 'restart') h0 = forward(piece, inner)[Math.min(size, piece.x.length) - 1];
  }
  const used = slip === 'last-chunk' ? chunks.slice(-1) : chunks;
  const total = added(used, weights, slip === 'mean-of-chunks' ? 1 / chunks.length : 1);
  if (slip === 'h0-of-all') return total;
  const own = slip === 'h0-of-last' ? used.at(-1) : used[0];
  return {...total, h0: own?.h0 ?? problem.h0.map(() => 0)};
}
