import {type PeepholeStep, sigmoid} from './peephole-cell';

/** What one unit knows when the gradient comes back to its step. */
export interface UnitBack {
  i: number;
  f: number;
  candidate: number;
  o: number;
  /** C_t and C_{t-1}. */
  c: number;
  before: number;
  /** Gradient that reaches h_t in all, and the part of C_t's that comes from the next step. */
  dh: number;
  dc: number;
  pi: number;
  pf: number;
  po: number;
}

/** The lines of one step back for one unit; `own` is the whole gradient of C_t. */
export interface BackLines {
  o: (unit: UnitBack) => number;
  own: (unit: UnitBack, o: number) => number;
  i: (unit: UnitBack, own: number) => number;
  f: (unit: UnitBack, own: number) => number;
  candidate: (unit: UnitBack, own: number) => number;
  /** Gradient of C_{t-1}. */
  c: (unit: UnitBack, all: {own: number; i: number; f: number; o: number}) => number;
}

const slope = (gate: number): number => gate * (1 - gate);
const tanhSlope = (value: number): number => 1 - value * value;
const shown = ({c}: UnitBack): number => Math.tanh(c);

const RIGHT: BackLines = {
  o: (u) => u.dh * shown(u) * slope(u.o),
  own: (u, o) => u.dc + u.dh * u.o * tanhSlope(shown(u)) + o * u.po,
  i: (u, own) => own * u.candidate * slope(u.i),
  f: (u, own) => own * u.before * slope(u.f),
  candidate: (u, own) => own * u.i * tanhSlope(u.candidate),
  c: (u, {own, i, f}) => own * u.f + i * u.pi + f * u.pf,
};

/** Typical slips of one step back, the likeliest first. */
export const BACK_SLIPS: {message: string; lines: Partial<BackLines>}[] = [
  {
    message: 'none of the three peephole terms is there: this is the way back of a plain LSTM',
    lines: {own: (u) => u.dc + u.dh * u.o * tanhSlope(shown(u)), c: (u, {own}) => own * u.f},
  },
  {
    message: 'the gradient of C_t lacks the term of the output gate: O looked at C_t through p_o',
    lines: {own: (u) => u.dc + u.dh * u.o * tanhSlope(shown(u))},
  },
  {
    message: 'the term of p_o is added to C_(t-1); the output gate looked at C_t',
    lines: {
      own: (u) => u.dc + u.dh * u.o * tanhSlope(shown(u)),
      c: (u, {own, i, f, o}) => own * u.f + i * u.pi + f * u.pf + o * u.po,
    },
  },
  {
    message: 'the term of p_o counts twice: it is in the gradient of C_t, and F carries that on to C_(t-1)',
    lines: {c: (u, {own, i, f, o}) => own * u.f + i * u.pi + f * u.pf + o * u.po},
  },
  {
    message: "the term of p_o lacks σ': the gradient passes through the output gate's σ to the peephole",
    lines: {own: (u) => u.dc + u.dh * u.o * tanhSlope(shown(u)) + u.dh * shown(u) * u.po},
  },
  {
    message: 'the term of p_o lacks p_o: the gradient comes back through the weight that C_t went through',
    lines: {own: (u, o) => u.dc + u.dh * u.o * tanhSlope(shown(u)) + o},
  },
  {
    message: 'the gradient of C_(t-1) lacks the terms of both peepholes: I and F looked at it',
    lines: {c: (u, {own}) => own * u.f},
  },
  {message: 'the gradient of C_(t-1) lacks the term of p_i', lines: {c: (u, {own, f}) => own * u.f + f * u.pf}},
  {message: 'the gradient of C_(t-1) lacks the term of p_f', lines: {c: (u, {own, i}) => own * u.f + i * u.pi}},
  {
    message: 'p_i and p_f have changed places in the gradient of C_(t-1)',
    lines: {c: (u, {own, i, f}) => own * u.f + i * u.pf + f * u.pi},
  },
  {
    message: 'the gradient of C_(t-1) lacks the factor F: only what was kept comes back',
    lines: {c: (u, {own, i, f}) => own + i * u.pi + f * u.pf},
  },
  {
    message: 'c is the gradient of C_t here; that of C_(t-1), one step earlier, was asked for',
    lines: {c: (_, {own}) => own},
  },
  {
    message: 'what comes from the next step along the cell state (dc) is left out',
    lines: {own: (u, o) => u.dh * u.o * tanhSlope(shown(u)) + o * u.po},
  },
  {
    message: 'the gradient of C_t lacks the way through the hidden state: h_t is made of C_t',
    lines: {own: (u, o) => u.dc + o * u.po},
  },
  {
    message: "the gradient of C_t lacks tanh': C_t went through tanh to reach h_t",
    lines: {own: (u, o) => u.dc + u.dh * u.o + o * u.po},
  },
  {
    message: "tanh' is taken at C_t as if C_t were a tanh already; it is 1 - tanh²(C_t)",
    lines: {own: (u, o) => u.dc + u.dh * u.o * tanhSlope(u.c) + o * u.po},
  },
  {
    message: 'the gradient of C_t lacks the factor O: the output gate shows only a part of it',
    lines: {own: (u, o) => u.dc + u.dh * tanhSlope(shown(u)) + o * u.po},
  },
  {
    message: 'the output gate was multiplied with tanh(C_t), not with C_t',
    lines: {o: (u) => u.dh * u.c * slope(u.o)},
  },
  {
    message: "σ' is missing: each gate's gradient passes through σ to the sum inside",
    lines: {
      ...{o: (u) => u.dh * shown(u), i: (u, own) => own * u.candidate, f: (u, own) => own * u.before},
    },
  },
  {message: "the output gate lacks σ' = O(1 - O)", lines: {o: (u) => u.dh * shown(u)}},
  {message: "the input gate lacks σ' = I(1 - I)", lines: {i: (u, own) => own * u.candidate}},
  {message: "the forget gate lacks σ' = F(1 - F)", lines: {f: (u, own) => own * u.before}},
  {
    message: 'the forget gate takes C_t; it was multiplied with the cell state before',
    lines: {f: (u, own) => own * u.c * slope(u.f)},
  },
  {
    message: 'the input gate is multiplied with itself; the other factor of I ⊙ C̃ was asked for',
    lines: {i: (u, own) => own * u.i * slope(u.i)},
  },
  {
    message:
      'I, F and the candidate hear dc alone; the whole gradient of C_t reaches them, the part through h_t as well',
    lines: {
      ...{i: (u) => u.dc * u.candidate * slope(u.i), f: (u) => u.dc * u.before * slope(u.f)},
      candidate: (u) => u.dc * u.i * tanhSlope(u.candidate),
    },
  },
  {
    message: 'F carries dc alone on to C_(t-1); the whole gradient of C_t goes that way',
    lines: {c: (u, {i, f}) => u.dc * u.f + i * u.pi + f * u.pf},
  },
  {
    message: 'dc is added to the gradient of C_(t-1) once more; it came in by C_t',
    lines: {c: (u, {own, i, f}) => own * u.f + i * u.pi + f * u.pf + u.dc},
  },
  {
    message: 'the gradient of C_(t-1) lacks the weights p_i and p_f: it comes back through what C_(t-1) went through',
    lines: {c: (u, {own, i, f}) => own * u.f + i + f},
  },
  {
    message: 'the terms of C_(t-1) belong to the weights p_i and p_f: those are multiplied with C_(t-1), it with them',
    lines: {c: (u, {own, i, f}) => own * u.f + i * u.before + f * u.before},
  },
  {
    message: 'the output gate is sent what comes along the cell state; it acts on h_t alone',
    lines: {o: (u) => (u.dh + u.dc) * shown(u) * slope(u.o)},
  },
  {
    message: "σ' is taken of the gates as if they were the sums; they have been through σ already",
    lines: {
      o: (u) => u.dh * shown(u) * slope(sigmoid(u.o)),
      i: (u, own) => own * u.candidate * slope(sigmoid(u.i)),
      f: (u, own) => own * u.before * slope(sigmoid(u.f)),
    },
  },
  {
    message: "tanh' is taken of the candidate as if it were the sum; it has been through tanh already",
    lines: {candidate: (u, own) => own * u.i * tanhSlope(Math.tanh(u.candidate))},
  },
  {message: "the candidate lacks tanh' = 1 - C̃²", lines: {candidate: (u, own) => own * u.i}},
  {
    message: 'the candidate has the slope of σ; it went through tanh: 1 - C̃²',
    lines: {candidate: (u, own) => own * u.i * slope(u.candidate)},
  },
  {
    message: 'the candidate lacks the factor I: only what was written comes back',
    lines: {candidate: (u, own) => own * tanhSlope(u.candidate)},
  },
];

/** Gradients of one step: of the sums inside the gates, and of C_{t-1}; each [units]. */
export interface StepBack {
  i: number[];
  f: number[];
  candidate: number[];
  o: number[];
  c: number[];
}

/** One step back, or a wrong variant of it. */
export function backOf(
  step: Omit<PeepholeStep, 'h'>,
  before: number[],
  dh: number[],
  dc: number[],
  [pi, pf, po]: number[][],
  changed: Partial<BackLines> = {},
): StepBack {
  const lines = {...RIGHT, ...changed};
  const back: StepBack = {i: [], f: [], candidate: [], o: [], c: []};
  for (let j = 0; j < dh.length; j++) {
    const {i, f, candidate, o, c} = step;
    const unit: UnitBack = {
      ...{i: i[j], f: f[j], candidate: candidate[j], o: o[j], c: c[j], before: before[j]},
      ...{dh: dh[j], dc: dc[j], pi: pi[j], pf: pf[j], po: po[j]},
    };
    const ao = lines.o(unit);
    const own = lines.own(unit, ao);
    const [ai, af] = [lines.i(unit, own), lines.f(unit, own)];
    back.i.push(ai);
    back.f.push(af);
    back.candidate.push(lines.candidate(unit, own));
    back.o.push(ao);
    back.c.push(lines.c(unit, {own, i: ai, f: af, o: ao}));
  }
  return back;
}
