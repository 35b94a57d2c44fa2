/** The boxes of an LSTM cell in the order in which their weights lie side by side, that of Keras. */
export const GATES = ['i', 'f', 'c', 'o'] as const;
/** Input gate, forget gate, candidate (c), output gate. */
export type Gate = (typeof GATES)[number];

/** What one unit noted on the way forward. */
export interface UnitNotes {
  i: number;
  f: number;
  candidate: number;
  o: number;
  c: number;
  cBefore: number;
  /** Known on the way back only. */
  hBefore?: number;
}

/** What is done at padded steps. */
type Padding =
  | ('ignored' | 'uncounted' | 'counted' | 'cut' | 'cut-h' | 'cut-c' | 'reset' | 'zeroed' | 'turned' | 'averaged')
  | ('unheld' | 'holds-h' | 'holds-c' | 'weighted' | 'walked' | 'forgets');

/** How an LSTM departs from the right way, made on purpose to recognise it; what is not set is right. */
export interface LstmVariant {
  /** Order of the gates in the columns. */
  order?: string;
  /** The four columns of a unit stand side by side, not those of a gate. */
  interleaved?: boolean;
  /** What the sums leave out. */
  without?: 'x' | 'h' | 'bias';
  /** The sums read the cell state in place of the hidden state. */
  readsCell?: boolean;
  /** What makes the gates of their sums. */
  gate?: (sum: number) => number;
  /** What makes the candidate of its sum. */
  content?: (sum: number) => number;
  /** The new cell state of one unit. */
  cell?: (unit: UnitNotes) => number;
  /** The new hidden state of one unit. */
  hidden?: (unit: UnitNotes) => number;
  /** What starts from zeros. */
  start?: 'h' | 'c' | 'both';

  /** What dh adds to the gradient of the cell state. */
  intoCell?: (dh: number, unit: UnitNotes) => number;
  /** What is left of the gradient that comes from the cell state of the next step. */
  fromNext?: (dc: number) => number;
  /** Gradient of the output gate, of dh. */
  toO?: (dh: number, unit: UnitNotes, dC: number) => number;
  /** Gradients of the others, of the gradient of the cell state. */
  toI?: (dC: number, unit: UnitNotes) => number;
  toF?: (dC: number, unit: UnitNotes) => number;
  toCandidate?: (dC: number, unit: UnitNotes) => number;
  /** Slopes that are not the right ones, of the value of the gate. */
  slopes?: Partial<Record<Gate, (value: number) => number>>;
  /** Gradient of the cell state before. */
  outCell?: (dC: number, unit: UnitNotes, dc: number) => number;
  /** The only box through which the gradient goes to the hidden state before and to the input. */
  through?: Gate;
  /** A box through which nothing goes to them. */
  misses?: Gate;
  /** The block of each box in the recurrent kernel is read by columns. */
  turnsKernel?: boolean;
  /** The gradients go on from the gates, not from the sums inside. */
  skipsSlopes?: boolean;
  /** dh itself goes on to the state before, too. */
  copiesHidden?: boolean;

  /** What the loss of one number is differentiated to. */
  error?: (h: number, y: number) => number;
  /** How much step t of T counts in the loss. */
  weight?: (t: number, T: number) => number;
  /** The state that the target of a step is compared with is the one before. */
  comparesBefore?: boolean;
  /** What is not carried from step to step. */
  dropped?: 'h' | 'both';
  /** What is added up over all later steps, not handed on. */
  heaped?: 'h' | 'c' | 'both';
  /** The state that the gradient of W_hh is multiplied with, in place of h_{t-1}. */
  before?: 'now' | 'zeros-at-start';
  /** The cell state before the first step is taken for zeros on the way back. */
  cellBefore?: 'zeros-at-start';
  /** Which step's input the gradient of W_xh takes, counted from t. */
  inputShift?: number;
  loop?: 'misses-last' | 'misses-first' | 'forward';
  add?: 'none';
  inputs?: 'reversed';
  /** What is done at padded steps. */
  padding?: Padding;
}

/** A typical slip: what to tell the learner (it is named, the right line is not given), and how it is made. */
export interface LstmSlip {
  message: string;
  variant: LstmVariant;
}

const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));
const slopeOfSigmoid = (s: number) => s * (1 - s);
const slopeOfTanh = (s: number) => 1 - s * s;
const same = <T>(value: T) => value;

const ORDER = 'the gates stand in another order; the columns are those of i, f, c, o';
const ORDERS = ['icfo', 'ifoc', 'fico', 'oifc', 'fcio', 'foic', 'iofc'];

/** Slips of one step forward. */
export const FORWARD: LstmSlip[] = [
  ...ORDERS.map((order) => ({message: ORDER, variant: {order}})),
  {
    message: 'the columns are read unit by unit; they stand gate by gate: first all units of i, then all of f',
    variant: {interleaved: true},
  },
  {message: 'the input is left out of the sums', variant: {without: 'x'}},
  {
    message:
      'the hidden state before is left out or taken for zeros: every gate reads it, through the recurrent kernel',
    variant: {without: 'h'},
  },
  {message: 'the bias is left out of the sums', variant: {without: 'bias'}},
  {message: 'the boxes read the cell state before; they read the hidden state', variant: {readsCell: true}},
  {message: 'the step starts from zeros, not from the state that is handed in', variant: {start: 'both'}},
  {
    message: 'the candidate goes through σ here; as content it needs tanh, which can be negative',
    variant: {content: sigmoid},
  },
  {message: 'the gates go through tanh here; a share between 0 and 1 needs σ', variant: {gate: Math.tanh}},
  {
    message: 'gates and candidate have changed their functions: gates take σ, the candidate tanh',
    variant: {gate: Math.tanh, content: sigmoid},
  },
  {message: 'the candidate is the bare sum; tanh is missing', variant: {content: same}},
  {message: 'the gates are the bare sums; σ is missing', variant: {gate: same}},
  {message: 'h lacks the tanh of the cell state', variant: {hidden: ({o, c}) => o * c}},
  {message: 'the cell state is shown through σ; look at h once more', variant: {hidden: ({o, c}) => o * sigmoid(c)}},
  {message: 'h lacks the output gate', variant: {hidden: ({c}) => Math.tanh(c)}},
  {
    message: 'h shows the cell state before; it shows the new one',
    variant: {hidden: ({o, cBefore}) => o * Math.tanh(cBefore)},
  },
  {
    message: 'h is made of the candidate; it shows the whole cell state',
    variant: {hidden: ({o, candidate}) => o * candidate},
  },
  {
    message: 'forget gate and input gate have changed places in the cell state',
    variant: {cell: ({i, f, candidate, cBefore}) => i * cBefore + f * candidate},
  },
  {
    message: 'the cell state only adds: what it held before must pass the forget gate',
    variant: {cell: ({i, candidate, cBefore}) => cBefore + i * candidate},
  },
  {
    message: 'the candidate enters the cell state without the input gate',
    variant: {cell: ({f, candidate, cBefore}) => f * cBefore + candidate},
  },
  {
    message: 'the cell state before is lost: taken for zeros, or its term is missing',
    variant: {cell: ({i, candidate}) => i * candidate},
  },
  {
    message: 'what is written gets the share 1 - f, as in a GRU; an LSTM has an input gate of its own',
    variant: {cell: ({f, candidate, cBefore}) => f * cBefore + (1 - f) * candidate},
  },
  {
    message: '1 - f is kept here; a forget gate near 1 keeps',
    variant: {cell: ({i, f, candidate, cBefore}) => (1 - f) * cBefore + i * candidate},
  },
  {
    message: 'the cell state itself goes through tanh here; only what is shown of it does',
    variant: {cell: ({i, f, candidate, cBefore}) => Math.tanh(f * cBefore + i * candidate)},
  },
];

/** The boxes in words. */
export const NAMES: Record<Gate, string> = {
  i: 'input gate (i)',
  f: 'forget gate (f)',
  c: 'candidate (c)',
  o: 'output gate (o)',
};
const right = {i: slopeOfSigmoid, f: slopeOfSigmoid, c: slopeOfTanh, o: slopeOfSigmoid};
/** The same change to the slope of each box alone. */
const eachGate = (says: (gate: Gate) => string, slope: (gate: Gate) => (value: number) => number): LstmSlip[] =>
  GATES.map((gate) => ({message: says(gate), variant: {slopes: {[gate]: slope(gate)}}}));

/** Slips of one step back, the likeliest first: where two agree on some input, the first is named. */
export const BACKWARD: LstmSlip[] = [
  {
    message: 'the gradient that comes from the cell state of the next step (dc) is missing',
    variant: {fromNext: () => 0},
  },
  {
    message: 'h_t depends on c_t: the term that goes from dh through the output gate into the cell state is missing',
    variant: {intoCell: () => 0},
  },
  {
    message: "tanh' is missing on the way from dh into the cell state: h_t holds tanh(c_t)",
    variant: {intoCell: (dh, {o}) => dh * o},
  },
  {
    message: 'on the way from dh into the cell state the output gate is missing',
    variant: {intoCell: (dh, {c}) => dh * slopeOfTanh(Math.tanh(c))},
  },
  {
    message: 'dh enters the cell state as it is; between h_t and c_t stand the output gate and tanh',
    variant: {intoCell: same},
  },
  {
    message: "tanh' of the cell state is taken as 1 - c²; the square belongs to the value of tanh",
    variant: {intoCell: (dh, {o, c}) => dh * o * slopeOfTanh(c)},
  },
  {
    message: "σ' and tanh' of all four boxes are missing: the weights act on the sums inside",
    variant: {slopes: {i: () => 1, f: () => 1, c: () => 1, o: () => 1}},
  },
  {
    message: "σ' is missing at the gates i, f, o: the weights act on the sums inside",
    variant: {slopes: {i: () => 1, f: () => 1, o: () => 1}},
  },
  ...eachGate(
    (gate) => `the ${gate === 'c' ? "tanh'" : "σ'"} of the ${NAMES[gate]} is missing`,
    () => () => 1,
  ),
  {
    message: 'the candidate gets the slope of σ; it went through tanh, whose slope is another',
    variant: {slopes: {c: slopeOfSigmoid}},
  },
  {
    message: 'the gates get the slope of tanh; they went through σ, whose slope is another',
    variant: {slopes: {i: slopeOfTanh, f: slopeOfTanh, o: slopeOfTanh}},
  },
  ...eachGate(
    (gate) => `the ${NAMES[gate]} gets the slope of tanh; it went through σ`,
    () => slopeOfTanh,
  ).filter(({variant}) => !variant.slopes?.c),
  {
    message: "the slopes are taken of gates that went through their function already: write them by the gate's value",
    variant: {
      slopes: Object.fromEntries(
        GATES.map((gate) => [gate, (v: number) => right[gate]((gate === 'c' ? Math.tanh : sigmoid)(v))]),
      ),
    },
  },
  {message: 'the output gate was multiplied by tanh(c), not by c', variant: {toO: (dh, {c}) => dh * c}},
  {
    message: 'the output gate was multiplied by the new cell state; the one before stands here',
    variant: {toO: (dh, {cBefore}) => dh * Math.tanh(cBefore)},
  },
  {
    message: 'the forget gate was multiplied by the cell state before; the new one stands here',
    variant: {toF: (dC, {c}) => dC * c},
  },
  {
    message: 'input gate and candidate have changed places: each was multiplied by the other',
    variant: {toI: (dC, {i}) => dC * i, toCandidate: (dC, {candidate}) => dC * candidate},
  },
  {
    message: 'the input gate (i) is multiplied with itself; forward it stood beside the candidate',
    variant: {toI: (dC, {i}) => dC * i},
  },
  {
    message: 'the candidate (c) is multiplied with itself; forward it stood beside the input gate',
    variant: {toCandidate: (dC, {candidate}) => dC * candidate},
  },
  {
    message: 'the forget gate (f) is multiplied with itself; forward it stood beside the cell state before',
    variant: {toF: (dC, {f}) => dC * f},
  },
  {message: 'the gradient of the cell state before lacks the forget gate', variant: {outCell: same}},
  {
    message: 'only dc goes on to the cell state before; what dh brings into the cell state goes with it',
    variant: {outCell: (_dC, {f}, dc) => dc * f},
  },
  {
    message: 'the gradient of the cell state before passes the input gate here; which gate did it meet forward?',
    variant: {outCell: (dC, {i}) => dC * i},
  },
  ...GATES.map((gate) => ({
    message: `hidden state and input get the gradient of the ${NAMES[gate]} only; all four boxes read them`,
    variant: {through: gate},
  })),
  {
    message: "the gradients of hidden state and input leave at the gates; they must pass σ' and tanh' first",
    variant: {skipsSlopes: true},
  },
  {
    message: 'dh itself is added to the gradient of h_{t-1}; only the boxes lead from one to the other',
    variant: {copiesHidden: true},
  },
  ...ORDERS.map((order) => ({message: ORDER, variant: {order}})),
];
