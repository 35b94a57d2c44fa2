import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';

/** Sizes of a convolution and of the LSTM that reads its outputs. */
export interface WeightCase {
  features: number;
  filters: number;
  kernelSize: number;
  units: number;
}

/** The same with a length: what is multiplied. */
export interface CostCase extends WeightCase {
  timeSteps: number;
  strides: number;
}

type Weights = {convolution: number; recurrent: number};

/** Numbers in the weights, array by array. */
export function weightsOf({features, filters, kernelSize, units}: WeightCase): Weights {
  const size = (...axes: number[]) => axes.reduce((numbers, axis) => numbers * axis, 1);
  const gates = 4;
  return {
    convolution: size(kernelSize, features, filters) + size(filters),
    recurrent: size(filters, gates * units) + size(units, gates * units) + size(gates * units),
  };
}

function weightSlips(one: WeightCase): FieldSlip[] {
  const {features: f, filters: n, kernelSize: k, units: u} = one;
  const right = weightsOf(one);
  const front = (message: string, convolution: number): FieldSlip => ({message, value: {...right, convolution}});
  const behind = (message: string, recurrent: number): FieldSlip => ({message, value: {...right, recurrent}});
  return [
    front('the input features are missing: a kernel has a weight for each of them at each of its steps', k * n + n),
    front('the kernel size is missing: a filter has weights for each step under it', f * n + n),
    front('the biases of the convolution are missing: one for each filter', k * f * n),
    front('the convolution has one bias in all here; each filter has one', k * f * n + 1),
    front('there is a bias for each step of the kernel here; each filter has one', k * f * n + k),
    front('there is a bias for each feature here; each filter has one', k * f * n + f),
    front('the filters are missing: each has a kernel of its own', k * f + 1),
    front('the filters are missing: each has a kernel of its own', k * f),
    front('these are 4 times as many: a convolution has no gates', 4 * (k * f * n + n)),
    front('there is a bias for each pair of feature and filter here; each filter has one', (k + 1) * f * n),
    front('there is a bias for each weight here; each filter has one', 2 * k * f * n),
    behind(
      'the LSTM reads the filters, not the features of the series: they are behind the convolution',
      4 * u * (f + u + 1),
    ),
    behind(
      'the LSTM reads one step of the convolution at a time: its filters, not a whole kernel of them',
      4 * u * (k * n + u + 1),
    ),
    behind(
      'the LSTM reads one step of the convolution at a time: its filters, not a whole kernel of them',
      4 * u * (k * f + u + 1),
    ),
    behind(
      'a filter adds up the features: it hands on one number a step, not one for each of them',
      4 * u * (n * f + u + 1),
    ),
    behind('the gates of the LSTM are missing: it has four sets of weights', u * (n + u + 1)),
    behind('there are three sets of weights, as in a GRU; an LSTM has four', 3 * u * (n + u + 1)),
    behind('the biases of the LSTM are missing: one for each unit of each gate', 4 * u * (n + u)),
    behind('the recurrent kernel is missing: units read the old states of all units', 4 * u * (n + 1)),
    behind('the kernel is missing: units read the outputs of the convolution', 4 * u * (u + 1)),
    behind('each unit has two biases a gate here, as in PyTorch; one was asked for', 4 * u * (n + u + 2)),
    behind('the LSTM reads filters and features here; the convolution stands between', 4 * u * (n + f + u + 1)),
    {
      message: 'convolution and recurrent have changed places',
      value: {convolution: right.recurrent, recurrent: right.convolution},
    },
  ];
}

/** Findings of 07.2. */
export async function* checkWeights(learner: Learner, cases: WeightCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {features, filters, kernelSize, units} = one;
    const given = [features, filters, kernelSize, units];
    const actual = await learner.call('countWeights', ...given);
    const path = `countWeights(${given.join(', ')})`;
    yield compareFields({path, actual, expected: weightsOf(one), tolerance: 0, slips: weightSlips(one)});
  }
}

type Costs = {alone: number; together: number};

/** Steps, and what is multiplied at each of them. */
interface Bill {
  /** Outputs of the convolution. */
  outputs: number;
  /** Steps that the LSTM behind it reads. */
  steps: number;
  /** Multiplications of the convolution for one output. */
  each: number;
  /** Multiplications of an LSTM at one step, by what it reads. */
  lstm: (reads: number) => number;
  /** What the LSTM behind the convolution reads at a step. */
  reads: number;
  aloneSteps: number;
}

function bill(one: CostCase, change: Partial<Bill> = {}): Costs {
  const {timeSteps, features, filters, kernelSize, strides, units} = one;
  const outputs = change.outputs ?? Math.floor((timeSteps - kernelSize) / strides) + 1;
  const {
    steps = outputs,
    each = kernelSize * features * filters,
    lstm = (reads: number) => 4 * units * (reads + units),
    reads = filters,
    aloneSteps = timeSteps,
  } = change;
  return {alone: aloneSteps * lstm(features), together: outputs * each + steps * lstm(reads)};
}

/** Multiplications by the numbers in kernels: of an LSTM alone, and of a valid convolution with an LSTM behind it. */
export const costsOf = (one: CostCase): Costs => bill(one);

function costSlips(one: CostCase): FieldSlip[] {
  const {timeSteps: T, features: f, filters: n, kernelSize: k, strides: s, units: u} = one;
  const right = bill(one);
  const outputs = Math.floor((T - k) / s) + 1;
  const say = (message: string, change: Partial<Bill>): FieldSlip => ({message, value: bill(one, change)});
  return [
    say('the LSTM behind the convolution still reads every step here; how many are left?', {steps: T}),
    say('the convolution and the LSTM are counted at every step that is read; the stride leaves fewer', {outputs: T}),
    say('the kernel is laid on every step here; the stride leaves out windows, and they are not computed', {
      outputs: T - k + 1,
      steps: outputs,
    }),
    say('the kernel is laid on every step here; the stride leaves out windows, and they are not computed', {
      outputs: T,
      steps: outputs,
    }),
    say('the stride is missing: it leaves out windows, and with them steps of the LSTM', {outputs: T - k + 1}),
    say('this length is for padded series; a valid convolution puts out steps only where the kernel fits', {
      outputs: Math.ceil(T / s),
    }),
    say('this length is for padded series; a valid convolution puts out steps only where the kernel fits', {
      outputs: Math.floor(T / s),
    }),
    say('the last window is missing: count the places where the kernel fits', {outputs: outputs - 1}),
    say('a part of a window is no output; only whole windows count', {outputs: (T - k) / s + 1}),
    say('the multiplications of one step only; every step multiplies anew', {outputs: 1, aloneSteps: 1}),
    say('the LSTM behind the convolution reads its filters, not the features of the series', {reads: f}),
    say('the convolution itself costs something, too: a product for each weight under the kernel', {each: 0}),
    say('the input features are missing in the convolution', {each: k * n}),
    say('the kernel size is missing in the convolution: each step under it is multiplied', {each: f * n}),
    say('the filters are missing in the convolution: each has a kernel of its own', {each: k * f}),
    say('biases are counted; they are added, not multiplied', {
      each: k * f * n + n,
      lstm: (reads) => 4 * u * (reads + u + 1),
    }),
    say('biases are counted; they are added, not multiplied', {lstm: (reads) => 4 * u * (reads + u + 1)}),
    say('biases are counted; they are added, not multiplied', {each: k * f * n + n}),
    say('the gates are missing: an LSTM multiplies four times', {lstm: (reads) => u * (reads + u)}),
    say('the recurrent kernel is missing: the old state is multiplied at each step, too', {
      lstm: (reads) => 4 * u * reads,
    }),
    say('the kernel is missing: what the LSTM reads is multiplied, too', {lstm: () => 4 * u * u}),
    {
      message: 'the LSTM behind the convolution is missing: together means both',
      value: {...right, together: outputs * k * f * n},
    },
    {
      message: 'this adds the LSTM alone to the convolution; behind it another LSTM reads fewer steps',
      value: {...right, together: outputs * k * f * n + right.alone},
    },
    {
      message: 'alone and together have changed places',
      value: {alone: right.together, together: right.alone},
    },
  ];
}

/** Findings of 07.4. */
export async function* checkCosts(learner: Learner, cases: CostCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {timeSteps, features, filters, kernelSize, strides, units} = one;
    const front = {filters, kernelSize, strides};
    const actual = await learner.call('countMultiplications', timeSteps, features, front, units);
    const path = `countMultiplications(${timeSteps}, ${features}, {${filters}, ${kernelSize}, ${strides}}, ${units})`;
    yield compareFields({path, actual, expected: costsOf(one), tolerance: 0, slips: costSlips(one)});
  }
}
