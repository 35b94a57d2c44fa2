import {compare, type Slip, type Value} from '../frame/compare';
import {AnswerError, type Finding, type Learner} from '../frame/frame';

/** Batch, time steps and features of one input, and the width of the layer behind it. */
export interface ShapeCase {
  batch: number;
  timeSteps: number;
  features: number;
  units: number;
}

/** What is wrong with a shape. */
const SLIPS = {
  batch: 'the batch axis is missing; every tensor of a model has one, and it comes first',
  features: 'the last axis has the size of the input features; a layer puts its units there',
  allForLast: 'this is the state of every step; the last output only was asked for',
  lastForAll: 'this is the last state only; with all outputs the time axis stays',
  swapped: 'batch and time steps have changed places; the order is batch, time steps, features',
  undoubled: 'one direction only; a bidirectional layer puts both directions side by side',
  kept: 'the time axis is gone when one output is asked for; it does not stay with size 1',
  batchForTime: 'the batch axis is missing, and the time axis is still there',
  unitsFirst: 'the batch comes first, the units come last',
  unitsBeforeTime: 'the units come last, behind the time steps',
  fixed: 'the units are given; 64 is the size of one example only',
  example: 'this is the answer to another example; it has to follow from the arguments',
  flattened: 'time steps and units keep an axis of their own; nothing is flattened',
  both: 'the features of the input are gone behind the layer: its units stand in their place',
  steps: 'the layer hands on one state for every step; H_0 is not among them, the last is',
  doubledBatch: 'the batch is doubled; both directions read the same series, so they share its place',
  ownAxis: 'the directions have no axis of their own; they stand side by side in the last axis',
  two: 'both directions end up in one tensor, so one shape was asked for',
  shared: 'units are shared out here; they are the units of one direction, each has all of them',
  featuresForTime: 'the features stand where the steps belong; behind the layer it is the features that are gone',
  joined: 'features and units share the last axis here; behind the layer the units stand there alone',
  noState: 'these are batch and steps; where are the numbers that a state is made of?',
  multiplied: 'the units of the two directions are multiplied; they stand side by side',
  time: 'the time axis is doubled; the two directions stand side by side in the last axis',
};

function describe({batch, timeSteps, features, units}: ShapeCase): string {
  return `${batch}, ${timeSteps}, ${features}, ${units}`;
}

/** Compares a shape; null, as Keras prints an unknown batch, gets an answer of its own. */
export function compareShape(path: string, actual: unknown, expected: number[], slips: [string, Value][]): Finding {
  if (Array.isArray(actual) && actual.length > 0 && actual.includes(null)) {
    return {passed: false, message: `${path} holds null; the batch is given here, so every axis has a size`};
  }
  const finding = compare({path, actual, expected, slips: slips.map(([message, value]) => ({message, value}))});
  // The answer is a shape itself: 'has shape [3]' would read as if the layer put out three numbers.
  const isLong = Array.isArray(actual) && actual.length !== expected.length && finding.message.includes('has shape');
  if (!isLong) return finding;
  const axes = actual.length === 1 ? '1 axis' : `${actual.length} axes`;
  return {passed: false, message: `${path} names ${axes}; it should name ${expected.length}`};
}

/** Findings of 02.1 over some inputs. */
export async function* checkLast(learner: Learner, cases: ShapeCase[]): AsyncGenerator<Finding> {
  let before: number[] = [-1];
  for (const one of cases) {
    const {batch, timeSteps, features, units} = one;
    const actual = await learner.call('lastShape', batch, timeSteps, features, units);
    yield compareShape(
      `lastShape(${describe(one)})`,
      actual,
      [batch, units],
      [
        [SLIPS.example, before],
        [SLIPS.batch, [units]],
        [SLIPS.fixed, [batch, 64]],
        [SLIPS.features, [batch, features]],
        [SLIPS.allForLast, [batch, timeSteps, units]],
        [SLIPS.example, [4, 5]],
        [SLIPS.batchForTime, [timeSteps, units]],
        [SLIPS.both, features === 1 ? [-1] : [batch, features, units]],
        [SLIPS.kept, [batch, 1, units]],
        [SLIPS.noState, [batch, timeSteps]],
        [SLIPS.joined, [batch, features + units]],
        [SLIPS.unitsFirst, [units, batch]],
      ],
    );
    before = [batch, units];
  }
}

/** Findings of 02.2 over some inputs. */
export async function* checkAll(learner: Learner, cases: ShapeCase[]): AsyncGenerator<Finding> {
  let before: number[] = [-1];
  for (const one of cases) {
    const {batch, timeSteps, features, units} = one;
    const actual = await learner.call('allShape', batch, timeSteps, features, units);
    yield compareShape(
      `allShape(${describe(one)})`,
      actual,
      [batch, timeSteps, units],
      [
        [SLIPS.example, before],
        [SLIPS.example, [4, 7, 5]],
        [SLIPS.batch, [timeSteps, units]],
        [SLIPS.fixed, [batch, timeSteps, 64]],
        [SLIPS.features, [batch, timeSteps, features]],
        [SLIPS.lastForAll, [batch, units]],
        [SLIPS.swapped, [timeSteps, batch, units]],
        [SLIPS.unitsBeforeTime, [batch, units, timeSteps]],
        [SLIPS.flattened, [batch, timeSteps * units]],
        [SLIPS.flattened, [batch * timeSteps, units]],
        [SLIPS.both, [batch, timeSteps, features, units]],
        [SLIPS.featuresForTime, [batch, features, units]],
        [SLIPS.joined, [batch, timeSteps, features + units]],
        [SLIPS.joined, [batch, timeSteps, features * units]],
        [SLIPS.steps, [batch, timeSteps - 1, units]],
        [SLIPS.steps, [batch, timeSteps + 1, units]],
      ],
    );
    before = [batch, timeSteps, units];
  }
}

/** Findings of 02.3 over some inputs; units are those of one direction. */
export async function* checkBidirectional(learner: Learner, cases: ShapeCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {batch, timeSteps, features, units} = one;
    for (const returnSequences of [false, true]) {
      const shape = (last: number) => (returnSequences ? [batch, timeSteps, last] : [batch, last]);
      const actual = await learner.call('bidirectionalShape', batch, timeSteps, features, units, returnSequences);
      const path = `bidirectionalShape(${describe(one)}, ${returnSequences})`;
      yield compareShape(path, actual, shape(2 * units), [
        [SLIPS.example, [4, 10]],
        [SLIPS.example, [4, 7, 10]],
        [SLIPS.batch, shape(2 * units).slice(1)],
        [SLIPS.fixed, shape(64)],
        [SLIPS.undoubled, shape(units)],
        [SLIPS.features, shape(features)],
        [SLIPS.features, shape(2 * features)],
        [SLIPS.time, [batch, 2 * timeSteps, units]],
        [SLIPS.swapped, [timeSteps, batch, 2 * units]],
        [SLIPS.featuresForTime, [batch, features, 2 * units]],
        [SLIPS.joined, shape(features + units)],
        [SLIPS.joined, shape(2 * (features + units))],
        [SLIPS.multiplied, shape(units * units)],
        [SLIPS.lastForAll, returnSequences ? [batch, 2 * units] : [-1]],
        [SLIPS.allForLast, returnSequences ? [-1] : [batch, timeSteps, 2 * units]],
        [SLIPS.doubledBatch, [2 * batch, ...shape(units).slice(1)]],
        [SLIPS.ownAxis, [...shape(2).slice(0, -1), 2, units]],
        [SLIPS.ownAxis, [...shape(units), 2]],
        [SLIPS.ownAxis, [2, ...shape(units)]],
        [SLIPS.two, [shape(units), shape(units)]],
        [SLIPS.shared, shape(units / 2)],
      ]);
    }
  }
}

/** W_xh, W_hh and b_h of one layer in one direction. */
export function layerParameters(features: number, units: number): number {
  return features * units + units * units + units;
}

/** What typical slips count in one layer. */
export const PARAMETER_SLIPS: [string, (features: number, units: number) => number][] = [
  ['the bias is forgotten', (f, u) => f * u + u * u],
  ['the recurrent kernel is forgotten: the old state has weights too', (f, u) => f * u + u],
  ['the kernel is forgotten: the input has weights too', (_, u) => u * u + u],
  ['features and units are mixed: the recurrent kernel joins units to units', (f, u) => f * u + f * f + u],
  ['features and units are mixed: there is one bias a unit', (f, u) => f * u + u * u + f],
  ['the recurrent kernel has one weight a unit here; each unit reads the states of all', (f, u) => f * u + u + u],
  ['there is one bias in all here; each unit has one', (f, u) => f * u + u * u + 1],
  ['an output layer is counted too; this layer stands alone', (f, u) => f * u + u * u + u + u + 1],
  ['each unit has one bias; this counts two, as PyTorch does', (f, u) => f * u + u * u + 2 * u],
];

/** Slips that count the right weights several times. */
function repeated(expected: number, actual: unknown): Slip[] {
  const ratio = typeof actual === 'number' ? actual / expected : 0;
  const gates: [string, number][] = [
    ['a SimpleRNN has one set of weights; the four of an LSTM are counted here', 4],
    ['a SimpleRNN has one set of weights; the three of a GRU are counted here', 3],
    ['both directions are counted; this layer has one', 2],
  ];
  const many = 'this is a multiple of the right number: a layer uses the same weights at every step';
  return [
    ...gates.map(([message, k]) => ({message, value: k * expected})),
    ...(Number.isInteger(ratio) && ratio > 4 ? [{message: many, value: ratio * expected}] : []),
  ];
}

/** Findings of 02.4 over some sizes. */
export async function* checkParameters(learner: Learner, sizes: [number, number][]): AsyncGenerator<Finding> {
  for (const [features, units] of sizes) {
    const actual = await learner.call('simpleRnnParameters', features, units);
    const expected = layerParameters(features, units);
    const forgotten = PARAMETER_SLIPS.map(([message, count]) => ({message, value: count(features, units)}));
    const slips = [...forgotten, ...repeated(expected, actual)];
    yield compare({path: `simpleRnnParameters(${features}, ${units})`, actual, expected, slips});
  }
}

/** Calls tensorBytes; a product over no sizes throws where it has no start, and the message of the engine hides why. */
async function bytesOf(learner: Learner, shape: number[]): Promise<unknown> {
  try {
    return await learner.call('tensorBytes', shape);
  } catch (thrown) {
    if (shape.length > 0 || !(thrown instanceof AnswerError) || !/initial value/.test(thrown.message)) throw thrown;
    throw new AnswerError(
      'tensorBytes([]) threw: without sizes the product has nothing to start from; what is its start?',
    );
  }
}

const WRAPPED =
  'the count does not fit into an int32 and has started again from the other end; | 0, << and Math.imul work in 32 bits';
const NO_AXES = 'a single number has no axes, and still takes its bytes';
const ANY_AXES = 'a tensor may have any number of axes; go over all that the shape has';

/** Findings of 02.5 over some shapes. */
export async function* checkBytes(learner: Learner, shapes: number[][]): AsyncGenerator<Finding> {
  for (const shape of shapes) {
    const size = shape.reduce((product, length) => product * length, 1);
    const slips: Slip[] = [
      {message: 'these are the bytes of float64; tensors of the course hold float32', value: 8 * size},
      {message: 'this is the number of values; how many bytes has each?', value: size},
      {message: shape.length === 0 ? NO_AXES : 'a product that starts at 0 stays 0', value: 0},
      {message: 'these are bits; eight make a byte', value: 32 * size},
      // Equal to the right number while that fits into 32 bits, so it is told of larger tensors only.
      ...[4 * size, 4 * (size | 0)].map((value) => ({message: WRAPPED, value: value | 0})),
      {
        message: 'the sizes of the axes are added; they multiply',
        value: 4 * shape.reduce((sum, length) => sum + length, 0),
      },
      {
        message: 'the batch is left out; it is a part of the tensor',
        value: 4 * shape.slice(1).reduce((product, length) => product * length, 1),
      },
      {message: ANY_AXES, value: 4 * shape.slice(0, 3).reduce((product, length) => product * length, 1)},
      ...[1e3, 2 ** 10, 1e6, 2 ** 20].map((unit) => ({
        message: 'this is a number of kilobytes or megabytes; bytes were asked for',
        value: (4 * size) / unit,
      })),
    ];
    const path = `tensorBytes([${shape.join(', ')}])`;
    const actual = await bytesOf(learner, shape);
    // A sum over shape[0], shape[1], shape[2] reads past the end of a shorter shape.
    if (Number.isNaN(actual) && shape.length < 3) yield {passed: false, message: `${path} is NaN: ${ANY_AXES}`};
    else yield compare({path, actual, expected: 4 * size, slips});
  }
}
