import type {Random} from '../../data/random';

/** Weights of an LSTM with peepholes as plain lists; the gates stand in the order i f c o. */
export interface PeepholeWeights {
  /** [features][4 * units]. */
  kernel: number[][];
  /** [units][4 * units]. */
  recurrentKernel: number[][];
  /** p_i, p_f, p_o, [3][units]. */
  peepholes: number[][];
  /** [4 * units]. */
  bias: number[];
}

/** Both states after a step, and the gates that made them; each [units]. */
export interface PeepholeStep {
  h: number[];
  c: number[];
  i: number[];
  f: number[];
  candidate: number[];
  o: number[];
}

/** One sequence, the weights and the states before it. */
export interface PeepholeProblem {
  /** [timeSteps][features]. */
  x: number[][];
  /** Gradient of the loss by each h_t as output alone, [timeSteps][units]. */
  dh: number[][];
  weights: PeepholeWeights;
  h0: number[];
  c0: number[];
}

type Gate = 'i' | 'f' | 'c' | 'o';
const GATES: Gate[] = ['i', 'f', 'c', 'o'];

/** How an answer departs from the right step; what is not set is right. */
export interface CellVariant {
  /** Places of i, f, c, o in kernel, recurrent kernel and bias. */
  blocks?: number[];
  /** Rows of the peepholes that i, f, c, o look through; -1 where there is none. */
  eyes?: number[];
  /** What a peephole shows: C_{t-1} to I and F, C_t to O. */
  seen?: (values: {gate: Gate; before: number; now: number; h: number}) => number;
  /** Each peephole shows the cell states of all units. */
  showsAll?: boolean;
  /** The peephole term is added behind σ, or multiplied with the sum. */
  isOutside?: boolean;
  isFactor?: boolean;
  /** The four columns of a unit stand side by side. */
  isInterleaved?: boolean;
  /** What stands for σ. */
  gate?: (sum: number) => number;
  without?: 'input' | 'state' | 'bias';
  candidate?: (sum: number) => number;
  /** New cell state. */
  write?: (values: {i: number; f: number; candidate: number; before: number}) => number;
  /** New hidden state. */
  show?: (values: {o: number; now: number; before: number}) => number;
}

export const sigmoid = (sum: number): number => 1 / (1 + Math.exp(-sum));

/** Typical slips of a step, the likeliest first; where two agree on some input, the first is named. */
export const CELL_SLIPS: {message: string; variant: CellVariant}[] = [
  {
    message: 'no peephole acts here: the gates do not see the cell state',
    variant: {eyes: [-1, -1, -1, -1]},
  },
  {
    message: 'the output gate sees the cell state of the step before; which one is ready when it opens?',
    variant: {seen: ({before}) => before},
  },
  {
    message: 'the candidate has got a peephole, and the output gate none; p_o is the third row',
    variant: {eyes: [0, 1, 2, -1]},
  },
  {message: 'the candidate looks through a peephole as well; only the three gates do', variant: {eyes: [0, 1, 2, 2]}},
  {message: 'p_i and p_f have changed places; the rows are p_i, p_f, p_o', variant: {eyes: [1, 0, -1, 2]}},
  {message: 'p_f and p_o have changed places; the rows are p_i, p_f, p_o', variant: {eyes: [0, 2, -1, 1]}},
  {message: 'p_i and p_o have changed places; the rows are p_i, p_f, p_o', variant: {eyes: [2, 1, -1, 0]}},
  {message: 'the output gate has no peephole here; it looks at the cell state too', variant: {eyes: [0, 1, -1, -1]}},
  {message: 'the input gate has no peephole here; it looks at the cell state too', variant: {eyes: [-1, 1, -1, 2]}},
  {message: 'the forget gate has no peephole here; it looks at the cell state too', variant: {eyes: [0, -1, -1, 2]}},
  {
    message: 'all gates look through the first row of the peepholes; each has one of its own',
    variant: {eyes: [0, 0, -1, 0]},
  },
  {
    message: 'the peepholes show the hidden state; what the output gate hides is what they are for',
    variant: {seen: ({h}) => h},
  },
  {
    message: 'the peepholes show tanh of the cell state; they show the cell state itself',
    variant: {seen: ({gate, before, now}) => Math.tanh(gate === 'o' ? now : before)},
  },
  {
    message: 'each gate sees the cell states of all units; a peephole shows that of its own unit alone',
    variant: {showsAll: true},
  },
  {message: 'the peephole term is multiplied with the sum; it is added to it', variant: {isFactor: true}},
  {message: 'the gates went through tanh; they go through σ', variant: {gate: Math.tanh}},
  {
    message: 'the four columns of a unit are read side by side; they lie a whole block of units apart',
    variant: {isInterleaved: true},
  },
  {
    message: 'the old cell state is kept with 1 - I, as in a GRU; here it has a forget gate',
    variant: {write: ({i, candidate, before}) => (1 - i) * before + i * candidate},
  },
  {
    message: 'the cell state went through σ to be shown; it goes through tanh',
    variant: {show: ({o, now}) => o * sigmoid(now)},
  },
  {message: 'the peephole is added behind σ; it stands inside, beside the bias', variant: {isOutside: true}},
  {
    message: 'the gates are read in the order i f o c; they stand in the order i f c o',
    variant: {blocks: [0, 1, 3, 2]},
  },
  {
    message: 'the gates are read in the order f i c o; they stand in the order i f c o',
    variant: {blocks: [1, 0, 2, 3]},
  },
  {
    message: 'the gates are read in the order i c f o; they stand in the order i f c o',
    variant: {blocks: [0, 2, 1, 3]},
  },
  {
    message: 'the forget gate and the input gate have changed places in the new cell state',
    variant: {write: ({i, f, candidate, before}) => i * before + f * candidate},
  },
  {
    message: 'the new cell state lacks the forget gate: how much of the old one is kept?',
    variant: {write: ({i, candidate, before}) => before + i * candidate},
  },
  {
    message: 'the new cell state lacks the input gate: how much of the candidate is written?',
    variant: {write: ({f, candidate, before}) => f * before + candidate},
  },
  {
    message: 'the new cell state lacks the old one; it is kept in part, and the rest is added',
    variant: {write: ({i, candidate}) => i * candidate},
  },
  {message: 'tanh is missing in the new hidden state', variant: {show: ({o, now}) => o * now}},
  {
    message: 'the new hidden state is made of the old cell state',
    variant: {show: ({o, before}) => o * Math.tanh(before)},
  },
  {message: 'the new hidden state lacks the output gate', variant: {show: ({now}) => Math.tanh(now)}},
  {message: 'the candidate went through σ; it goes through tanh', variant: {candidate: sigmoid}},
  {message: 'the candidate lacks its tanh', variant: {candidate: (sum) => sum}},
  {message: 'the bias is left out', variant: {without: 'bias'}},
  {message: 'the old hidden state is left out: the recurrent kernel belongs to it', variant: {without: 'state'}},
  {message: 'the input is left out: the kernel belongs to it', variant: {without: 'input'}},
];

/** One step, or a wrong variant of it. */
export function stepOf(
  x: number[],
  h: number[],
  c: number[],
  {kernel, recurrentKernel, peepholes, bias}: PeepholeWeights,
  variant: CellVariant = {},
): PeepholeStep {
  const {blocks = [0, 1, 2, 3], eyes = [0, 1, -1, 2], without, candidate = Math.tanh} = variant;
  const {seen = ({gate, before, now}) => (gate === 'o' ? now : before)} = variant;
  const {write = ({i, f, candidate: new_, before}) => f * before + i * new_} = variant;
  const {show = ({o, now}) => o * Math.tanh(now)} = variant;
  const units = h.length;
  const unit = (j: number, nows?: number[]) => {
    const sum = (gate: Gate): number => {
      const block = blocks[GATES.indexOf(gate)];
      const k = variant.isInterleaved ? 4 * j + block : block * units + j;
      const times = (row: number[], matrix: number[][]) => row.reduce((all, value, n) => all + value * matrix[n][k], 0);
      const fromInput = without === 'input' ? 0 : times(x, kernel);
      const fromState = without === 'state' ? 0 : times(h, recurrentKernel);
      return fromInput + fromState + (without === 'bias' ? 0 : bias[k]);
    };
    const before = c[j];
    const squash = (gate: Gate, act: (value: number) => number, now: number): number => {
      const row = eyes[GATES.indexOf(gate)];
      const eye = (n: number, then: number, next: number) =>
        peepholes[row][n] * seen({gate, before: then, now: next, h: h[n]});
      const all = () => c.reduce((total, then, n) => total + eye(n, then, (nows ?? c)[n]), 0);
      const term = row < 0 ? 0 : variant.showsAll ? all() : eye(j, before, now);
      if (variant.isFactor) return act(sum(gate) * (row < 0 ? 1 : term));
      return variant.isOutside ? act(sum(gate)) + term : act(sum(gate) + term);
    };
    const act = variant.gate ?? sigmoid;
    const [i, f] = [squash('i', act, before), squash('f', act, before)];
    const g = squash('c', candidate, before);
    const now = write({i, f, candidate: g, before});
    const o = squash('o', act, now);
    return {h: show({o, now, before}), c: now, i, f, candidate: g, o};
  };
  const alone = h.map((_, j) => unit(j));
  const nows = alone.map((one) => one.c);
  const columns = variant.showsAll ? h.map((_, j) => unit(j, nows)) : alone;
  const pick = (name: keyof PeepholeStep) => columns.map((column) => column[name]);
  return {h: pick('h'), c: pick('c'), i: pick('i'), f: pick('f'), candidate: pick('candidate'), o: pick('o')};
}

/** A step that changes both states unit by unit while the other units still read them. */
export function inPlace(x: number[], h: number[], c: number[], weights: PeepholeWeights): {h: number[]; c: number[]} {
  const now = {h: [...h], c: [...c]};
  for (const j of h.keys()) {
    const step = stepOf(x, now.h, now.c, weights);
    [now.h[j], now.c[j]] = [step.h[j], step.c[j]];
  }
  return now;
}

/** All steps of a sequence. */
export function stepsOf({x, weights, h0, c0}: Omit<PeepholeProblem, 'dh'>, variant: CellVariant = {}): PeepholeStep[] {
  let [h, c] = [h0, c0];
  return x.map((input) => {
    const step = stepOf(input, h, c, weights, variant);
    ({h, c} = step);
    return step;
  });
}

/** Sizes of a random problem. */
export interface PeepholeSizes {
  timeSteps: number;
  features: number;
  units: number;
}

/** A random problem whose peepholes matter: cell states and peephole weights are not small. */
export function randomPeepholeProblem({uniform}: Random, {timeSteps, features, units}: PeepholeSizes): PeepholeProblem {
  // Away from zero, where many slips would look alike; six decimals keep the numbers exact in JSON.
  const number = (least: number, most: number) =>
    (uniform(0, 1) < 0.5 ? -1 : 1) * (Math.round(uniform(least, most) * 1e6) / 1e6);
  const matrix = (rows: number, columns: number, least: number, most: number) =>
    Array.from({length: rows}, () => Array.from({length: columns}, () => number(least, most)));
  return {
    x: matrix(timeSteps, features, 0.2, 1),
    dh: matrix(timeSteps, units, 0.3, 1),
    weights: {
      kernel: matrix(features, 4 * units, 0.2, 0.9),
      recurrentKernel: matrix(units, 4 * units, 0.2, 0.8),
      peepholes: matrix(3, units, 0.3, 1.2),
      bias: matrix(1, 4 * units, 0.1, 0.6)[0],
    },
    h0: matrix(1, units, 0.2, 0.7)[0],
    c0: matrix(1, units, 0.5, 1.5)[0],
  };
}
