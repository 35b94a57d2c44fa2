/** Wrong answers to exercise 11: one slip each, and what the check must say to it. */
import {distanceSlips} from './11-distance-slips';
import {BACK_MIX_UPS, LOOP_MIX_UPS, MASK_MIX_UPS, STEP_MIX_UPS, WHOLE_BACK} from './11-mix-ups';
import {type Slips, type WrongAnswer, wrong} from './bench';
import {plus} from './lists';
import {
  type BACK,
  type Backward,
  type Bptt,
  type Forward,
  forward,
  type Gradients,
  type Masked,
  type PASS,
  quarter,
  STEP,
  type Step,
  type StepBack,
  sigma,
  sloppyBack,
  sloppyPass,
  sloppyStep,
  unmasked,
  zero,
} from './lstm-lists';
import {STEP_SLIPS} from './lstm-step-slips';

const zeros = ({h, c}: {h: number[]; c: number[]}) => ({h: zero(h), c: zero(c)});
const slope = (s: number) => s * (1 - s);
const tanhSlope = (s: number) => 1 - s * s;

/** Slips of a step back. */
const BACKWARD: [slip: string, lines: Partial<typeof BACK>, says: RegExp][] = [
  ['dc forgotten', {dC: ({dh, o, s}) => dh * o * tanhSlope(s)}, /\(dc\) is missing/],
  ['dh does not reach the cell state', {dC: ({dc}) => dc}, /h_t depends on c_t/],
  ["no tanh' of the cell state", {dC: ({dc, dh, o}) => dc + dh * o}, /tanh' is missing on the way/],
  ['no output gate on the way', {dC: ({dc, dh, s}) => dc + dh * tanhSlope(s)}, /output gate is missing/],
  ['dh added as it is', {dC: ({dc, dh}) => dc + dh}, /enters the cell state as it is/],
  ['1 - c²', {dC: ({dc, dh, o, c}) => dc + dh * o * tanhSlope(c)}, /1 - c²/],
  [
    'no slopes',
    {
      di: ({dC, g}) => dC * g,
      df: ({dC, old}) => dC * old,
      dg: ({dC, i}) => dC * i,
      do: ({dh, s}) => dh * s,
    },
    /all four boxes are missing/,
  ],
  ['no slope of i', {di: ({dC, g}) => dC * g}, /σ' of the input gate \(i\) is missing.*gate i\)/],
  ['no slope of f', {df: ({dC, old}) => dC * old}, /σ' of the forget gate \(f\) is missing.*gate f\)/],
  ['no slope of the candidate', {dg: ({dC, i}) => dC * i}, /tanh' of the candidate \(c\) is missing.*gate c\)/],
  ['no slope of o', {do: ({dh, s}) => dh * s}, /σ' of the output gate \(o\) is missing.*gate o\)/],
  ["σ' for the candidate", {dg: ({dC, i, g}) => dC * i * slope(g)}, /candidate gets the slope of σ/],
  ["tanh' for the forget gate", {df: ({dC, old, f}) => dC * old * tanhSlope(f)}, /\(f\) gets the slope of tanh/],
  [
    "tanh' for all gates",
    {
      di: ({dC, g, i}) => dC * g * tanhSlope(i),
      df: ({dC, old, f}) => dC * old * tanhSlope(f),
      do: ({dh, s, o}) => dh * s * tanhSlope(o),
    },
    /gates get the slope of tanh/,
  ],
  [
    'slopes of values taken as sums',
    {
      di: ({dC, g, i}) => dC * g * slope(sigma(i)),
      df: ({dC, old, f}) => dC * old * slope(sigma(f)),
      dg: ({dC, i, g}) => dC * i * tanhSlope(Math.tanh(g)),
      do: ({dh, s, o}) => dh * s * slope(sigma(o)),
    },
    /went through their function already/,
  ],
  ['c for tanh(c) at o', {do: ({dh, c, o}) => dh * c * slope(o)}, /not by c.*gate o/],
  [
    'the new cell state at f',
    {df: ({dC, c, f}) => dC * c * slope(f)},
    /forget gate was multiplied by the cell state before/,
  ],
  [
    'i and candidate exchanged',
    {di: ({dC, i}) => dC * i * slope(i), dg: ({dC, g}) => dC * g * tanhSlope(g)},
    /have changed places: each/,
  ],
  ['i for the candidate at i', {di: ({dC, i}) => dC * i * slope(i)}, /input gate \(i\) is multiplied with itself/],
  [
    'f for the old cell state at f',
    {df: ({dC, f}) => dC * f * slope(f)},
    /forget gate \(f\) is multiplied with itself/,
  ],
  ['no forget gate to the old cell state', {old: ({dC}) => dC}, /lacks the forget gate/],
  ['only dc to the old cell state', {old: ({dc, f}) => dc * f}, /only dc goes on/],
  ['the input gate to the old cell state', {old: ({dC, i}) => dC * i}, /passes the input gate/],
  ['i c f o', {join: ([i, f, g, o]) => [...i, ...g, ...f, ...o]}, /another order/],
  ['i f o c', {join: ([i, f, g, o]) => [...i, ...f, ...o, ...g]}, /another order/],
  [
    'only the candidate leads back',
    {leaves: (da, {length}) => da.map((v, k) => (Math.floor(k / length) === 2 ? v : 0))},
    /candidate \(c\) only/,
  ],
  [
    'leaves at the gates',
    {
      leaves: (_da, units) => [
        ...units.map(({dC, g}) => dC * g),
        ...units.map(({dC, old}) => dC * old),
        ...units.map(({dC, i}) => dC * i),
        ...units.map(({dh, s}) => dh * s),
      ],
    },
    /leave at the gates/,
  ],
  ['dh copied', {dhBefore: (back, dh) => plus(back, dh)}, /dh itself is added/],
];

const swapped = (back: StepBack) => ({...back, dhBefore: back.dcBefore, dcBefore: back.dhBefore});

/** Slips of the walk over all steps. */
const LOOP: [slip: string, lines: Partial<typeof PASS>, says: RegExp][] = [
  [
    'no carry',
    {carry: ({dhBefore, dcBefore}) => zeros({h: dhBefore, c: dcBefore})},
    /nothing comes from the next step/,
  ],
  [
    'no carry by h',
    {carry: ({dhBefore, dcBefore}) => ({h: zero(dhBefore), c: dcBefore})},
    /by the hidden state is missing/,
  ],
  ['no carry by c', {carry: ({dhBefore}) => ({h: dhBefore, c: zero(dhBefore)})}, /nothing arrives at the cell state/],
  ['zeros for the start', {start: zeros}, /starts from zeros/],
  ['zeros for h0', {start: ({h, c}) => ({h: zero(h), c})}, /hidden state that is handed in is taken/],
  ['zeros for c0', {start: ({h, c}) => ({h, c: zero(c)})}, /cell state that is handed in is taken/],
  [
    'the state of the same step',
    {met: (t, _before, after) => after[t].h},
    /uses the state h_t.*off: recurrentKernel \(/,
  ],
  [
    'zeros before the first step',
    {met: (t, before) => (t > 0 ? before[t].h : zero(before[0].h))},
    /takes zeros before.*off: recurrentKernel \(all four gates\); right: kernel/,
  ],
  [
    'c0 forgotten on the way back',
    {known: (t, before) => (t > 0 ? before[t] : {h: before[0].h, c: zero(before[0].c)})},
    /forget gate of the first step.*gate f/,
  ],
  ['target less state', {error: (h, y) => y - h}, /every sign is turned/],
  ['averaged', {error: (h, y, _t, mask) => (h - y) / mask.length}, /averaged over the time steps/],
  ['the factor ½ forgotten', {error: (h, y) => 2 * (h - y)}, /twice the gradient/],
  ['the factor ½ kept', {error: (h, y) => (h - y) / 2}, /half the gradient/],
  [
    'the last loss only',
    {error: (h, y, t, mask) => (t === mask.length - 1 ? h - y : 0)},
    /only the loss of the last step/,
  ],
  ['set, not added', {add: (_total, term) => term}, /only one step is left/],
  [
    'the first step left out',
    {steps: (T) => Array.from({length: T - 1}, (_, k) => T - 1 - k)},
    /leaves out the first step/,
  ],
  [
    'the last step left out',
    {steps: (T) => Array.from({length: T - 1}, (_, k) => T - 2 - k)},
    /leaves out the last step/,
  ],
  ['the input of the next step', {input: (x, t) => x[t + 1] ?? zero(x[t])}, /input of the next step.*off: kernel/],
  [
    'inputs in the order of the way back',
    {result: (g) => ({...g, inputs: [...g.inputs].reverse()})},
    /order of the way back/,
  ],
  ['h0 left at zero', {result: (g) => ({...g, h0: zero(g.h0)})}, /gradient of h0 is left at zero.*off: h0/],
  ['c0 left at zero', {result: (g) => ({...g, c0: zero(g.c0)})}, /gradient of c0 is left at zero.*off: c0/],
  ['h0 and c0 exchanged', {result: (g) => ({...g, h0: g.c0, c0: g.h0})}, /have changed places/],
  ['no gradient of the inputs', {result: (g) => ({...g, inputs: g.inputs.map(zero)})}, /inputs are left at zero/],
  ['one number off', {result: doubled}, /off: kernel \(gate f\); right/],
  ['one step of the inputs off', {result: offAtStep}, /off: inputs \(time step 2\)|off: inputs \(time step 1\)/],
  ['no field inputs', {result: ({inputs: _, ...rest}) => rest}, /inputs is missing/],
];

/** Twice what it should be, in one number of the forget gate. */
function doubled(g: Gradients): Gradients {
  const kernel = structuredClone(g.kernel);
  kernel[0][g.h0.length] *= 2;
  return {...g, kernel};
}

function offAtStep(g: Gradients): Gradients {
  const t = Math.min(1, g.inputs.length - 1);
  return {...g, inputs: g.inputs.map((row, k) => (k === t ? row.map((value) => 3 * value) : row))};
}

const masks: [slip: string, lines: Partial<typeof PASS>, says: RegExp][] = [
  ['mask ignored', {mask: (mask) => mask.map(() => true)}, /mask is ignored/],
  ['padding counted in the loss', {counts: () => true}, /padding is counted/],
  ['only the loss is masked', {next: (step) => step, skips: () => false}, /only the loss leaves it out/],
  ['the gradient stops at padding', {held: zeros}, /gradient stops at padding/],
  [
    'the state is set to zeros',
    {next: (step, before, isReal) => (isReal ? step : zeros(before)), held: zeros},
    /sets the state to zeros/,
  ],
  ['padding walked back through the cell', {skips: () => false}, /padded steps go through the cell/],
  [
    'the forget gate at padding',
    {held: ({h, c}, step: Step) => ({h, c: c.map((value, j) => value * step.f[j])})},
    /passes the forget gate/,
  ],
  ['mask turned round', {mask: (mask) => mask.map((isReal) => !isReal)}, /mask is turned round/],
  [
    'averaged over the real steps',
    {error: (h, y, _t, mask) => (h - y) / mask.filter((isReal) => isReal).length},
    /divided by the number of real steps/,
  ],
];

const whole = (lines: Partial<typeof BACK>) => sloppyPass({back: sloppyBack(lines)});
const named = (slips: typeof BACKWARD, names: string[]) => slips.filter(([slip]) => names.includes(slip));
const inPass = named(BACKWARD, ["no tanh' of the cell state", 'no slope of f', 'dh does not reach the cell state']);

export const slips: Record<string, WrongAnswer[]> = {
  '11.1': [
    ...wrong<Forward>(
      'lstmStep',
      [...STEP_SLIPS, ...STEP_MIX_UPS].map(([slip, lines, says]) => [slip, sloppyStep(lines), says]),
    ),
    ...wrong<Forward>('lstmStep', [
      ['states only', sloppyStep({result: ({h, c}) => ({h, c})}), /lstmStep\(.*\)\.i is missing/],
      [
        'the old cell state returned',
        (x, before, w) => ({...forward(x, before, w), c: before.c}),
        /c is the cell state before/,
      ],
      ['c and h exchanged', sloppyStep({result: (step) => ({...step, c: step.h, h: step.c})}), /changed places/],
      ['no return', () => {}, /return missing/],
      ['float32', sloppyStep({sums: (x, state, w) => [...Float32Array.from(STEP.sums(x, state, w))]}), /float32 only/],
    ]),
  ],
  '11.2': [
    ...wrong<Backward>(
      'lstmBackward',
      [...BACKWARD, ...BACK_MIX_UPS].map(([slip, lines, says]) => [slip, sloppyBack(lines), says]),
    ),
    ...wrong<Backward>('lstmBackward', [
      ...WHOLE_BACK,
      ['both states exchanged', sloppyBack({result: swapped}), /dhBefore and dcBefore have changed places/],
      [
        'a list for each gate',
        sloppyBack({result: (b) => ({...b, da: [0, 1, 2, 3].map((p) => quarter(b.da, p))})}),
        /shape \[4, 1\]/,
      ],
      [
        'adds to dc in place',
        (dh, dc, ...others) => {
          dc.forEach((_, j) => {
            dc[j] += dh[j];
          });
          return sloppyBack()(dh, dc, ...others);
        },
        /changed its 2\. argument/,
      ],
    ]),
  ],
  '11.3': wrong<Bptt>('lstmBptt', [
    ...[...LOOP, ...LOOP_MIX_UPS].map(([slip, lines, says]): Slips<Bptt>[number] => [
      slip,
      unmasked(sloppyPass(lines)),
      says,
    ]),
    ...inPass.map(([slip, lines, says]): Slips<Bptt>[number] => [
      slip,
      unmasked(whole(lines)),
      new RegExp(says.source.split('.*')[0]),
    ]),
  ]),
  '11.4': wrong<Masked>('maskedBptt', [
    ...[...masks, ...MASK_MIX_UPS].map(([slip, lines, says]): Slips<Masked>[number] => [slip, sloppyPass(lines), says]),
    ...LOOP.slice(0, 6).map(([slip, lines, says]): Slips<Masked>[number] => [slip, sloppyPass(lines), says]),
  ]),
  '11.5': distanceSlips,
};
