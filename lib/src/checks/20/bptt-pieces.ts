import {forward, gradientsOf, type RnnGradients, type RnnProblem, type RnnWeights, zeros} from './bptt-passes';
import type {BpttSlip} from './bptt-variants';

/** Slips of truncated BPTT. */
export type TruncationSlip =
  | 'dropped'
  | 'reset'
  | 'uncut'
  | 'restart'
  | 'states-from-h0'
  | 'last-chunk'
  | 'first-chunk'
  | 'mean-of-chunks'
  | 'h0-of-last'
  | 'h0-of-all'
  | 'first-targets'
  | 'overlap'
  | 'sliding'
  | 'sliding-last'
  | 'count'
  | 'merged'
  | 'from-the-end'
  | 'border-early'
  | 'border-late'
  | 'first-state'
  | 'last-but-one';

const SLIDING = 'the pieces slide on by one step; each step belongs to one piece only';

const BORDER = 'the gradient is cut one step beside the border; write down which steps belong to the first chunk';
const HANDED_ON = 'the state handed on is not the one that the chunk ends with';

export const TRUNCATION_MESSAGES: Record<TruncationSlip, string> = {
  dropped: 'the last, shorter chunk is dropped; every step counts',
  reset: 'the state is set to zeros at the border of a chunk; it should be carried on, only the gradient is cut',
  uncut: 'this is full BPTT: the gradient crosses the borders of the chunks',
  restart: 'every chunk starts from h0; it should start from the last state of the chunk before',
  'states-from-h0':
    'the states of every chunk are run from h0; its last state has to come from the state that the chunk started with',
  'last-chunk': 'this is the gradient of the last chunk alone; the gradients of all chunks are added',
  'first-chunk': 'this is the gradient of the first chunk alone; the gradients of all chunks are added',
  'mean-of-chunks': 'the gradients of the chunks are averaged; they are added',
  'h0-of-last': 'the gradient of h0 is that of the last chunk; h0 is the state before the first one',
  'h0-of-all': 'the gradients of the states before all chunks are added; h0 is the state before the first one only',
  'first-targets': 'every chunk is compared with the first targets; y has to be cut as x is',
  overlap: 'the chunks overlap by one step, so that the step at a border counts twice',
  sliding: SLIDING,
  'sliding-last': SLIDING,
  merged: 'what is left at the end is added to the chunk before it; it is a chunk of its own, only shorter',
  'from-the-end': 'the chunks are counted from the end; the first one starts at the first step and is a full one',
  'border-early': BORDER,
  'border-late': BORDER,
  'first-state': HANDED_ON,
  'last-but-one': HANDED_ON,
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

/** Where the chunks start, counted from 0; from each start to the next one, where a slip only moves the borders. */
function startsOf(T: number, size: number, slip?: TruncationSlip): {starts: number[]; reachNext: boolean} {
  const every = (from: number, step: number) => {
    const starts = [0];
    for (let start = from; start < T; start += step) if (start > 0) starts.push(start);
    return starts;
  };
  if (slip === 'merged')
    return {starts: every(0, size).filter((start) => start + size <= T || start === 0), reachNext: true};
  if (slip === 'from-the-end') return {starts: every(T % size, size), reachNext: true};
  if (slip === 'border-early') return {starts: every(size - 1, size), reachNext: true};
  if (slip === 'border-late') return {starts: every(1, size), reachNext: true};
  return {starts: every(0, slip === 'sliding' || slip === 'sliding-last' ? 1 : size), reachNext: false};
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
  const {starts, reachNext} = startsOf(x.length, size, slip);
  for (const [k, start] of starts.entries()) {
    const end = reachNext ? (starts[k + 1] ?? x.length) : start + size + (slip === 'overlap' ? 1 : 0);
    if (slip === 'dropped' && end > x.length) break;
    const piece = {x: x.slice(start, end), y: slip === 'first-targets' ? y : y.slice(start, end), weights, h0};
    chunks.push(gradientsOf(piece, inner));
    if (slip === 'reset') h0 = h0.map(() => 0);
    else if (slip === 'states-from-h0') h0 = forward({...piece, h0: problem.h0}, inner)[piece.x.length - 1];
    else if (slip === 'sliding' || slip === 'first-state') h0 = forward(piece, inner)[0];
    else if (slip === 'last-but-one') h0 = [h0, ...forward(piece, inner)][piece.x.length - 1];
    else if (slip !== 'restart')
      h0 = forward(piece, inner)[(reachNext ? piece.x.length : Math.min(size, piece.x.length)) - 1];
  }
  const only = slip === 'last-chunk' ? chunks.slice(-1) : slip === 'first-chunk' ? chunks.slice(0, 1) : undefined;
  const used = only ?? chunks;
  const total = added(used, weights, slip === 'mean-of-chunks' ? 1 / chunks.length : 1);
  if (slip === 'h0-of-all') return total;
  const own = slip === 'h0-of-last' ? used.at(-1) : used[0];
  return {...total, h0: own?.h0 ?? problem.h0.map(() => 0)};
}
