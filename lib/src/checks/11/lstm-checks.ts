import type {Random} from '../../data/random';
import type {Value} from '../frame/compare';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';
import {LOOP, PADDING} from './lstm-loops';
import {MIX_UPS} from './lstm-mix-ups';
import {
  gradientsOf,
  type LstmGradients,
  type LstmProblem,
  type LstmSizes,
  type LstmStep,
  randomLstm,
  type StepGradients,
  stepBackward,
  stepForward,
} from './lstm-passes';
import {CHECK_SLIPS, type CheckVariant, gateDistances} from './lstm-quotients';
import {BACKWARD, FORWARD, type LstmSlip, type LstmVariant} from './lstm-variants';
import {compareGradients} from './lstm-where';

const TOLERANCE = 1e-9;

const counted = (count: number, name: string) => `${count} ${name}${count === 1 ? '' : 's'}`;

/** Sizes in words. */
export function sizesText({timeSteps, features, units, padded = []}: LstmSizes): string {
  const steps = `${counted(timeSteps, 'time step')}${padded.length > 0 ? `, ${padded.length} of them padding` : ''}`;
  return `${steps}, ${counted(features, 'feature')}, ${counted(units, 'unit')}`;
}

const stepText = ({features, units}: LstmSizes) => `${counted(features, 'feature')}, ${counted(units, 'unit')}`;

/** A record of lists, field by field, as it is compared. */
function fields(value: LstmStep | StepGradients | LstmGradients): Record<string, Value> {
  return {...value} as Record<string, Value>;
}

function made(slips: LstmSlip[], make: (variant: LstmVariant) => Record<string, Value>): FieldSlip[] {
  return slips.map(({message, variant}) => ({message, value: make(variant)}));
}

/** Findings of a step forward over random weights of the given sizes; used by exercises 06 and 11. */
export async function* checkStep(
  learner: Learner,
  source: Random,
  sizes: LstmSizes[],
  name = 'lstmStep',
): AsyncGenerator<Finding> {
  for (const size of sizes) {
    const {x, weights, start} = randomLstm(source, size);
    const actual = await learner.call(name, x[0], start, weights);
    const {i, f, candidate, o, c, h} = stepForward(x[0], start, weights);
    const expected = {i, f, candidate, o, c, h};
    const slips = made(FORWARD, (variant) => fields(stepForward(x[0], start, weights, variant)));
    slips.push({message: 'c and h have changed places', value: {...expected, c: h, h: c}});
    slips.push({message: 'c is the cell state before; return the new one', value: {...expected, c: start.c}});
    yield compareFields({path: `${name}(${stepText(size)})`, actual, expected, tolerance: TOLERANCE, slips});
  }
}

/** Findings of 11.2 over random steps of the given sizes. */
export async function* checkBackwardStep(
  learner: Learner,
  source: Random,
  sizes: LstmSizes[],
): AsyncGenerator<Finding> {
  for (const size of sizes) {
    const {x, weights, start} = randomLstm(source, size);
    const {start: next, y} = randomLstm(source, size);
    const step = stepForward(x[0], start, weights);
    const [dh, dc] = [y[0], next.c];
    const actual = await learner.call('lstmBackward', dh, dc, step, start, weights);
    const back = (variant?: LstmVariant) => fields(stepBackward(dh, dc, step, start, weights, variant));
    const right = stepBackward(dh, dc, step, start, weights);
    const slips = [
      ...made([...BACKWARD, ...MIX_UPS], back),
      {
        message: 'dhBefore and dcBefore have changed places',
        value: {...right, dhBefore: right.dcBefore, dcBefore: right.dhBefore} as Record<string, Value>,
      },
    ];
    const path = `lstmBackward(${stepText(size)})`;
    yield compareGradients({path, actual, expected: back(), units: size.units, tolerance: TOLERANCE, slips});
  }
}

/** What may be left at zero, or exchanged, at the end of the walk back. */
function startSlips(right: LstmGradients): FieldSlip[] {
  const none = right.h0.map(() => 0);
  const value = (change: Partial<LstmGradients>) => fields({...right, ...change});
  return [
    {
      message: 'the gradients of h0 and c0 are left at zero; both act on the first step',
      value: value({h0: none, c0: none}),
    },
    {message: 'the gradient of h0 is left at zero; h0 acts on the loss through the boxes', value: value({h0: none})},
    {
      message: 'the gradient of c0 is left at zero; c0 acts on the loss through the forget gate',
      value: value({c0: none}),
    },
    {
      message: 'the gradients of h0 and c0 have changed places',
      value: value({h0: right.c0, c0: right.h0}),
    },
    {
      message: 'the gradients of the inputs are left at zero',
      value: value({inputs: right.inputs.map((row) => row.map(() => 0))}),
    },
  ];
}

function comparePass(path: string, actual: unknown, problem: LstmProblem, slips: LstmSlip[]): Finding {
  const right = gradientsOf(problem);
  // Padding in front that stops the gradient leaves h0 and c0 at zero, too: the cause is named, not the effect.
  const known = [...made(slips, (variant) => fields(gradientsOf(problem, variant))), ...startSlips(right)];
  const units = problem.start.h.length;
  return compareGradients({path, actual, expected: fields(right), units, tolerance: TOLERANCE, slips: known});
}

/** Findings of 11.3 over random sequences of the given sizes. */
export async function* checkBptt(learner: Learner, source: Random, sizes: LstmSizes[]): AsyncGenerator<Finding> {
  for (const size of sizes) {
    const problem = randomLstm(source, size);
    const {x, y, weights, start} = problem;
    const actual = await learner.call('lstmBptt', x, y, weights, start);
    yield comparePass(`lstmBptt(${sizesText(size)})`, actual, problem, [...LOOP, ...BACKWARD, ...MIX_UPS]);
  }
}

/** Findings of 11.4 over random sequences of the given sizes; padding holds numbers that must not matter. */
export async function* checkMasked(learner: Learner, source: Random, sizes: LstmSizes[]): AsyncGenerator<Finding> {
  for (const size of sizes) {
    const problem = randomLstm(source, size);
    const {x, y, mask = x.map(() => true), weights, start} = problem;
    const actual = await learner.call('maskedBptt', x, y, mask, weights, start);
    yield comparePass(`maskedBptt(${sizesText(size)})`, actual, problem, [
      ...PADDING,
      ...LOOP,
      ...BACKWARD,
      ...MIX_UPS,
    ]);
  }
}

/** Findings of 11.5 over random sequences: the gradients that are tested are wrong on purpose, in one gate or in all. */
export async function* checkDistances(learner: Learner, source: Random, sizes: LstmSizes[]): AsyncGenerator<Finding> {
  const wrong: LstmVariant[] = [{slopes: {f: () => 1}}, {dropped: 'h'}, {toI: (dC, {i}) => dC * i}];
  for (const [k, size] of sizes.entries()) {
    const problem = randomLstm(source, size);
    const {kernel, recurrentKernel, bias} = gradientsOf(problem, wrong[k % wrong.length]);
    const tested = {kernel, recurrentKernel, bias};
    // Large steps on purpose: with small ones the one-sided quotient could not be told from the central one.
    const epsilon = k % 2 === 0 ? 1e-3 : 2e-3;
    const actual = await learner.call('gradientCheck', problem, tested, epsilon);
    const of = (variant?: CheckVariant, step = epsilon) => ({...gateDistances(problem, tested, step, variant)});
    const slips = [
      {message: 'the step is a fixed one; take the epsilon that is given', value: of({}, 1e-3)},
      ...CHECK_SLIPS.map(({message, variant}) => ({message, value: of(variant)})),
      {
        message:
          'this compares with the exact gradient, or with differences of a step of your own; take differences of the loss with the epsilon that is given',
        value: of({}, 1e-5),
      },
    ];
    const path = `gradientCheck(${sizesText(size)})`;
    yield compareFields({path, actual, expected: of(), tolerance: TOLERANCE, slips});
  }
}
