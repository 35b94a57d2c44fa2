import {type BackLines, backOf} from './peephole-backward';
import {type PeepholeProblem, type PeepholeWeights, stepOf, stepsOf} from './peephole-cell';

/** Gradients of a whole sequence, each shaped as what it belongs to. */
export interface PeepholeGradients extends PeepholeWeights {
  h0: number[];
  c0: number[];
}

/** How a walk back over a sequence departs from the right one. */
export interface WalkVariant {
  lines?: Partial<BackLines>;
  carryH?: 'none' | 'untransposed';
  carryC?: 'none';
  /** What row 0, 1 or 2 of the peepholes is multiplied with. */
  seen?: (row: number, values: {before: number; now: number; h: number; hBefore: number}) => number;
  /** Rows of the peepholes that the gradients of p_i, p_f, p_o go to. */
  rows?: number[];
  /** Which of i f c o stand in the three rows. */
  sums?: number[];
  /** State that the recurrent kernel's gradient takes: that before the step, or after it. */
  state?: 'now' | 'zeros at start';
  /** The gradients of the weights are set at each step, or averaged over the steps. */
  add?: 'none' | 'mean';
  /** This step, counted from 0, is left out of the sums of the weights. */
  missing?: number;
  /** The walk starts one step early, never starts, or goes from the first step to the last. */
  loop?: 'misses last' | 'never' | 'forward';
  /** Which step's own gradient arrives, counted from t. */
  dhShift?: number;
  /** What comes back takes the place of a step's own gradient; it is not added. */
  isReplaced?: boolean;
  /** The step back gets the states after the step. */
  isLate?: boolean;
  /** Which step's input the kernel's gradient takes, counted from t. */
  shift?: number;
  /** Order in which the gradients of i f c o are packed. */
  order?: number[];
}

/** Gradients by backpropagation through time, or a wrong variant of them. */
export function peepholeGradientsOf(problem: PeepholeProblem, variant: WalkVariant = {}): PeepholeGradients {
  const {x, dh, weights, h0, c0} = problem;
  const {rows = [0, 1, 2], sums = [0, 1, 3], shift = 0} = variant;
  const {seen = (row, {before, now}) => (row === 2 ? now : before)} = variant;
  const steps = stepsOf(problem);
  const like = (matrix: number[][]) => matrix.map((row) => row.map(() => 0));
  const kernel = like(weights.kernel);
  const recurrentKernel = like(weights.recurrentKernel);
  const peepholes = like(weights.peepholes);
  const bias = weights.bias.map(() => 0);
  let [carryH, carryC] = [h0.map(() => 0), c0.map(() => 0)];
  const put = (row: number[], k: number, term: number): void => {
    row[k] = (variant.add === 'none' ? 0 : row[k]) + (variant.add === 'mean' ? term / x.length : term);
  };
  const back = x.map((_, k) => x.length - 1 - k);
  const walks = {'misses last': back.slice(1), never: [], forward: [...back].reverse()};
  for (const t of variant.loop ? walks[variant.loop] : back) {
    const before = variant.isLate ? steps[t] : t > 0 ? steps[t - 1] : {h: h0, c: c0};
    const own = dh[t + (variant.dhShift ?? 0)] ?? h0.map(() => 0);
    const isLast = t === x.length - 1;
    const {i, f, candidate, o, c} = backOf(
      variant.isLate ? stepOf(x[t], before.h, before.c, weights) : steps[t],
      before.c,
      own.map((value, j) => (variant.isReplaced && !isLast ? 0 : value) + carryH[j]),
      carryC,
      weights.peepholes,
      variant.lines,
    );
    const gates = [i, f, candidate, o];
    const da = gates.flat();
    const packed = (variant.order ?? [0, 1, 2, 3]).flatMap((gate) => gates[gate]);
    if (t !== variant.missing) {
      const atStart = t === 0 && variant.state === 'zeros at start' ? h0.map(() => 0) : before.h;
      const state = variant.state === 'now' ? steps[t].h : atStart;
      const input = x[t + shift] ?? x[t].map(() => 0);
      for (const [k, value] of packed.entries()) {
        put(bias, k, value);
        for (const [n, row] of kernel.entries()) put(row, k, input[n] * value);
        for (const [n, row] of recurrentKernel.entries()) put(row, k, state[n] * value);
      }
      for (const [row, gate] of sums.entries()) {
        for (const [j, value] of gates[gate].entries()) {
          const values = {before: before.c[j], now: steps[t].c[j], h: steps[t].h[j], hBefore: before.h[j]};
          put(peepholes[rows[row]], j, value * seen(row, values));
        }
      }
    }
    const {recurrentKernel: W} = weights;
    const units = h0.length;
    const entry = (n: number, k: number): number =>
      variant.carryH === 'untransposed' ? W[k % units][k - (k % units) + n] : W[n][k];
    carryH = h0.map((_, n) => da.reduce((sum, value, k) => sum + value * entry(n, k), 0));
    carryC = c;
    if (t > 0 && variant.carryH === 'none') carryH = h0.map(() => 0);
    if (t > 0 && variant.carryC === 'none') carryC = c0.map(() => 0);
  }
  return {kernel, recurrentKernel, peepholes, bias, h0: carryH, c0: carryC};
}

/** Typical slips of the walk back, the likeliest first. */
export const WALK_SLIPS: {message: string; variant: WalkVariant}[] = [
  {
    message:
      'the gradient that comes back to h from the next step is missing: each state also acts through the step after it',
    variant: {carryH: 'none'},
  },
  {
    message: 'the gradient that comes back to c from the next step is missing: the cell state goes on to it as well',
    variant: {carryC: 'none'},
  },
  {
    message: 'both gradients from the next step are missing: h and c act on all that comes after',
    variant: {carryH: 'none', carryC: 'none'},
  },
  {
    message: 'the gradient is multiplied with C_t; the input and forget gate saw another cell state',
    variant: {seen: (_, {now}) => now},
  },
  {
    message: 'the gradient is multiplied with C_(t-1); the output gate saw another cell state',
    variant: {seen: (_, {before}) => before},
  },
  {
    message:
      'the cell states have changed places: which one did the input and forget gate see, which one the output gate?',
    variant: {seen: (row, {now, before}) => (row === 2 ? before : now)},
  },
  {
    message: 'a peephole is multiplied with the hidden state; it showed the cell state',
    variant: {seen: (row, {h, hBefore}) => (row === 2 ? h : hBefore)},
  },
  {
    message: 'the factor of the peephole is missing: its gradient is that of the sum, times what it showed',
    variant: {seen: () => 1},
  },
  {message: 'the peepholes collect nothing: are they added to at every step?', variant: {seen: () => 0}},
  {
    message: 'tanh of the cell state stands where the cell state itself was seen',
    variant: {seen: (row, {now, before}) => Math.tanh(row === 2 ? now : before)},
  },
  {
    message: "the third row takes the candidate's sum; p_o belongs to the output gate, the fourth of i f c o",
    variant: {sums: [0, 1, 2]},
  },
  {
    message: "the second row takes the candidate's sum; p_f belongs to the forget gate, the second of i f c o",
    variant: {sums: [0, 2, 3]},
  },
  {
    message: 'only the last output is counted: what comes back is added to dh[t], it does not take its place',
    variant: {isReplaced: true},
  },
  {message: 'dh[t] is taken one step too late; dh[0] belongs to h_1', variant: {dhShift: 1}},
  {message: 'dh[t] is taken one step too early; dh[0] belongs to h_1', variant: {dhShift: -1}},
  {
    message: 'the step back is given the states after the step; it asks for those before',
    variant: {isLate: true},
  },
  {message: 'the walk goes from the first step to the last; gradients come from the end', variant: {loop: 'forward'}},
  {message: 'the rows of p_i and p_f have changed places', variant: {rows: [1, 0, 2]}},
  {message: 'the rows of p_f and p_o have changed places', variant: {rows: [0, 2, 1]}},
  {
    message: 'the gradient of the recurrent kernel takes h_t; it was multiplied with the state before',
    variant: {state: 'now'},
  },
  {
    message: 'the gradient of the recurrent kernel takes zeros before the first step; the state there is h0',
    variant: {state: 'zeros at start'},
  },
  {message: 'on the way back the recurrent kernel has to change rows and columns', variant: {carryH: 'untransposed'}},
  {
    message: 'only one step is left in the sums: each step is added, it does not replace the others',
    variant: {add: 'none'},
  },
  {message: 'this is averaged over the time steps; the terms of the steps are added', variant: {add: 'mean'}},
  {message: 'the way back leaves out the last step', variant: {loop: 'misses last'}},
  {message: 'the gradient of the kernel takes the input of the next step', variant: {shift: 1}},
  {message: 'the gradient of the kernel takes the input of the step before', variant: {shift: -1}},
  {message: 'the gates are packed i f o c here; the order is i f c o', variant: {order: [0, 1, 3, 2]}},
];
