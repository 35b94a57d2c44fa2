/**
 * Exercise 02, dimensions. Signatures for the starter code:
 *
 *     02.1  lastShape(batch: number, timeSteps: number, features: number, units: number): number[]
 *     02.2  allShape(batch: number, timeSteps: number, features: number, units: number): number[]
 *     02.3  bidirectionalShape(batch: number, timeSteps: number, features: number, units: number,
 *                              returnSequences: boolean): number[]
 *     02.4  simpleRnnParameters(features: number, units: number): number
 *     02.5  tensorBytes(shape: number[]): number                               // float32
 *     02.6  stackedParameters(features: number, units: number[], bidirectional: boolean): number[]
 */
import {compare, type Slip} from './compare';
import type {Finding, Learner, Part} from './frame';

/** Batch, time steps and features of one input, and the width of the layer behind it. */
export interface ShapeCase {
  batch: number;
  timeSteps: number;
  features: number;
  units: number;
}

/** The four inputs of the exercise. */
export const CASES: ShapeCase[] = [
  {batch: 32, timeSteps: 50, features: 1, units: 64},
  {batch: 16, timeSteps: 100, features: 5, units: 64},
  {batch: 64, timeSteps: 20, features: 300, units: 64},
  {batch: 8, timeSteps: 1000, features: 13, units: 64},
];

const SLIPS = {
  batch: 'the batch axis is missing; every tensor of a model has one, and it comes first',
  features: 'the last axis has the size of the input features; a layer puts its units there',
  allForLast: 'this is the state of every step; the last output only was asked for',
  lastForAll: 'this is the last state only; with all outputs the time axis stays',
  swapped: 'batch and time steps have changed places; the order is batch, time steps, features',
  undoubled: 'one direction only; a bidirectional layer puts both directions side by side',
  time: 'the time axis is doubled; the two directions stand side by side in the last axis',
};

function describe({batch, timeSteps, features, units}: ShapeCase): string {
  return `${batch}, ${timeSteps}, ${features}, ${units}`;
}

/** Findings of 02.1 over some inputs. */
export async function* checkLast(learner: Learner, cases: ShapeCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {batch, timeSteps, features, units} = one;
    const slips: Slip[] = [
      {message: SLIPS.batch, value: [units]},
      {message: SLIPS.features, value: [batch, features]},
      {message: SLIPS.allForLast, value: [batch, timeSteps, units]},
      {message: SLIPS.swapped, value: [timeSteps, units]},
    ];
    const actual = await learner.call('lastShape', batch, timeSteps, features, units);
    yield compare({path: `lastShape(${describe(one)})`, actual, expected: [batch, units], slips});
  }
}

/** Findings of 02.2 over some inputs. */
export async function* checkAll(learner: Learner, cases: ShapeCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {batch, timeSteps, features, units} = one;
    const slips: Slip[] = [
      {message: SLIPS.batch, value: [timeSteps, units]},
      {message: SLIPS.features, value: [batch, timeSteps, features]},
      {message: SLIPS.lastForAll, value: [batch, units]},
      {message: SLIPS.swapped, value: [timeSteps, batch, units]},
    ];
    const actual = await learner.call('allShape', batch, timeSteps, features, units);
    yield compare({path: `allShape(${describe(one)})`, actual, expected: [batch, timeSteps, units], slips});
  }
}

/** Findings of 02.3 over some inputs; units are those of one direction. */
export async function* checkBidirectional(learner: Learner, cases: ShapeCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {batch, timeSteps, features, units} = one;
    for (const returnSequences of [false, true]) {
      const shape = (last: number) => (returnSequences ? [batch, timeSteps, last] : [batch, last]);
      const slips: Slip[] = [
        {message: SLIPS.batch, value: shape(2 * units).slice(1)},
        {message: SLIPS.undoubled, value: shape(units)},
        {message: SLIPS.features, value: shape(features)},
        {message: SLIPS.features, value: shape(2 * features)},
        {message: SLIPS.time, value: [batch, 2 * timeSteps, units]},
        {message: SLIPS.lastForAll, value: returnSequences ? [batch, 2 * units] : [-1]},
        {message: SLIPS.allForLast, value: returnSequences ? [-1] : [batch, timeSteps, 2 * units]},
      ];
      const actual = await learner.call('bidirectionalShape', batch, timeSteps, features, units, returnSequences);
      const path = `bidirectionalShape(${describe(one)}, ${returnSequences})`;
      yield compare({path, actual, expected: shape(2 * units), slips});
    }
  }
}

/** W_x, W_h and b of one layer in one direction. */
export function layerParameters(features: number, units: number): number {
  return features * units + units * units + units;
}

const PARAMETER_SLIPS: [string, (features: number, units: number) => number][] = [
  ['the bias is forgotten', (f, u) => f * u + u * u],
  ['the recurrent kernel is forgotten: the old state has weights too', (f, u) => f * u + u],
  ['the kernel is forgotten: the input has weights too', (_, u) => u * u + u],
  ['features and units are mixed: the recurrent kernel joins units to units', (f, u) => f * u + f * f + u],
  ['features and units are mixed: there is one bias a unit', (f, u) => f * u + u * u + f],
  ['the recurrent kernel has one weight a unit here; each unit reads the states of all', (f, u) => f * u + u + u],
  ['each unit has one bias; this counts two, as PyTorch does', (f, u) => f * u + u * u + 2 * u],
];

/** Findings of 02.4 over some sizes. */
export async function* checkParameters(learner: Learner, sizes: [number, number][]): AsyncGenerator<Finding> {
  for (const [features, units] of sizes) {
    const slips = PARAMETER_SLIPS.map(([message, count]) => ({message, value: count(features, units)}));
    const actual = await learner.call('simpleRnnParameters', features, units);
    const path = `simpleRnnParameters(${features}, ${units})`;
    yield compare({path, actual, expected: layerParameters(features, units), slips});
  }
}

/** Findings of 02.5 over some shapes. */
export async function* checkBytes(learner: Learner, shapes: number[][]): AsyncGenerator<Finding> {
  for (const shape of shapes) {
    const size = shape.reduce((product, length) => product * length, 1);
    const slips: Slip[] = [
      {message: 'these are the bytes of float64; tensors of the course hold float32', value: 8 * size},
      {message: 'this is the number of values; how many bytes has each?', value: size},
      {message: 'these are bits; eight make a byte', value: 32 * size},
      {
        message: 'the sizes of the axes are added; they multiply',
        value: 4 * shape.reduce((sum, length) => sum + length, 0),
      },
      {message: 'the batch is left out; it is a part of the tensor', value: 4 * (size / (shape[0] || 1))},
    ];
    const actual = await learner.call('tensorBytes', shape);
    yield compare({path: `tensorBytes([${shape.join(', ')}])`, actual, expected: 4 * size, slips});
  }
}

/** One stack of layers. */
export interface StackCase {
  features: number;
  units: number[];
  bidirectional: boolean;
}

type Count = (features: number, units: number) => number;

/** Parameters layer by layer; `widthOf` says how wide the output of a layer is for the next. */
export function stack(
  {features, units, bidirectional}: StackCase,
  widthOf?: Count,
  count: Count = layerParameters,
): number[] {
  const directions = bidirectional ? 2 : 1;
  let width = features;
  return units.map((own) => {
    const parameters = directions * count(width, own);
    width = widthOf ? widthOf(features, own) : directions * own;
    return parameters;
  });
}

/** Findings of 02.6 over some stacks. */
export async function* checkStack(learner: Learner, cases: StackCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {features, units, bidirectional} = one;
    const oneWay = stack({...one, bidirectional: false});
    const slips: Slip[] = [
      {message: 'every layer here reads the input features; only the first does', value: stack(one, (f) => f)},
      {
        message: 'a bidirectional layer hands both directions on: the next layer reads twice the units',
        value: stack(one, (_, u) => u),
      },
      {
        message: 'only one direction is counted; each direction has weights of its own',
        value: stack(one).map((p) => p / 2),
      },
      {message: 'the layers are those of a one-way stack; look at what bidirectional changes', value: oneWay},
      ...PARAMETER_SLIPS.map(([message, count]) => ({message, value: stack(one, undefined, count)})),
      {message: 'one number a layer was asked for, not the sum', value: stack(one).reduce((sum, p) => sum + p, 0)},
    ];
    const actual = await learner.call('stackedParameters', features, units, bidirectional);
    const path = `stackedParameters(${features}, [${units.join(', ')}], ${bidirectional})`;
    yield compare({path, actual, expected: stack(one), slips});
  }
}

const SHAPE_ANSWER = '(batch: number, timeSteps: number, features: number, units: number) => number[]';

/** The parts of exercise 02: 15 points. */
export const parts: Part[] = [
  {
    id: '02.1',
    title: 'The last output',
    points: 2,
    answers: {lastShape: SHAPE_ANSWER},
    hints: [
      'A layer reads a whole series and hands on one state only. Which axis of the input is gone then?',
      'The batch stays, the time axis goes, and the last axis has one number for each unit.',
      'return [batch, …]; the second entry says how many numbers the state of one series has.',
    ],
    check: (learner) => checkLast(learner, CASES),
  },
  {
    id: '02.2',
    title: 'All outputs',
    points: 2,
    answers: {allShape: SHAPE_ANSWER},
    hints: [
      'Now the layer hands on its state after every step. How many states are there for one series?',
      'As in 02.1, with the time axis kept in its place.',
      'return [batch, timeSteps, …]; the features of the input do not survive the layer.',
    ],
    check: (learner) => checkAll(learner, CASES),
  },
  {
    id: '02.3',
    title: 'Both directions',
    points: 3,
    answers: {bidirectionalShape: SHAPE_ANSWER.replace(')', ', returnSequences: boolean)')},
    hints: [
      'Two layers read the series, one from each end. What do they have for each step together?',
      'The states of both directions stand side by side in the last axis; the other axes are as in 02.1 and 02.2.',
      'const width = 2 * units; then choose between the two shapes by returnSequences.',
    ],
    check: (learner) =>
      checkBidirectional(
        learner,
        CASES.map((one) => ({...one, units: 32})),
      ),
  },
  {
    id: '02.4',
    title: 'Parameters of one layer',
    points: 3,
    answers: {simpleRnnParameters: '(features: number, units: number) => number'},
    hints: [
      'Which arrays stand in h_t = tanh(x_t W_x + h_{t-1} W_h + b), and what are their shapes?',
      'W_x joins features to units, W_h joins units to units, b has one number a unit. Does the length of the series matter?',
      'The sum of three products: features · units, units · units, and units.',
    ],
    check: (learner) =>
      checkParameters(learner, [
        [1, 64],
        [5, 64],
        [300, 64],
        [13, 32],
        [4, 7],
      ]),
  },
  {
    id: '02.5',
    title: 'Bytes of a tensor',
    points: 2,
    answers: {tensorBytes: '(shape: number[]) => number'},
    hints: [
      'How many numbers does a tensor of shape [2, 3, 4] hold?',
      'Multiply all sizes, the batch too; a float32 number has 32 bits.',
      'shape.reduce((product, size) => product * size, …) with a start that counts the bytes of one number.',
    ],
    check: (learner) =>
      checkBytes(learner, [...CASES.map((one) => [one.batch, one.timeSteps, one.features]), [16, 64], []]),
  },
  {
    id: '02.6',
    title: 'A stack of layers',
    points: 3,
    answers: {stackedParameters: '(features: number, units: number[], bidirectional: boolean) => number[]'},
    hints: [
      'What does the second layer read: the input, or what the first layer made of it?',
      'Keep a variable for the width of what comes in. After each layer it is the width of what that layer put out, in both directions together.',
      'const width = bidirectional ? 2 * units[i - 1] : units[i - 1] from the second layer on; each direction has its own W_x, W_h, b.',
    ],
    check: (learner) =>
      checkStack(learner, [
        {features: 1, units: [20, 20], bidirectional: false},
        {features: 5, units: [64, 32, 16], bidirectional: false},
        {features: 13, units: [32, 8], bidirectional: true},
      ]),
  },
];
