import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

type Rows = number[][];

/** What a walk back through the steps may be told to be. */
export const TROUBLES = ['vanishing', 'exploding', 'neither'] as const;
export type Trouble = (typeof TROUBLES)[number];

const named = (ratio: number, limit = 100): Trouble =>
  ratio < 1 / limit ? 'vanishing' : ratio > limit ? 'exploding' : 'neither';

/** The answer of 05.1. */
export const troubleOf = (norms: number[]): Trouble => named(norms[0] / norms[norms.length - 1]);

const WRONG_TROUBLES: [message: string, rule: (norms: number[]) => Trouble][] = [
  [
    'the first and the last have changed places: a gradient starts at the last step and walks to the first',
    (norms) => named(norms[norms.length - 1] / norms[0]),
  ],
  [
    'the first norm alone says nothing, it depends on the loss; compare it with the one that the walk starts from',
    (norms) => named(norms[0]),
  ],
  [
    'this goes by the largest norm on the way; asked for is what arrives at the first step',
    (norms) => named(Math.max(...norms) / norms[norms.length - 1]),
  ],
  [
    'this goes by the smallest norm on the way; asked for is what arrives at the first step',
    (norms) => named(Math.min(...norms) / norms[norms.length - 1]),
  ],
  [
    'this compares neighbours; asked for is what the whole way leaves',
    (norms) => named(norms[0] / (norms[1] ?? norms[0])),
  ],
  [
    'the difference of two norms is no measure of what is left; divide them',
    (norms) => named(1 + norms[0] - norms[norms.length - 1]),
  ],
  ['any loss is called vanishing here; the line is drawn at 1%', (norms) => named(norms[0] / norms.slice(-1)[0], 1)],
  [
    'the lines are at 10% and 10 here; they should be at 1% and 100',
    (norms) => named(norms[0] / norms.slice(-1)[0], 10),
  ],
  [
    'any loss is called vanishing here; the line is drawn at 1%',
    (norms) => (norms[0] < norms[norms.length - 1] ? 'vanishing' : troubleOf(norms)),
  ],
  [
    'this goes by the smallest and the largest norm on the way; asked for is what arrives at the first step',
    (norms) => {
      const low = named(Math.min(...norms) / norms[norms.length - 1]);
      return low === 'vanishing' ? low : named(Math.max(...norms) / norms[norms.length - 1]);
    },
  ],
  ['the line of exploding is missing', (norms) => (troubleOf(norms) === 'exploding' ? 'neither' : troubleOf(norms))],
];

/** Findings of 05.1. */
export async function* checkTroubles(learner: Learner, walks: number[][]): AsyncGenerator<Finding> {
  const answers: unknown[] = [];
  for (const norms of walks) answers.push(await learner.call('troubleOf', norms));
  const isRight = walks.map((norms, i) => answers[i] === troubleOf(norms));
  const isBehind = (rule: (norms: number[]) => Trouble) => walks.every((norms, i) => answers[i] === rule(norms));
  const wrong = WRONG_TROUBLES.find(([, rule]) => isBehind(rule));
  for (const [i, norms] of walks.entries()) {
    const path = `troubleOf([${norms.map((value) => value.toPrecision(2)).join(', ')}])`;
    const known = TROUBLES.map((name) => `'${name}'`).join(', ');
    if (!TROUBLES.includes(answers[i] as Trouble)) {
      const got =
        answers[i] === undefined ? 'undefined (is a return missing?)' : JSON.stringify(answers[i])?.slice(0, 40);
      yield {passed: false, message: `${path} should be one of ${known}, got ${got}`};
    } else if (isRight[i]) yield {passed: true, message: `${path} is right`};
    else {
      const why = wrong?.[0] ?? 'what share of the last norm is the first, and on which side of the lines does it lie?';
      yield {passed: false, message: `${path} is not '${answers[i]}': ${why}`};
    }
  }
}

/** Norms on the way, the first step first: a random walk that ends at `left` times its start. */
export function drawWalk({uniform}: Random, steps: number, left: number): number[] {
  const last = 10 ** uniform(-2, 2);
  return Array.from({length: steps}, (_, t) => {
    const share = steps === 1 ? 0 : (steps - 1 - t) / (steps - 1);
    const isEnd = t === 0 || t === steps - 1;
    return Number((last * left ** share * (isEnd ? 1 : 10 ** uniform(-0.5, 0.5))).toPrecision(6));
  });
}

/** A way back from the last state. */
export interface WalkCase {
  /** h_1 ... h_T, [timeSteps][units]. */
  states: Rows;
  recurrentKernel: Rows;
  /** Gradient of the loss by the last state. */
  g: number[];
}

interface Habit {
  slope?: (h: number) => number;
  /** Which state's slope is taken, counted from the step that is left. */
  shift?: number;
  weight?: (W: Rows, i: number, j: number) => number;
  norm?: (v: number[]) => number;
  /** Norms at the sums inside, one tanh further back. */
  isInside?: boolean;
}

const length = (v: number[]): number => Math.hypot(...v);

/** |∂L/∂h_t| of every step, the first step first; or what a habit makes of it. */
export function stepGradients({states, recurrentKernel: W, g}: WalkCase, habit: Habit = {}): number[] {
  const {slope = (h) => 1 - h * h, shift = 0, weight = (w, i, j) => w[i][j], norm = length, isInside = false} = habit;
  const norms: number[] = [];
  let dh = g;
  for (let t = states.length - 1; t >= 0; t--) {
    const at = states[t + shift] ?? states[t].map(() => 0);
    const da = dh.map((value, j) => value * slope(at[j]));
    norms.unshift(norm(isInside ? da : dh));
    dh = W.map((_, i) => da.reduce((sum, value, j) => sum + value * weight(W, i, j), 0));
  }
  return norms;
}

function walkSlips(one: WalkCase): Slip[] {
  const right = stepGradients(one);
  const {states, g} = one;
  const of = (habit: Habit) => stepGradients(one, habit);
  const fixed = (factor: number) => states.map((_, t) => length(g) * factor ** (states.length - 1 - t));
  const [before] = stepGradients({...one, states: [states[0], ...states]});
  return [
    {message: "tanh' is missing: each step back passes through it, 1 - h², before W_hh", value: of({slope: () => 1})},
    {
      message: 'W_hh is used as on the way forward; backward its rows and columns change places',
      value: of({weight: (W, i, j) => W[j][i]}),
    },
    {
      message: "W_hh is missing: each step back is multiplied by tanh' and by W_hh",
      value: of({weight: (_, i, j) => (i === j ? 1 : 0)}),
    },
    {
      message: "tanh' is taken at the state of the step before; leave a step by the slope of its own state",
      value: of({shift: -1}),
    },
    {
      message: "tanh' is taken of the state, which has been through tanh already; from a state h the slope is 1 - h²",
      value: of({slope: (h) => 1 - Math.tanh(h) ** 2}),
    },
    {message: "tanh' is not right: a square is missing in it", value: of({slope: (h) => 1 - h})},
    {
      message: 'this is the derivative of the sigmoid; the states came from tanh',
      value: of({slope: (h) => h * (1 - h)}),
    },
    {
      message: 'these are the gradients at the sums inside, one tanh too far; asked for are those of the states',
      value: of({isInside: true}),
    },
    {message: 'the last step comes first here; hand out the first step first', value: [...right].reverse()},
    {
      message: 'g is the gradient at the last state, and this starts with it at the first; begin at the end',
      value: stepGradients({...one, states: [...states].reverse()}).reverse(),
    },
    {
      message: 'g is the gradient at the last state, and this starts with it at the first; begin at the end',
      value: stepGradients({...one, states: [...states].reverse()}),
    },
    {message: 'these are squared norms; the root is missing', value: right.map((value) => value * value)},
    {
      message: 'this is the sum of the absolute values; the norm is the root of the sum of squares',
      value: of({norm: (v) => v.reduce((sum, value) => sum + Math.abs(value), 0)}),
    },
    {
      message: 'this is the largest element; the norm is the root of the sum of squares',
      value: of({norm: (v) => Math.max(...v.map(Math.abs))}),
    },
    {
      message: 'these are shares of the last norm; the norms themselves were asked for',
      value: right.map((value) => value / right[right.length - 1]),
    },
    {message: 'the norm of g is missing at the end: the last state has a gradient, too', value: right.slice(0, -1)},
    {message: 'one step too far: the gradient of h_0 was not asked for', value: [before, ...right]},
    {
      message: 'one step too far back: the last norm is missing, and that of h_0 stands in front',
      value: [before, ...right.slice(0, -1)],
    },
    {message: 'this is the norm at the first step; one norm a step was asked for', value: right[0]},
    ...[0.25, 0.5, 0.9].map((factor) => ({
      message: `each step multiplies by ${factor} here: that is no measurement; the factor depends on W_hh and the state`,
      value: fixed(factor),
    })),
  ];
}

/** Findings of 05.2. */
export async function* checkStepGradients(learner: Learner, cases: WalkCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {states, recurrentKernel, g} = one;
    const actual = await learner.call('stepGradients', states, recurrentKernel, g);
    const path = `stepGradients(${states.length} step${states.length === 1 ? '' : 's'}, ${g.length} unit${g.length === 1 ? '' : 's'})`;
    const isVectors = Array.isArray(actual) && Array.isArray(actual[0]);
    if (isVectors)
      yield {passed: false, message: `${path}: these are vectors; one number a step was asked for, the norm`};
    else yield compare({path, actual, expected: stepGradients(one), tolerance: 1e-5, slips: walkSlips(one)});
  }
}

/** States and weights drawn so that neither vanishes: each slip shows. */
export function drawWay({uniform}: Random, timeSteps: number, units: number): WalkCase {
  const row = (most: number) =>
    Array.from({length: units}, () => (uniform(0, 1) < 0.5 ? -1 : 1) * Number(uniform(0.3, most).toFixed(6)));
  return {
    states: Array.from({length: timeSteps}, () => row(0.8)),
    recurrentKernel: Array.from({length: units}, () => row(0.9)),
    g: row(1),
  };
}
