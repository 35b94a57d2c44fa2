import * as tf from '@tensorflow/tfjs';
import {type Kernels, useKernels} from '../kernels-host';
import type {Op, Room} from '../ops/op';
import {
  readValue,
  readWeight,
  type Value,
  valueFloats,
  type Weight,
  type WeightForm,
  weightFloats,
  writeValue,
  writeWeight,
} from '../ops/value';
import {copyOf, letRest} from './buffers';

/** Makes an op for values and weights that lie in a room. */
export type MakeOp = (room: Room, inputs: Value[], weights: Weight[]) => Op;

/** Tensors of {@link runOnTape}. */
export interface TapeTensors {
  /** Values that the op is differentiable in. */
  inputs: tf.Tensor[];
  /** Values without a gradient, such as masks and class numbers; the op finds them after the inputs. */
  constants?: tf.Tensor[];
  weights?: tf.Tensor[];
  /** One for each weight; defaults to plain matrices. */
  forms?: WeightForm[];
}

/** Whether a gradient will be asked for, so that what the op keeps must be kept. */
function isTaped(): boolean {
  return (tf.engine().state as unknown as {gradientDepth: number}).gradientDepth > 0;
}

type Pass = 'untaped' | 'forward' | 'backward';

/** Takes from the arena that every call begins anew, and remembers what has to last until the backward pass. */
class TapeRoom implements Room {
  readonly kept: {at: number; floats: number}[] = [];

  /** @param pass which one the room is for: gradients have an address in every taped one, but are zero in the last alone */
  constructor(
    readonly kernels: Kernels,
    readonly pass: Pass,
  ) {}

  get training(): boolean {
    return this.pass !== 'untaped';
  }

  /** Address of a gradient. */
  gradient(floats: number): number {
    if (this.pass === 'untaped') return 0;
    return this.pass === 'backward' ? this.kernels.zeros(floats) : this.kernels.take(floats);
  }

  keep(floats: number): number {
    const at = this.pass === 'backward' ? this.kernels.take(floats) : this.kernels.zeros(floats); // filled from what was kept
    this.kept.push({at, floats});
    return at;
  }

  scratch(floats: number): number {
    return this.kernels.take(floats);
  }

  value(shape: number[]): Value {
    const floats = valueFloats(shape);
    return {shape, at: this.keep(floats), gradient: this.gradient(floats)};
  }
}

const read = (tensor: tf.Tensor): Float32Array => {
  const values = tensor.dataSync();
  return values instanceof Float32Array ? values : Float32Array.from(values);
};

/** An op with its inputs and weights in an empty arena. The same shapes give the same addresses. */
function lay(make: MakeOp, numbers: Float32Array[], shapes: number[][], roles: Roles, pass: Pass) {
  const kernels = useKernels();
  const room = new TapeRoom(kernels, pass);
  const {inputs, constants, forms} = roles;
  const buffer = kernels.take(Math.max(...numbers.map(({length}) => length), 1));
  const values: Value[] = [];
  for (let i = 0; i < inputs + constants; i++) {
    const floats = valueFloats(shapes[i]);
    const gradient = i < inputs ? room.gradient(floats) : 0;
    const value = {shape: shapes[i], at: kernels.zeros(floats), gradient};
    writeValue(kernels, value.at, value.shape, numbers[i], buffer);
    values.push(value);
  }
  const weights: Weight[] = forms.map((form, i) => {
    const shape = shapes[inputs + constants + i];
    const floats = weightFloats(shape, form);
    const weight = {shape, form, at: kernels.zeros(floats), gradient: room.gradient(floats)};
    writeWeight(kernels, weight.at, shape, form, numbers[inputs + constants + i]);
    return weight;
  });
  return {kernels, room, values, weights, op: make(room, values, weights)};
}

interface Roles {
  inputs: number;
  constants: number;
  forms: WeightForm[];
}

function joined(parts: Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0];
  const all = new Float32Array(parts.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Room for the plain numbers of a value. */
const plainFloats = (shape: number[]) => tf.util.sizeFromShape(shape);

/**
 * Runs an op as one step of the gradient tape, on every backend of TensorFlow.js.
 *
 * @param make makes the op; called once for each pass, and must do the same each time
 * @param tensors see {@link TapeTensors}
 * @param differentiable how many of the outputs, from the first, a gradient may arrive at; fewer are faster. Defaults to all
 * @returns the op's outputs
 */
export function runOnTape(
  make: MakeOp,
  tensors: TapeTensors,
  differentiable: number = Number.POSITIVE_INFINITY,
): tf.Tensor[] {
  const {inputs, constants = [], weights = [], forms = weights.map(() => ({}))} = tensors;
  const roles: Roles = {inputs: inputs.length, constants: constants.length, forms};
  const fixed = constants.map(read);
  const taped = isTaped();
  let shapes: number[][] = [];
  let results: Float32Array[] = [];
  const op = tf.customGrad((...args: unknown[]) => {
    const given = args.slice(0, -1) as tf.Tensor[]; // the last argument is a function that saves tensors for the gradient
    const order = <T>(ins: T[], constant: T[]): T[] => [
      ...ins.slice(0, inputs.length),
      ...constant,
      ...ins.slice(inputs.length),
    ];
    const numbers = order(given.map(read), fixed);
    const allShapes = order(
      given.map(({shape}) => shape),
      constants.map(({shape}) => shape),
    );
    const {kernels, room, op} = lay(make, numbers, allShapes, roles, taped ? 'forward' : 'untaped');
    op.forward();
    const kept = taped ? room.kept.map(({at, floats}) => copyOf(kernels.view(at, floats))) : [];
    shapes = op.outputs.map(({shape}) => shape);
    const buffer = kernels.take(Math.max(...shapes.map(plainFloats)));
    results = op.outputs.map(({at, shape}) => readValue(kernels, at, shape, buffer));
    const first = Math.min(differentiable, results.length);
    let passed = false;
    const gradFunc = (dy: tf.Tensor) => {
      if (passed) throw new Error('a tape runs back once: what the forward pass kept is gone');
      passed = true;
      const gradients = backward(make, {numbers, shapes: allShapes, roles, kept}, read(dy), first);
      letRest(kept);
      return gradients.map((gradient, i) => tf.tensor(gradient, given[i].shape));
    };
    // customGrad knows one output: where several need a gradient, they follow one another in one row of numbers.
    const value = first === 1 ? tf.tensor(results[0], shapes[0]) : tf.tensor1d(joined(results.slice(0, first)));
    return {value, gradFunc};
  });
  const value = op(...inputs, ...weights);
  const first = Math.min(differentiable, shapes.length);
  const others = results.slice(first).map((values, i) => tf.tensor(values, shapes[first + i]));
  if (first === 1) return [value, ...others];
  const parts = tf.split(value, shapes.slice(0, first).map(plainFloats));
  return [...parts.map((part, i) => part.reshape(shapes[i])), ...others];
}

/** Gradients of inputs and weights, for those of the first outputs (one row of numbers). */
function backward(
  make: MakeOp,
  pass: {numbers: Float32Array[]; shapes: number[][]; roles: Roles; kept: Float32Array[]},
  d: Float32Array,
  first: number,
): Float32Array[] {
  const {roles} = pass;
  const {kernels, room, values, weights, op} = lay(make, pass.numbers, pass.shapes, roles, 'backward');
  const largest = Math.max(...[...op.outputs, ...values].map(({shape}) => plainFloats(shape)));
  const buffer = kernels.take(largest);
  room.kept.forEach(({at, floats}, i) => {
    kernels.view(at, floats).set(pass.kept[i]);
  });
  let start = 0;
  for (const {shape, gradient} of op.outputs.slice(0, first)) {
    const size = plainFloats(shape);
    writeValue(kernels, gradient, shape, d.subarray(start, start + size), buffer);
    start += size;
  }
  op.backward();
  return [
    ...values.slice(0, roles.inputs).map(({gradient, shape}) => readValue(kernels, gradient, shape, buffer)),
    ...weights.map(({gradient, shape, form}) => readWeight(kernels, gradient, shape, form)),
  ];
}
