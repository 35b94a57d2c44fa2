/** Wrong answers to exercise 16: one slip each, and what the check must say to it. */
import {type Slips, type WrongAnswer, wrong} from './bench';
import {BACKS, WALKS} from './peephole-back-slips';
import {
  type Back,
  backWith,
  type Cell,
  type Count,
  packed,
  type Sequence,
  type State,
  type Step,
  sigma,
  statesOf,
  step,
  stepWith,
  type Walk,
  type Weights,
  walkWith,
} from './peephole-lists';

const turned = (weights: Weights, order: number[]): Weights => ({
  ...weights,
  peepholes: order.map((row) => weights.peepholes[row]),
});
const reordered =
  (order: number[]) =>
  (x: number[], h: number[], w: Weights): number[] => {
    const all = packed(x, h, w);
    return order.flatMap((gate) => all.slice(gate * h.length, (gate + 1) * h.length));
  };
const zeros = (list: number[]): number[] => list.map(() => 0);

/** Slips of a step by changed lines. */
const CELLS: [slip: string, lines: Partial<Cell>, says: RegExp][] = [
  ['a plain LSTM', {i: ({a}) => sigma(a[0]), f: ({a}) => sigma(a[1]), o: ({a}) => sigma(a[3])}, /no peephole acts/],
  [
    'the output gate sees the old cell state',
    {o: ({a, p, c}) => sigma(a[3] + p[2] * c)},
    /sees the cell state of the step before/,
  ],
  ['no peephole at the output gate', {o: ({a}) => sigma(a[3])}, /output gate has no peephole/],
  ['no peephole at the input gate', {i: ({a}) => sigma(a[0])}, /input gate has no peephole/],
  ['no peephole at the forget gate', {f: ({a}) => sigma(a[1])}, /forget gate has no peephole/],
  ['a fourth peephole', {g: ({a, p, c}) => Math.tanh(a[2] + p[2] * c)}, /candidate looks through a peephole/],
  [
    'the third row at the candidate',
    {g: ({a, p, c}) => Math.tanh(a[2] + p[2] * c), o: ({a}) => sigma(a[3])},
    /candidate has got a peephole/,
  ],
  [
    'one row for all',
    {f: ({a, p, c}) => sigma(a[1] + p[0] * c), o: ({a, p}, next) => sigma(a[3] + p[0] * next)},
    /first row of the peepholes/,
  ],
  [
    'peepholes on h',
    {
      i: ({a, p, h}) => sigma(a[0] + p[0] * h),
      f: ({a, p, h}) => sigma(a[1] + p[1] * h),
      o: ({a, p, h}) => sigma(a[3] + p[2] * h),
    },
    /show the hidden state/,
  ],
  [
    'peepholes behind the sigmoid',
    {
      i: ({a, p, c}) => sigma(a[0]) + p[0] * c,
      f: ({a, p, c}) => sigma(a[1]) + p[1] * c,
      o: ({a, p}, next) => sigma(a[3]) + p[2] * next,
    },
    /behind σ/,
  ],
  [
    'peepholes on tanh(C)',
    {
      i: ({a, p, c}) => sigma(a[0] + p[0] * Math.tanh(c)),
      f: ({a, p, c}) => sigma(a[1] + p[1] * Math.tanh(c)),
      o: ({a, p}, next) => sigma(a[3] + p[2] * Math.tanh(next)),
    },
    /show tanh of the cell state/,
  ],
  ['I keeps and F writes', {next: (i, f, g, c) => i * c + f * g}, /changed places in the new cell state/],
  ['nothing is forgotten', {next: (i, _f, g, c) => c + i * g}, /lacks the forget gate/],
  ['no tanh around C', {show: (o, next) => o * next}, /tanh is missing in the new hidden state/],
  ['h of the old cell state', {show: (o, _next, before) => o * Math.tanh(before)}, /made of the old cell state/],
  ['the cell state shown by σ', {show: (o, next) => o * sigma(next)}, /went through σ to be shown/],
  ['kept with 1 - I', {next: (i, _f, g, c) => (1 - i) * c + i * g}, /as in a GRU/],
  [
    'the peephole as a factor',
    {
      i: ({a, p, c}) => sigma(a[0] * p[0] * c),
      f: ({a, p, c}) => sigma(a[1] * p[1] * c),
      o: ({a, p}, next) => sigma(a[3] * p[2] * next),
    },
    /multiplied with the sum/,
  ],
  [
    'gates of tanh',
    {
      i: ({a, p, c}) => Math.tanh(a[0] + p[0] * c),
      f: ({a, p, c}) => Math.tanh(a[1] + p[1] * c),
      o: ({a, p}, next) => Math.tanh(a[3] + p[2] * next),
    },
    /gates went through tanh/,
  ],
  ['a sigmoid candidate', {g: ({a}) => sigma(a[2])}, /candidate went through σ/],
];

/** Each gate sees the cell states of all units. */
const joined: Step = (x, h, c, w) => {
  const a = packed(x, h, w);
  const gate = (block: number, eye: number, seen: number[], j: number) =>
    sigma(a[block * h.length + j] + w.peepholes[eye].reduce((sum, p, n) => sum + p * seen[n], 0));
  const next = c.map((old, j) => gate(1, 1, c, j) * old + gate(0, 0, c, j) * Math.tanh(a[2 * h.length + j]));
  return {h: next.map((value, j) => gate(3, 2, next, j) * Math.tanh(value)), c: next};
};

const CELL_ORDERS: Slips<Step> = [
  ['gates as in PyTorch with o before c', stepWith({}, reordered([0, 1, 3, 2])), /i f o c/],
  ['forget gate first', stepWith({}, reordered([1, 0, 2, 3])), /f i c o/],
  [
    'the columns of a unit side by side',
    stepWith({}, (x, h, w) => {
      const all = packed(x, h, w);
      return [0, 1, 2, 3].flatMap((gate) => h.map((_, j) => all[4 * j + gate]));
    }),
    /read side by side/,
  ],
  ['peepholes that join all units', joined, /cell states of all units/],
  [
    'unit by unit in place',
    (x, h, c, w) => {
      const now = {h: [...h], c: [...c]};
      for (const j of h.keys()) {
        const next = step(x, now.h, now.c, w);
        [now.h[j], now.c[j]] = [next.h[j], next.c[j]];
      }
      return now;
    },
    /what another one has just become/,
  ],
  ['p_i and p_f exchanged', (x, h, c, w) => step(x, h, c, turned(w, [1, 0, 2])), /p_i and p_f have changed/],
  ['p_f and p_o exchanged', (x, h, c, w) => step(x, h, c, turned(w, [0, 2, 1])), /p_f and p_o have changed/],
  ['no bias', (x, h, c, w) => step(x, h, c, {...w, bias: zeros(w.bias)}), /bias is left out/],
  ['no recurrent kernel', stepWith({}, (x, h, w) => packed(x, zeros(h), w)), /old hidden state is left out/],
  [
    'h and c exchanged',
    (x, h, c, w) => {
      const next = step(x, h, c, w);
      return {h: next.c, c: next.h};
    },
    /h and c have changed places/,
  ],
  ['a list', (x, h, c, w) => Object.values(step(x, h, c, w)), /should be \{h, c\}/],
  [
    'changes c in place',
    (x, h, c, w) => {
      const next = step(x, h, c, w);
      next.c.forEach((value, j) => {
        c[j] = value;
      });
      return next;
    },
    /changed its 3\. argument/,
  ],
];

const table = (states: State[]) => ({h: states.map(({h}) => h), c: states.map(({c}) => c)});
const after = (...given: Parameters<typeof statesOf>) => table(statesOf(...given).slice(1));
/** Carries h, c or neither on. */
const carrying =
  (h: boolean, c: boolean): Sequence =>
  (x, w, h0, c0) => {
    let state: State = {h: h0, c: c0};
    const all = x.map((input) => {
      const next = step(input, state.h, state.c, w);
      state = {h: h ? next.h : h0, c: c ? next.c : c0};
      return next;
    });
    return table(all);
  };
/** One call for each of the two states. */
const inTwoCalls =
  (first: 'h' | 'c'): Sequence =>
  (x, w, h0, c0) => {
    let [h, c] = [h0, c0];
    const all = x.map((input) => {
      if (first === 'h') h = step(input, h, c, w).h;
      c = step(input, h, c, w).c;
      if (first === 'c') h = step(input, h, c, w).h;
      return {h, c};
    });
    return table(all);
  };
let kept: State | undefined;

export const slips: Record<string, WrongAnswer[]> = {
  '16.1': wrong<Count>('peepholeParameters', [
    ['a plain LSTM', (f, u) => 4 * u * (f + u + 1), /plain LSTM/],
    ['four peepholes', (f, u) => 4 * u * (f + u + 1) + 4 * u, /four peepholes/],
    ['peephole matrices', (f, u) => 4 * u * (f + u + 1) + 3 * u * u, /counted as matrices/],
    ['one peephole in all', (f, u) => 4 * u * (f + u + 1) + u, /three gates look/],
    ['three numbers', (f, u) => 4 * u * (f + u + 1) + 3, /each unit has its own/],
    ['three sums', (f, u) => 3 * u * (f + u + 2), /four sums; three/],
    ['one sum', (f, u) => u * (f + u + 1) + 3 * u, /one is counted/],
    ['no bias', (f, u) => 4 * u * (f + u) + 3 * u, /bias is forgotten/],
    ['two biases', (f, u) => 4 * u * (f + u + 2) + 3 * u, /PyTorch/],
    ['peepholes on features', (f, u) => 4 * u * (f + u + 1) + 3 * f, /not to the features/],
    ['sizes exchanged', (f, u) => 4 * f * (f + u + 1) + 3 * f, /features and units have changed/],
    ['the recurrent kernel twice', (f, u) => 4 * u * (f + 2 * u + 1) + 3 * u, /counted twice/],
    ['features squared', (f, u) => 4 * (u * f + f * f + u) + 3 * u, /recurrent kernel joins units/],
  ]),
  '16.2': wrong<Step>('peepholeStep', [
    ...CELLS.map(([slip, lines, says]): Slips<Step>[number] => [slip, stepWith(lines), says]),
    ...CELL_ORDERS,
  ]),
  '16.3': wrong<Sequence>('peepholeSequence', [
    ['starts from zeros', (x, w, h0, c0) => after(x, w, zeros(h0), zeros(c0)), /sequence starts from zeros/],
    ['c starts from zeros', (x, w, h0, c0) => after(x, w, h0, zeros(c0)), /cell state starts from zeros/],
    ['h starts from zeros', (x, w, h0, c0) => after(x, w, zeros(h0), c0), /hidden state starts from zeros/],
    ['nothing is carried', carrying(false, false), /every step starts from h0 and c0/],
    ['c is not carried', carrying(true, false), /cell state is not carried on/],
    ['h is not carried', carrying(false, true), /hidden state is not carried on/],
    ['h0 and c0 exchanged', (x, w, h0, c0) => after(x, w, c0, h0), /h0 and c0 have changed places/],
    ['c by a second call', inTwoCalls('h'), /come from two calls/],
    ['h by a second call', inTwoCalls('c'), /come from two calls/],
    ['noted before the step', (...given) => table(statesOf(...given).slice(0, -1)), /note them after each step/],
    [
      'the first input at every step',
      (x, ...given) =>
        after(
          x.map(() => x[0]),
          ...given,
        ),
      /reads the first input/,
    ],
    ['with the first states', (...given) => table(statesOf(...given)), /first states are no output/],
    ['the last state alone', (...given) => statesOf(...given).at(-1), /last step alone/],
    ['one step short', (x, ...given) => after(x.slice(0, -1), ...given), /last step is missing/],
    ['read backwards', (x, ...given) => after([...x].reverse(), ...given), /read from its end/],
    [
      'remembers the call before',
      (x, w, h0, c0) => {
        const fits = kept?.h.length === h0.length ? kept : undefined;
        const states = statesOf(x, w, fits?.h ?? h0, fits?.c ?? c0);
        kept = states.at(-1);
        return table(states.slice(1));
      },
      /state of the call before/,
    ],
    [
      'a step that sees the old cell state',
      (x, w, h0, c0) => table(statesOf(x, w, h0, c0, stepWith({o: ({a, p, c}) => sigma(a[3] + p[2] * c)})).slice(1)),
      /sees the cell state of the step before/,
    ],
  ]),
  '16.4': wrong<Back>(
    'stepBack',
    BACKS.map(([slip, lines, says]) => [slip, backWith(lines), says]),
  ),
  '16.5': wrong<Walk>('peepholeGradients', [
    ...WALKS.map(([slip, edits, says]): Slips<Walk>[number] => [slip, walkWith(edits), says]),
    ['h0 left at zero', (...given) => ({...walkWith()(...given), h0: zeros(given[3])}), /h0 is left at zero/],
    [
      'h0 and c0 exchanged',
      (...given) => {
        const all = walkWith()(...given);
        return {...all, h0: all.c0, c0: all.h0};
      },
      /h0 and c0 have changed/,
    ],
    [
      'peepholes forgotten',
      (...given) => {
        const {peepholes: _, ...rest} = walkWith()(...given);
        return rest;
      },
      /peepholes is missing/,
    ],
    [
      'peepholes as columns',
      (...given) => {
        const all = walkWith()(...given);
        return {
          ...all,
          peepholes: all.bias.slice(0, given[3].length).map((_, j) => all.peepholes.map((row) => row[j])),
        };
      },
      /rows and columns of the peepholes/,
    ],
  ]),
};
