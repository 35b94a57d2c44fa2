/** Lines of the way back through an LSTM with peepholes, each with one slip. */
import {type BackLines, bump, sigma, type WalkEdits} from './peephole-lists';

const zeros = (list: number[]): number[] => list.map(() => 0);

/** Slips of the walk back. */
export const WALKS: [slip: string, edits: WalkEdits, says: RegExp][] = [
  ['no gradient of h from the next step', {carryH: zeros}, /comes back to h from the next step is missing/],
  ['no gradient of c from the next step', {carryC: zeros}, /comes back to c from the next step is missing/],
  ['neither', {carryH: zeros, carryC: zeros}, /both gradients from the next step/],
  ['p_o saw the old cell state', {seen: (_, before) => before.c}, /\(p_o\): the gradient is multiplied with C_\(t-1\)/],
  [
    'p_i and p_f saw the new cell state',
    {seen: (_, _before, now) => now.c},
    /\(p_i\), .*\(p_f\): the gradient is multiplied with C_t/,
  ],
  [
    'the wrong way round',
    {seen: (row, before, now) => (row === 2 ? before.c : now.c)},
    /cell states have changed places/,
  ],
  [
    'peepholes times h',
    {seen: (row, before, now) => (row === 2 ? now.h : before.h)},
    /multiplied with the hidden state/,
  ],
  ['peepholes as biases', {seen: (_, {c}) => c.map(() => 1)}, /factor of the peephole is missing/],
  ['no gradient of the peepholes', {seen: (_, {c}) => zeros(c)}, /collect nothing/],
  ["p_o from the candidate's sum", {gates: [0, 1, 2]}, /\(p_o\): the third row takes the candidate/],
  ["p_f from the candidate's sum", {gates: [0, 2, 3]}, /\(p_f\): the second row takes the candidate/],
  ['dh replaced', {own: (dh, t) => (t === dh.length ? dh[t - 1] : zeros(dh[0]))}, /only the last output is counted/],
  ['dh too late', {own: (dh, t) => dh[t] ?? zeros(dh[0])}, /one step too late/],
  ['dh too early', {own: (dh, t) => dh[t - 2] ?? zeros(dh[0])}, /one step too early/],
  ['the states after the step', {start: (_, now) => now}, /given the states after the step/],
  ['forward', {steps: (T) => Array.from({length: T}, (_, k) => k + 1)}, /from the first step to the last/],
  ['rows exchanged', {rows: [1, 0, 2]}, /p_i and p_f have changed places/],
  ['recurrent kernel times h_t', {state: (_, {h}) => h}, /recurrentKernel: .*takes h_t/],
  [
    'zeros before the first step',
    {state: ({h}, _, t) => (t === 1 ? zeros(h) : h)},
    /takes zeros before the first step/,
  ],
  ['set, not added', {replace: true}, /only one step is left/],
  ['the first step skipped', {skip: 1}, /term of step 1 is missing/],
  [
    'the last step skipped',
    {steps: (T) => Array.from({length: T - 1}, (_, k) => T - 1 - k)},
    /leaves out the last step/,
  ],
];

/** Slips of one step back. */
export const BACKS: [slip: string, lines: Partial<BackLines>, says: RegExp][] = [
  [
    'a plain LSTM',
    {own: ({dc, dh, o, c}) => dc + (dh * o) / Math.cosh(c) ** 2, old: ({f}, own) => own * f},
    /way back of a plain LSTM/,
  ],
  ['no term of p_o', {own: ({dc, dh, o, c}) => dc + (dh * o) / Math.cosh(c) ** 2}, /lacks the term of the output gate/],
  [
    'p_o added to the old cell state',
    {
      own: ({dc, dh, o, c}) => dc + (dh * o) / Math.cosh(c) ** 2,
      old: ({f, p}, own, ai, af, ao) => own * f + ai * p[0] + af * p[1] + ao * p[2],
    },
    /p_o is added to C_\(t-1\)/,
  ],
  ['p_o twice', {old: ({f, p}, own, ai, af, ao) => own * f + ai * p[0] + af * p[1] + ao * p[2]}, /p_o counts twice/],
  [
    "p_o without σ'",
    {own: ({dc, dh, o, c, p}) => dc + (dh * o) / Math.cosh(c) ** 2 + dh * Math.tanh(c) * p[2]},
    /term of p_o lacks σ'/,
  ],
  ['neither p_i nor p_f', {old: ({f}, own) => own * f}, /lacks the terms of both peepholes/],
  ['no p_i', {old: ({f, p}, own, _ai, af) => own * f + af * p[1]}, /lacks the term of p_i/],
  ['no p_f', {old: ({f, p}, own, ai) => own * f + ai * p[0]}, /lacks the term of p_f/],
  [
    'p_i and p_f exchanged',
    {old: ({f, p}, own, ai, af) => own * f + ai * p[1] + af * p[0]},
    /p_i and p_f have changed/,
  ],
  ['no forget gate', {old: ({p}, own, ai, af) => own + ai * p[0] + af * p[1]}, /lacks the factor F/],
  ['the gradient of C_t', {old: (_, own) => own}, /gradient of C_t here/],
  ['dc left out', {own: ({dh, o, c, p}, ao) => (dh * o) / Math.cosh(c) ** 2 + ao * p[2]}, /\(dc\) is left out/],
  ["no tanh'", {own: ({dc, dh, o, p}, ao) => dc + dh * o + ao * p[2]}, /C_t lacks tanh'/],
  [
    "tanh' of C_t itself",
    {own: ({dc, dh, o, c, p}, ao) => dc + dh * o * (1 - c * c) + ao * p[2]},
    /as if C_t were a tanh/,
  ],
  ["no σ' at O", {o: ({dh, c}) => dh * Math.tanh(c)}, /output gate lacks σ'/],
  ["no σ' at I", {i: ({g}, own) => own * g}, /input gate lacks σ'/],
  ["no σ' at F", {f: ({old}, own) => own * old}, /forget gate lacks σ'/],
  ['F times C_t', {f: ({c, f}, own) => own * c * f * (1 - f)}, /forget gate takes C_t/],
  ["no tanh' at the candidate", {g: ({i}, own) => own * i}, /candidate lacks tanh'/],
  [
    "tanh' of the candidate's tanh",
    {g: ({i, g}, own) => own * i * (1 - Math.tanh(g) ** 2)},
    /been through tanh already/,
  ],
  [
    "σ' of the gates' σ",
    {
      i: ({g, i}, own) => own * g * bump(sigma(i)),
      f: ({old, f}, own) => own * old * bump(sigma(f)),
      o: ({dh, c, o}) => dh * Math.tanh(c) * bump(sigma(o)),
    },
    /been through σ already/,
  ],
  [
    'dc alone to I, F and the candidate',
    {
      i: ({dc, g, i}) => dc * g * bump(i),
      f: ({dc, old, f}) => dc * old * bump(f),
      g: ({dc, i, g}) => dc * i * (1 - g * g),
    },
    /hear dc alone/,
  ],
  ['dc alone to C_(t-1)', {old: ({f, p, dc}, _own, ai, af) => dc * f + ai * p[0] + af * p[1]}, /F carries dc alone/],
  ['dc once more', {old: ({f, p, dc}, own, ai, af) => own * f + ai * p[0] + af * p[1] + dc}, /once more/],
  ['no weights to C_(t-1)', {old: ({f}, own, ai, af) => own * f + ai + af}, /lacks the weights p_i and p_f/],
  ['C_(t-1) for its weights', {old: ({f, old}, own, ai, af) => own * f + (ai + af) * old}, /belong to the weights/],
  ['dc to the output gate', {o: ({dh, dc, c, o}) => (dh + dc) * Math.tanh(c) * bump(o)}, /acts on h_t alone/],
  ["σ' at the candidate", {g: ({i, g}, own) => own * i * g * (1 - g)}, /candidate has the slope of σ/],
];
