import type {Random} from '../data/random';

/** Weights of a recurrent layer as plain lists; row vectors: h_t = tanh(x_t W_x + h_{t-1} W_h + b). */
export interface RnnWeights {
  /** W_x, [features][units]. */
  kernel: number[][];
  /** W_h, [units][units]. */
  recurrentKernel: number[][];
  /** b, [units]. */
  bias: number[];
}

/** Gradients of the loss, each shaped as what it belongs to. */
export interface RnnGradients extends RnnWeights {
  /** Gradient of the first state h_0, [units]. */
  h0: number[];
}

/** One sequence, its targets, weights and first state. */
export interface RnnProblem {
  /** [timeSteps][features]. */
  x: number[][];
  /** [timeSteps][units]. */
  y: number[][];
  weights: RnnWeights;
  /** [units]. */
  h0: number[];
}

/** Slips that the reference can make on purpose, to recognise them in answers. */
export type BpttSlip =
  | 'no-tanh'
  | 'no-carry'
  | 'carry-untransposed'
  | 'carry-before-tanh'
  | 'zero-start'
  | 'state-now'
  | 'no-bias'
  | 'mean'
  | 'doubled'
  | 'last-loss-only';

/** What a slip looks like to the learner: it is named, the right line is not given. */
export const BPTT_MESSAGES: Record<BpttSlip, string> = {
  'no-tanh': "tanh' is missing: the gradient of the state must pass through tanh to reach the weights",
  'no-carry': 'the gradient of the next step is missing: each state also acts through the state after it',
  'carry-untransposed':
    'on the way back W_h is used as on the way forward; backward its rows and columns change places',
  'carry-before-tanh': "the gradient that goes to the step before lacks tanh': it passes through tanh before W_h",
  'zero-start': 'the sequence starts from zeros; it should start from h0',
  'state-now': 'the gradient of W_h uses the state h_t; W_h was multiplied by the state before',
  'no-bias': 'the bias is left out of the forward pass',
  mean: 'this is averaged over the time steps; the loss is a sum',
  doubled: 'this is twice the gradient (or half of it); look at the factor ½ in the loss',
  'last-loss-only': 'only the loss of the last step is counted; every step has a loss',
};

function zeros(rows: number, columns: number): number[][] {
  return Array.from({length: rows}, () => new Array<number>(columns).fill(0));
}

/** States h_1 ... h_T, [timeSteps][units]. */
export function forward({x, weights, h0}: RnnProblem, slip?: BpttSlip): number[][] {
  const {kernel, recurrentKernel, bias} = weights;
  let before = slip === 'zero-start' ? h0.map(() => 0) : h0;
  return x.map((input) => {
    before = bias.map((b, j) => {
      let sum = slip === 'no-bias' ? 0 : b;
      input.forEach((value, i) => {
        sum += value * kernel[i][j];
      });
      before.forEach((value, i) => {
        sum += value * recurrentKernel[i][j];
      });
      return Math.tanh(sum);
    });
    return before;
  });
}

/** L = ½ Σ_t |h_t - y_t|². */
export function lossOf(problem: RnnProblem, slip?: BpttSlip): number {
  const h = forward(problem, slip);
  let sum = 0;
  h.forEach((state, t) => {
    if (slip === 'last-loss-only' && t < h.length - 1) return;
    state.forEach((value, j) => {
      sum += 0.5 * (value - problem.y[t][j]) ** 2;
    });
  });
  return slip === 'mean' ? sum / h.length : slip === 'doubled' ? 2 * sum : sum;
}

/** Gradients by backpropagation through time, or a wrong variant of them. */
export function gradientsOf(problem: RnnProblem, slip?: BpttSlip): RnnGradients {
  const {x, y, weights, h0} = problem;
  const units = h0.length;
  const h = forward(problem, slip);
  const first = slip === 'zero-start' ? h0.map(() => 0) : h0;
  const scale = slip === 'mean' ? 1 / x.length : slip === 'doubled' ? 2 : 1;
  const kernel = zeros(weights.kernel.length, units);
  const recurrentKernel = zeros(units, units);
  const bias = new Array<number>(units).fill(0);
  let carry = new Array<number>(units).fill(0);
  for (let t = x.length - 1; t >= 0; t--) {
    const isCounted = slip !== 'last-loss-only' || t === x.length - 1;
    const atState = h[t].map((value, j) => (isCounted ? scale * (value - y[t][j]) : 0) + carry[j]);
    const atSum = atState.map((value, j) => (slip === 'no-tanh' ? value : value * (1 - h[t][j] ** 2)));
    const before = t > 0 ? h[t - 1] : first;
    const factor = slip === 'state-now' ? h[t] : before;
    atSum.forEach((value, j) => {
      bias[j] += value;
      x[t].forEach((input, i) => {
        kernel[i][j] += input * value;
      });
      factor.forEach((state, i) => {
        recurrentKernel[i][j] += state * value;
      });
    });
    const back = slip === 'carry-before-tanh' ? atState : atSum;
    carry = carry.map((_, i) => {
      if (slip === 'no-carry' && t > 0) return 0;
      const weight = (j: number) =>
        slip === 'carry-untransposed' ? weights.recurrentKernel[j][i] : weights.recurrentKernel[i][j];
      return back.reduce((sum, value, j) => sum + value * weight(j), 0);
    });
  }
  return {kernel, recurrentKernel, bias, h0: carry};
}

/** Slips of truncated BPTT. */
export type TruncationSlip = 'dropped' | 'reset' | 'uncut' | 'restart' | 'last-chunk' | 'mean-of-chunks';

export const TRUNCATION_MESSAGES: Record<TruncationSlip, string> = {
  dropped: 'the last, shorter chunk is dropped; every step counts',
  reset: 'the state is set to zeros at the border of a chunk; it should be carried on, only the gradient is cut',
  uncut: 'this is full BPTT: the gradient crosses the borders of the chunks',
  restart: 'every chunk starts from h0; it should start from the last state of the chunk before',
  'last-chunk': 'this is the gradient of the last chunk alone; the gradients of all chunks are added',
  'mean-of-chunks': 'the gradients of the chunks are averaged; they are added',
};

function addTo(total: number[][], part: number[][]): number[][] {
  return total.map((row, i) => row.map((value, j) => value + part[i][j]));
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
  const chunks: RnnGradients[] = [];
  let h0 = problem.h0;
  for (let start = 0; start < x.length; start += chunk) {
    const end = start + chunk;
    if (slip === 'dropped' && end > x.length) break;
    const part = {x: x.slice(start, end), y: y.slice(start, end), weights, h0};
    chunks.push(gradientsOf(part, inner));
    if (slip === 'reset') h0 = h0.map(() => 0);
    else if (slip !== 'restart') h0 = forward(part, inner).at(-1) ?? h0;
  }
  const none = {
    kernel: weights.kernel.map((row) => row.map(() => 0)),
    recurrentKernel: weights.recurrentKernel.map((row) => row.map(() => 0)),
  };
  const used = slip === 'last-chunk' ? chunks.slice(-1) : chunks;
  const factor = slip === 'mean-of-chunks' ? 1 / chunks.length : 1;
  const scaled = (values: number[]) => values.map((value) => value * factor);
  return {
    kernel: used.reduce((total, {kernel}) => addTo(total, kernel), none.kernel).map(scaled),
    recurrentKernel: used.reduce((total, one) => addTo(total, one.recurrentKernel), none.recurrentKernel).map(scaled),
    bias: scaled(
      used.reduce(
        (total, {bias}) => total.map((value, j) => value + bias[j]),
        problem.h0.map(() => 0),
      ),
    ),
    h0: used[0]?.h0 ?? problem.h0.map(() => 0),
  };
}

/** How a difference quotient is taken. */
export type QuotientSlip = 'forward' | 'undivided' | 'half';

export const QUOTIENT_MESSAGES: Record<QuotientSlip, string> = {
  forward: 'this is a one-sided difference; central differences step to both sides of the weight',
  undivided: 'the difference is not divided by the distance of the two points',
  half: 'the difference is divided by epsilon; the two points lie further apart',
};

/** Gradients from differences of the loss alone. */
export function quotients(problem: RnnProblem, epsilon: number, slip?: QuotientSlip): RnnGradients {
  const copy = structuredClone(problem);
  const divisor = {undivided: 1, half: epsilon, forward: epsilon, right: 2 * epsilon}[slip ?? 'right'];
  const base = lossOf(copy);
  const along = (list: number[]): number[] =>
    list.map((value, i) => {
      list[i] = value + epsilon;
      const above = lossOf(copy);
      list[i] = value - epsilon;
      const below = slip === 'forward' ? base : lossOf(copy);
      list[i] = value;
      return (above - below) / divisor;
    });
  const {kernel, recurrentKernel, bias} = copy.weights;
  return {
    kernel: kernel.map(along),
    recurrentKernel: recurrentKernel.map(along),
    bias: along(bias),
    h0: along(copy.h0),
  };
}

/** Sizes of a random problem. */
export interface ProblemSizes {
  timeSteps: number;
  features: number;
  units: number;
}

/** A random problem whose states neither saturate nor vanish. */
export function randomProblem({uniform}: Random, {timeSteps, features, units}: ProblemSizes): RnnProblem {
  // Six decimals keep the numbers exact in JSON and easy to read.
  const number = (most: number) => Math.round(uniform(-most, most) * 1e6) / 1e6;
  const matrix = (rows: number, columns: number, most: number) =>
    Array.from({length: rows}, () => Array.from({length: columns}, () => number(most)));
  return {
    x: matrix(timeSteps, features, 1),
    y: matrix(timeSteps, units, 1),
    weights: {
      kernel: matrix(features, units, 0.9),
      recurrentKernel: matrix(units, units, 0.9),
      bias: matrix(1, units, 0.5)[0],
    },
    h0: matrix(1, units, 0.8)[0],
  };
}
