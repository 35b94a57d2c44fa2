/** More slips of exercise 11: one thing taken for another, a box or a state left out. */
import {plus, times} from './lists';
import {type BACK, type Backward, type PASS, type STEP, type StepBack, sigma, sloppyBack, zero} from './lstm-lists';

const slope = (s: number) => s * (1 - s);
const tanhSlope = (s: number) => 1 - s * s;

/** Slips of a step forward. */
export const STEP_MIX_UPS: [slip: string, lines: Partial<typeof STEP>, says: RegExp][] = [
  [
    'the boxes read the cell state',
    {sums: (x, {c}, w) => plus(plus(times(x, w.kernel), times(c, w.recurrentKernel)), w.bias)},
    /boxes read the cell state/,
  ],
  ['σ of the cell state shown', {hidden: (c, o) => o * sigma(c)}, /shown through σ/],
];

/** Slips of a step back. */
export const BACK_MIX_UPS: [slip: string, lines: Partial<typeof BACK>, says: RegExp][] = [
  ['the cell gradient at o', {do: ({dC, s, o}) => dC * s * slope(o)}, /on which of the two states.*gate o\)/],
  ['1 - h²', {dC: ({dc, dh, o, s}) => dc + dh * o * tanhSlope(o * s)}, /written with h_t/],
  ["tanh' of the old state", {dC: ({dc, dh, o, old}) => dc + dh * o * tanhSlope(Math.tanh(old))}, /shows the new one/],
  [
    'the old cell state at i',
    {di: ({dC, old, i}) => dC * old * slope(i)},
    /input gate \(i\) is multiplied by the cell/,
  ],
  [
    'σ of the gates once more',
    {
      di: ({dC, g, i}) => dC * g * slope(sigma(i)),
      df: ({dC, old, f}) => dC * old * slope(sigma(f)),
      do: ({dh, s, o}) => dh * s * slope(sigma(o)),
    },
    /each gate i, f, o went through/,
  ],
  [
    'tanh of the candidate once more',
    {dg: ({dC, i, g}) => dC * i * tanhSlope(Math.tanh(g))},
    /candidate \(c\) went through/,
  ],
  ...['input', 'forget', 'candidate', 'output'].map((box, gate): [string, Partial<typeof BACK>, RegExp] => [
    `the ${box} box leads nowhere`,
    {leaves: (da, {length}) => da.map((value, k) => (Math.floor(k / length) === gate ? 0 : value))},
    new RegExp(`the ${box}.* is missing; all four boxes`),
  ]),
];

const atHidden: Backward = (dh, dc, step, {h}, weights) => sloppyBack()(dh, dc, step, {h, c: h}, weights);

const unturned: Backward = (dh, dc, step, before, weights) => {
  const right = sloppyBack()(dh, dc, step, before, weights) as StepBack;
  const units = dh.length;
  const dhBefore = zero(dh);
  right.da.forEach((value, k) => {
    weights.recurrentKernel[k % units].forEach((weight, at) => {
      if (Math.floor(at / units) === Math.floor(k / units)) dhBefore[at % units] += weight * value;
    });
  });
  return {...right, dhBefore};
};

/** Slips of a step back that no single line makes. */
export const WHOLE_BACK: [slip: string, answer: Backward, says: RegExp][] = [
  ['the old hidden state at f', atHidden, /forget gate \(f\) is multiplied by the hidden state/],
  ['the recurrent kernel not turned', unturned, /W_h is not turned.*off: dhBefore/],
];

/** Slips of the walk over all steps. */
export const LOOP_MIX_UPS: [slip: string, lines: Partial<typeof PASS>, says: RegExp][] = [
  ['no error', {error: () => 0}, /every gradient is zero/],
  ['the target of the state before', {shown: (t, before) => before[t].h}, /compared with the state before/],
  ['from the first step', {steps: (T) => Array.from({length: T}, (_, t) => t)}, /starts at the first step/],
  ['the state after handed in', {known: (t, before) => before[t + 1]}, /handed to the step back as before/],
  [
    'carries added up',
    {carry: ({dhBefore, dcBefore}, {h, c}) => ({h: plus(dhBefore, h), c: plus(dcBefore, c)})},
    /added up over all later steps/,
  ],
  [
    'the carry of c added up',
    {carry: ({dhBefore, dcBefore}, {c}) => ({h: dhBefore, c: plus(dcBefore, c)})},
    /added up over all later steps/,
  ],
];

/** Slips at padding. */
export const MASK_MIX_UPS: [slip: string, lines: Partial<typeof PASS>, says: RegExp][] = [
  ['padding runs through the cell forward', {next: (step) => step}, /only the way back passes padding by/],
  [
    'zeros as state, gradient handed on',
    {next: (step, before, isReal) => (isReal ? step : {h: zero(before.h), c: zero(before.c)})},
    /sets the state to zeros/,
  ],
  ['h held alone', {next: (step, {h}, isReal) => (isReal ? step : {h, c: step.c})}, /only the hidden state is held/],
  ['c held alone', {next: (step, {c}, isReal) => (isReal ? step : {h: step.h, c})}, /only the cell state is held/],
  ['the mask unknown on the way back', {skips: () => false, counts: () => true}, /only the way forward knows/],
  ['dh stops at padding', {held: ({h, c}) => ({h: zero(h), c})}, /gradient of the hidden state stops/],
  ['dc stops at padding', {held: ({h, c}) => ({h, c: zero(c)})}, /gradient of the cell state stops/],
];
