import {checkOneOf, checkOptions, checkSeed, checkWhole} from '../arguments';
import {Series, type Targets} from '../arrays';
import {generateTimeSeries} from '../generate';
import {inputsAndTargets} from '../windows';
import {generateMarked} from './marked';
import {generateLongDependencies, generateRecall, generateSines} from './series';

/** A task on which cells are compared, in a word. */
export type ChoiceTaskName =
  | 'waves'
  | 'recall 10'
  | 'recall 50'
  | 'sum'
  | 'product'
  | 'hold 20'
  | 'hold 50'
  | 'adding'
  | 'noisy sine'
  | 'previous';

/** What one can say about a task before any network has seen it. */
export interface ChoiceTask {
  /** What is to be said at the end of the sequence. */
  asks: string;
  /** Time steps of the input. */
  steps: number;
  /** Numbers at each step. */
  features: number;
  /** Whether what matters always stands at the same steps, or the input tells where. */
  place: 'fixed' | 'told';
  /** Steps from what matters most to the end, on average where it moves. */
  distance: number;
}

/** Inputs [n, steps, features], and one number each. */
export interface ChoiceExamples {
  x: Series;
  y: Targets;
}

interface Maker extends ChoiceTask {
  make(n: number, seed: number): {x: {values: Float64Array}; y: unknown};
}

const nextValue = (series: Series, lookback: number) => inputsAndTargets(series, {lookback});

const MAKERS: Record<ChoiceTaskName, Maker> = {
  waves: {
    ...{asks: 'the next value of two waves', steps: 50, features: 1, place: 'fixed', distance: 1},
    make: (n, seed) => nextValue(generateTimeSeries(n, 51, {seed}), 50),
  },
  'recall 10': {
    ...{asks: 'the first number, 10 steps later', steps: 11, features: 2, place: 'fixed', distance: 10},
    make: (n, seed) => generateRecall(n, 10, {seed}),
  },
  'recall 50': {
    ...{asks: 'the first number, 50 steps later', steps: 51, features: 2, place: 'fixed', distance: 50},
    make: (n, seed) => generateRecall(n, 50, {seed}),
  },
  sum: {
    ...{asks: 'sum of steps 1 to 10 plus mean of 41 to 50', steps: 60, features: 1, place: 'fixed', distance: 50},
    make: (n, seed) => generateLongDependencies(n, {steps: 60, seed}),
  },
  product: {
    ...{asks: 'sum of steps 1 to 10 times mean of 41 to 50', steps: 60, features: 1, place: 'fixed', distance: 50},
    make: (n, seed) => generateLongDependencies(n, {steps: 60, seed, kind: 'product'}),
  },
  'hold 20': {
    ...{asks: 'the last marked number, 1 mark in 10', steps: 20, features: 2, place: 'told', distance: 8},
    make: (n, seed) => generateMarked(n, 20, {seed}),
  },
  'hold 50': {
    ...{asks: 'the last marked number, 1 mark in 50', steps: 50, features: 2, place: 'told', distance: 31},
    make: (n, seed) => generateMarked(n, 50, {seed, share: 0.02}),
  },
  adding: {
    ...{asks: 'the sum of two marked numbers', steps: 50, features: 2, place: 'told', distance: 37},
    make: (n, seed) => generateMarked(n, 50, {seed, ask: 'sum'}),
  },
  'noisy sine': {
    ...{asks: 'the next value of a sine with noise', steps: 40, features: 1, place: 'fixed', distance: 1},
    make: (n, seed) => nextValue(generateSines(n, 41, {seed, noise: 0.1}), 40),
  },
  previous: {
    ...{asks: 'the marked number before the last one', steps: 30, features: 2, place: 'told', distance: 17},
    make: (n, seed) => generateMarked(n, 30, {seed, ask: 'previous'}),
  },
};

/** The tasks, with what is known of each beforehand. */
export const CHOICE_TASKS: Readonly<Record<ChoiceTaskName, ChoiceTask>> = MAKERS;

/** Names of the tasks that a guide may learn from; the last two of {@link CHOICE_TASKS} are kept to test it. */
export const KNOWN_TASKS = (Object.keys(MAKERS) as ChoiceTaskName[]).slice(0, 8);

/**
 * Examples of one of the tasks on which cells are compared.
 *
 * @param name see {@link CHOICE_TASKS}
 * @param n number of sequences
 * @param options `seed`, start of the random numbers; defaults to 42
 * @returns x [n, steps, features], y [n, 1]
 * @throws RangeError for an unknown name, or a count or seed that is no whole number
 *
 * Lesson: notebooks/03-gated-cells/3.4.
 */
export function generateChoiceTask(name: ChoiceTaskName, n: number, options: {seed?: number} = {}): ChoiceExamples {
  checkOptions('generateChoiceTask', options, ['seed']);
  checkSeed('generateChoiceTask: seed', options.seed);
  checkOneOf('generateChoiceTask: name', name, Object.keys(MAKERS) as ChoiceTaskName[]);
  checkWhole('generateChoiceTask: n', n);
  const {make, steps, features} = MAKERS[name];
  const {x, y} = make(n, options.seed ?? 42);
  return {x: new Series(x.values, [n, steps, features]), y: y as Targets};
}
