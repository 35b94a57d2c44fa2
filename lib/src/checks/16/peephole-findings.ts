import type {Random} from '../../data/random';
import {agrees, compare, type Value} from '../frame/compare';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';
import {BACK_SLIPS, backOf} from './peephole-backward';
import {
  CELL_SLIPS,
  inPlace,
  type PeepholeSizes,
  type PeepholeStep,
  randomPeepholeProblem,
  stepOf,
  stepsOf,
} from './peephole-cell';
import {type PeepholeGradients, peepholeGradientsOf, WALK_SLIPS} from './peephole-walk';
import {sequenceSlips, table} from './sequence-slips';

// Float32 has 7 digits: tensors are welcome, and every slip is larger by far.
const TOLERANCE = 1e-5;

/** How many, in words that fit both one and many. */
function sizesText({timeSteps, features, units}: PeepholeSizes): string {
  const count = (n: number, name: string) => `${n} ${name}${n === 1 ? '' : 's'}`;
  return [count(timeSteps, 'time step'), count(features, 'feature'), count(units, 'unit')].join(', ');
}

const COUNT_SLIPS: [string, (f: number, u: number) => number][] = [
  ['this is a plain LSTM; the peepholes have weights of their own', (f, u) => 4 * u * (f + u + 1)],
  ['four peepholes are counted; which of the four sums looks at no cell state?', (f, u) => 4 * u * (f + u + 1) + 4 * u],
  ['one peephole a unit is counted; three gates look', (f, u) => 4 * u * (f + u + 1) + u],
  ['one peephole a gate is counted; each unit has its own', (f, u) => 4 * u * (f + u + 1) + 3],
  [
    'the peepholes are counted as matrices; a gate sees the cell state of its own unit alone',
    (f, u) => 4 * u * (f + u + 1) + 3 * u * u,
  ],
  [
    'each unit of a peephole layer has four sums; three are counted (the candidate has weights, too)',
    (f, u) => 3 * u * (f + u + 1) + 3 * u,
  ],
  ['each unit has four sums, each with weights of its own; one is counted', (f, u) => u * (f + u + 1) + 3 * u],
  ['the bias is forgotten', (f, u) => 4 * u * (f + u) + 3 * u],
  [
    'two biases a unit and gate are counted, as PyTorch does; this layer has one',
    (f, u) => 4 * u * (f + u + 2) + 3 * u,
  ],
  ['the peepholes belong to the units, not to the features', (f, u) => 4 * u * (f + u + 1) + 3 * f],
  ['features and units have changed places', (f, u) => 4 * f * (f + u + 1) + 3 * f],
  ['the recurrent kernel is counted twice', (f, u) => 4 * u * (f + 2 * u + 1) + 3 * u],
  ['the recurrent kernel is forgotten: the old state has weights too', (f, u) => 4 * u * (f + 1) + 3 * u],
  [
    'features and units are mixed: the recurrent kernel joins units to units',
    (f, u) => 4 * (u * f + f * f + u) + 3 * u,
  ],
];

/** Findings of 16.1 over some sizes, [features, units]. */
export async function* checkParameters(learner: Learner, sizes: [number, number][]): AsyncGenerator<Finding> {
  for (const [features, units] of sizes) {
    const actual = await learner.call('peepholeParameters', features, units);
    const slips = COUNT_SLIPS.map(([message, count]) => ({message, value: count(features, units)}));
    const expected = 4 * units * (features + units + 1) + 3 * units;
    yield compare({path: `peepholeParameters(${features}, ${units})`, actual, expected, slips});
  }
}

const both = ({h, c}: {h: Value; c: Value}): Record<string, Value> => ({h, c});

/** Findings of 16.2 over random steps. */
export async function* checkStep(learner: Learner, source: Random, sizes: PeepholeSizes[]): AsyncGenerator<Finding> {
  for (const size of sizes) {
    const {x, h0, c0, weights} = randomPeepholeProblem(source, size);
    const actual = await learner.call('peepholeStep', x[0], h0, c0, weights);
    const right = stepOf(x[0], h0, c0, weights);
    const slips: FieldSlip[] = CELL_SLIPS.map(({message, variant}) => ({
      message,
      value: both(stepOf(x[0], h0, c0, weights, variant)),
    }));
    slips.push({
      message: 'a unit reads what another one has just become: all units take the states before the step',
      value: both(inPlace(x[0], h0, c0, weights)),
    });
    slips.push({message: 'h and c have changed places', value: {h: right.c, c: right.h}});
    slips.push({message: 'this is the old state; the new one was asked for', value: {h: h0, c: c0}});
    const path = `peepholeStep(${sizesText(size).replace('1 time step, ', '')})`;
    yield compareFields({path, actual, expected: both(right), tolerance: TOLERANCE, slips});
  }
}

/** Findings of 16.3 over random sequences. */
export async function* checkSequence(
  learner: Learner,
  source: Random,
  sizes: PeepholeSizes[],
): AsyncGenerator<Finding> {
  let before: PeepholeStep | undefined;
  for (const size of sizes) {
    const problem = randomPeepholeProblem(source, size);
    const {x, weights, h0, c0} = problem;
    const actual = await learner.call('peepholeSequence', x, weights, h0, c0);
    const steps = stepsOf(problem);
    const slips = sequenceSlips(problem, before?.h.length === size.units ? before : undefined);
    const path = `peepholeSequence(${sizesText(size)})`;
    yield compareFields({path, actual, expected: table(steps), tolerance: TOLERANCE, slips});
    before = steps[steps.length - 1];
  }
}

/** Findings of 16.4 over random steps of so many units. */
export async function* checkStepBack(learner: Learner, source: Random, widths: number[]): AsyncGenerator<Finding> {
  for (const units of widths) {
    const {x, dh, weights, h0, c0} = randomPeepholeProblem(source, {timeSteps: 2, features: 2, units});
    const {i, f, candidate, o, c} = stepOf(x[0], h0, c0, weights);
    const [dState, dCell, {peepholes}] = [dh[0], dh[1], weights];
    const actual = await learner.call('stepBack', {i, f, candidate, o}, c, c0, dState, dCell, peepholes);
    const back = (lines = {}) => ({...backOf({i, f, candidate, o, c}, c0, dState, dCell, peepholes, lines)});
    const expected: Record<string, Value> = back();
    const slips: FieldSlip[] = BACK_SLIPS.map(({message, lines}) => ({message, value: back(lines)}));
    const path = `stepBack(${units} unit${units === 1 ? '' : 's'})`;
    yield compareFields({path, actual, expected, tolerance: TOLERANCE, slips});
  }
}

const TURNED = 'rows and columns of the peepholes have changed places; a row is a gate, a column a unit';
const turned = (rows: number[][]): number[][] => rows[0].map((_, j) => rows.map((row) => row[j]));
const NOTHING = 'they are zero: does the loop run, and does dh[t] reach the step it belongs to?';
const ROWS = ['peepholes[0] (p_i)', 'peepholes[1] (p_f)', 'peepholes[2] (p_o)'];

/** Each row of the peepholes under a name of its own, so that a message can say which gate's is wrong. */
function rowByRow(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  const {peepholes, ...rest} = answer as Partial<PeepholeGradients>;
  if (!Array.isArray(peepholes) || peepholes.length !== 3) return answer;
  return {...Object.fromEntries(ROWS.map((name, row) => [name, peepholes[row]])), ...rest};
}

/** Compares gradients and says which parameters are off, beside the slip. */
function compareParameters(
  path: string,
  actual: unknown,
  right: PeepholeGradients,
  known: {message: string; value: PeepholeGradients}[],
): Finding {
  const expected = rowByRow(right) as Record<string, Value>;
  const values = actual as Record<string, unknown>;
  const slips = known.map(({message, value}) => ({message, value: rowByRow(value) as Record<string, Value>}));
  const off = Object.keys(expected).filter((name) => !agrees(values[name], expected[name], TOLERANCE));
  const finding = compareFields({path, actual, expected, tolerance: TOLERANCE, slips});
  if (finding.passed || !finding.message.startsWith(`${path}: `)) return finding;
  const which =
    off.length === Object.keys(expected).length
      ? 'all gradients'
      : off.join(', ').replace(ROWS.join(', '), 'all peepholes');
  return {passed: false, message: `${path}, ${which}: ${finding.message.slice(path.length + 2)}`};
}

/** Findings of 16.5 over random sequences. */
export async function* checkGradients(
  learner: Learner,
  source: Random,
  sizes: PeepholeSizes[],
): AsyncGenerator<Finding> {
  for (const size of sizes) {
    const problem = randomPeepholeProblem(source, size);
    const {x, dh, weights, h0, c0} = problem;
    const actual = await learner.call('peepholeGradients', x, dh, weights, h0, c0);
    const right = peepholeGradientsOf(problem);
    const none = (list: number[]) => list.map(() => 0);
    const path = `peepholeGradients(${sizesText(size)})`;
    const zero = {message: NOTHING, value: peepholeGradientsOf(problem, {loop: 'never'})};
    // The form first, under the names of the task.
    const {kernel, recurrentKernel, peepholes, bias} = right;
    const expected = {kernel, recurrentKernel, peepholes, bias, h0: right.h0, c0: right.c0};
    const form = compare({path, actual, expected, tolerance: Number.MAX_VALUE});
    if (!form.passed) {
      yield form;
      return;
    }
    const slips: {message: string; value: PeepholeGradients}[] = [
      zero,
      {
        message: 'the gradient of h0 is left at zero; h0 acts through the first step',
        value: {...right, h0: none(right.h0)},
      },
      {
        message: 'the gradient of c0 is left at zero; c0 acts through the first step',
        value: {...right, c0: none(right.c0)},
      },
      ...(peepholes[0].length === 3 ? [{message: TURNED, value: {...right, peepholes: turned(peepholes)}}] : []),
      {message: 'the gradients of h0 and c0 have changed places', value: {...right, h0: right.c0, c0: right.h0}},
      ...WALK_SLIPS.map(({message, variant}) => ({message, value: peepholeGradientsOf(problem, variant)})),
      ...x.map((_, t) => ({
        message: `the term of step ${t + 1} is missing in the sum over the steps`,
        value: peepholeGradientsOf(problem, {missing: t}),
      })),
      ...BACK_SLIPS.map(({message, lines}) => ({message, value: peepholeGradientsOf(problem, {lines})})),
    ];
    yield compareParameters(path, rowByRow(actual), expected, slips);
  }
}
