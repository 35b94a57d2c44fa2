import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

export type Padding = 'valid' | 'same' | 'causal';

/** A series and a convolution that goes over it. */
export interface WalkCase {
  timeSteps: number;
  kernelSize: number;
  strides: number;
  dilationRate: number;
  padding: Padding;
}

/** How a layer goes over the steps, in the words of the layers' options. */
export interface Window {
  kernelSize: number;
  strides: number;
  dilationRate: number;
}

/** Zeros put before and behind, and the first step of a window for each output: counted, not worked out. */
export function countOutputs({timeSteps, kernelSize, strides, dilationRate, padding}: WalkCase): number {
  const gaps = (kernelSize - 1) * dilationRate;
  // 'same' promises one output a stride: as many windows as steps at which one may begin.
  if (padding === 'same') {
    let starts = 0;
    for (let t = 0; t < timeSteps; t += strides) starts++;
    return starts;
  }
  const length = timeSteps + (padding === 'causal' ? gaps : 0);
  let outputs = 0;
  for (let first = 0; first + gaps < length; first += strides) outputs++;
  return outputs;
}

const MANY = 'this counts moves, not places: a kernel that moves twice has stood in three places';

function lengthSlips(one: WalkCase, actual: unknown): Slip[] {
  const {timeSteps: T, kernelSize: k, strides: s, dilationRate: d, padding} = one;
  const gaps = (k - 1) * d;
  const right = countOutputs(one);
  const slips: Slip[] = [];
  const say = (message: string, ...values: number[]) => slips.push(...values.map((value) => ({message, value})));
  if (padding === 'valid') {
    say('the kernel hangs over the end here; a valid window lies inside the series', Math.ceil(T / s));
    say(MANY, Math.floor((T - gaps - 1) / s));
    say('the dilation is missing: it pulls the steps under the kernel apart', Math.floor((T - k) / s) + 1);
    say('the stride is missing: it moves the kernel by more than one step', T - gaps);
    say('rounded up: a last window that does not fit whole is left out', Math.ceil((T - gaps - 1) / s) + 1);
    say('a part of a window is no output; only whole windows count', (T - gaps - 1) / s + 1, (T - gaps) / s);
    say('one window too many: how many steps does the kernel cover?', Math.floor((T - gaps) / s) + 1);
    say(
      'a kernel of size k has k - 1 gaps, and the dilation widens the gaps, not the steps',
      Math.floor((T - k * d) / s) + 1,
      Math.floor((T - k * d) / s),
    );
    say(
      'the dilation is added to the kernel; it multiplies the gaps',
      Math.floor((T - (k + d - 1)) / s) + 1,
      Math.floor((T - (k + d)) / s) + 1,
    );
    say('the kernel is taken off after the stride; first see how far it can move', Math.floor(T / s) - gaps);
    say('the kernel is taken off on both sides; its start moves from the first step on', T - 2 * gaps);
  } else {
    const valid = Math.floor((T - gaps - 1) / s) + 1;
    say(`this is the length without padding; '${padding}' adds zeros first`, valid, Math.floor((T - k) / s) + 1);
    say('the stride is missing: it leaves out windows, whatever the padding', T);
    say('rounded down: a window starts at step 0, and one at every stride from there', Math.floor(T / s));
    say('a part of a window is no output; only whole windows count', T / s);
    say(
      'the zeros are counted as outputs; they only fill windows that would hang over the end',
      T + gaps,
      Math.ceil((T + gaps) / s),
      Math.floor((T + gaps) / s),
    );
    say('one window too many', Math.ceil(T / s) + 1, Math.floor(T / s) + 1);
    say('the dilation has no part in it: zeros make up for what the kernel covers', Math.ceil(T / (s * d)));
  }
  if (typeof actual === 'number' && Number.isFinite(actual) && !Number.isInteger(actual))
    say('a number of outputs is whole', actual);
  return slips.filter(({value}) => value !== right);
}

/** Findings of 07.1. */
export async function* checkLengths(learner: Learner, cases: WalkCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {timeSteps, kernelSize, strides, dilationRate, padding} = one;
    const given = [timeSteps, kernelSize, strides, dilationRate, padding];
    const actual = await learner.call('outputLength', ...given);
    const path = `outputLength(${given.slice(0, 4).join(', ')}, '${padding}')`;
    yield compare({path, actual, expected: countOutputs(one), slips: lengthSlips(one, actual)});
  }
}

/** Input steps between the first and the last that an output can reach, by walking down from one output. */
export function countSeen(layers: readonly Window[]): number {
  let [first, last] = [0, 0];
  for (const {kernelSize, strides, dilationRate} of [...layers].reverse()) {
    first *= strides;
    last = last * strides + (kernelSize - 1) * dilationRate;
  }
  return last - first + 1;
}

type Grow = (one: Window, l: number, layers: readonly Window[]) => number;

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const product = (values: number[]): number => values.reduce((total, value) => total * value, 1);
const stridesOf = (layers: readonly Window[]): number[] => layers.map(({strides}) => strides);
const jump: Grow = (_, l, layers) => product(stridesOf(layers).slice(0, l));
const gaps = ({kernelSize, dilationRate}: Window): number => (kernelSize - 1) * dilationRate;
const grown = (layers: readonly Window[], grow: Grow, start = 1): number =>
  start + sum(layers.map((one, l) => grow(one, l, layers)));

const FIELD_SLIPS: [message: string, value: (layers: readonly Window[]) => number][] = [
  [
    'the strides are missing: a gap of a layer is as wide as the strides below it make it',
    (layers) => grown(layers, gaps),
  ],
  [
    'the stride of a layer widens its own gaps here; it moves its window, and widens those above',
    (layers) => grown(layers, (one, l) => gaps(one) * product(stridesOf(layers).slice(0, l + 1))),
  ],
  [
    'the strides above a layer are multiplied here; those below it count: walk from the series upwards',
    (layers) => grown(layers, (one, l) => gaps(one) * product(stridesOf(layers).slice(l + 1))),
  ],
  [
    'only the stride of the layer just below is used; strides multiply all the way down',
    (layers) => grown(layers, (one, l) => gaps(one) * (layers[l - 1]?.strides ?? 1)),
  ],
  [
    'only the own stride of a layer is used; the strides below it count, multiplied',
    (layers) => grown(layers, (one) => gaps(one) * one.strides),
  ],
  [
    'the strides are added up; they multiply',
    (layers) => grown(layers, (one, l) => gaps(one) * (l === 0 ? 1 : sum(stridesOf(layers).slice(0, l)))),
  ],
  [
    'every layer is widened by all strides; only those below it count',
    (layers) => grown(layers, (one) => gaps(one) * product(stridesOf(layers))),
  ],
  [
    'the dilation is missing: it pulls the steps under a kernel apart',
    (layers) => grown(layers, (one, l, all) => (one.kernelSize - 1) * jump(one, l, all)),
  ],
  [
    'dilations multiply from layer to layer here; each belongs to its own layer, and only strides multiply',
    (layers) =>
      grown(
        layers,
        (one, l, all) =>
          (one.kernelSize - 1) * product(all.slice(0, l + 1).map((m) => m.dilationRate)) * jump(one, l, all),
      ),
  ],
  [
    'a kernel of size k has k - 1 gaps; its k steps are added here',
    (layers) => grown(layers, (one, l, all) => one.kernelSize * one.dilationRate * jump(one, l, all)),
  ],
  [
    'a kernel of size k has k - 1 gaps; its k steps are added here',
    (layers) => grown(layers, (one, l, all) => one.kernelSize * one.dilationRate * jump(one, l, all), 0),
  ],
  [
    'the dilation widens the k - 1 gaps of a kernel; here it multiplies its k steps',
    (layers) => grown(layers, (one, l, all) => (one.kernelSize * one.dilationRate - 1) * jump(one, l, all)),
  ],
  [
    'these are the gaps only: one step sees one step before any kernel is laid on it',
    (layers) => grown(layers, (one, l, all) => gaps(one) * jump(one, l, all), 0),
  ],
  ['kernel sizes are multiplied; each layer adds its gaps', (layers) => product(layers.map((one) => one.kernelSize))],
  ['dilations are multiplied; each layer adds its gaps', (layers) => product(layers.map((one) => one.dilationRate))],
  ['this is the jump from one output to the next, not what one output sees', (layers) => product(stridesOf(layers))],
  ['only the last layer is counted; it stands on the others', (layers) => grown(layers.slice(-1), gaps)],
  ['only the first layer is counted', (layers) => grown(layers.slice(0, 1), gaps)],
];

const inWords = (layers: readonly Window[]): string =>
  layers.map(({kernelSize, strides, dilationRate}) => `${kernelSize}/${strides}/${dilationRate}`).join(', ');

/** Findings of 07.3. */
export async function* checkSeen(learner: Learner, cases: Window[][]): AsyncGenerator<Finding> {
  for (const layers of cases) {
    const actual = await learner.call('stepsSeen', layers);
    const path = `stepsSeen([${inWords(layers)}]) (kernel/stride/dilation)`;
    const nothing = {message: 'without any layer one step sees itself', value: 0};
    const known = FIELD_SLIPS.map(([message, value]) => ({message, value: value(layers)}));
    const slips = layers.length === 0 ? [nothing] : known;
    yield compare({path, actual, expected: countSeen(layers), slips});
  }
}
