// Runs the plan of one layer by hand, to compare it with the same layer on the tape.
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import {nextSeed} from '../../src/engine';
import type {Op, Room, Value, Weight} from '../../src/engine/internal';
import {type Kernels, useKernels} from '../../src/engine/kernels-host';
import {
  readValue,
  readWeight,
  valueFloats,
  type WeightForm,
  weightFloats,
  writeValue,
  writeWeight,
} from '../../src/engine/ops/value';
import {restartSeeds} from '../../src/engine/seeds';
import {type LayerVariable, type Planning, type PlanValue, plannerOf} from '../../src/layers/planning/planning';

/** Numbers of a plan's value or of its gradient. */
export interface Numbers {
  shape: number[];
  values: Float32Array;
}

/** What {@link planLayer} computes with. */
export interface PlanInputs {
  x: tf.Tensor;
  mask?: tf.Tensor;
  initialStates?: tf.Tensor[];
  /** Gradients of the outputs; as many as are known, the others are zero. */
  dOutputs: tf.Tensor[];
}

/** A planned layer. */
export interface Plan {
  outputs: PlanValue[];
  /** Runs forward and back; gives outputs, and gradients of x, initial states and trainable weights, in this order. */
  step(): {outputs: Numbers[]; gradients: Numbers[]};
}

/** A plan's memory. Whatever runs on the tape in between destroys it: the same kernels serve both. */
class PlanRoom implements Room {
  readonly values: Value[] = [];
  constructor(
    readonly kernels: Kernels,
    readonly training: boolean,
  ) {}

  keep(floats: number): number {
    return this.kernels.zeros(floats);
  }

  scratch(floats: number): number {
    const at = this.kernels.take(floats);
    this.kernels.view(at, floats).fill(Number.NaN); // what an op reads before it writes shows
    return at;
  }

  value(shape: number[]): Value {
    const floats = valueFloats(shape);
    const value = {shape, at: this.keep(floats), gradient: this.training ? this.keep(floats) : 0};
    this.values.push(value);
    return value;
  }
}

const numbersOf = (tensor: tf.Tensor): Numbers => ({shape: tensor.shape, values: Float32Array.from(tensor.dataSync())});

/** A layer with its ops laid out for these inputs. */
export function planLayer(layer: tf.layers.Layer, inputs: PlanInputs, training = true): Plan {
  const {x, mask, initialStates = [], dOutputs} = inputs;
  const given = [x, ...initialStates].map(numbersOf);
  const masked = mask ? numbersOf(mask.toFloat()) : undefined;
  const deltas = dOutputs.map(numbersOf);
  const trainable = new Set<unknown>(layer.trainableWeights);
  const all = layer.weights as unknown as LayerVariable[];
  const variables = new Map(all.map((variable) => [variable, numbersOf(variable.read())]));
  const kernels = useKernels();
  const room = new PlanRoom(kernels, training);
  const ops: Op[] = [];
  const weights = new Map<LayerVariable, Weight>();
  const planning: Planning = {
    room,
    nextSeed,
    weight(variable: LayerVariable, form: WeightForm = {}) {
      const known = weights.get(variable);
      if (known) return known;
      const numbers = variables.get(variable);
      if (!numbers) throw new Error(`${variable.name} is no weight of ${layer.name}`);
      const floats = weightFloats(numbers.shape, form);
      const gradient = training && trainable.has(variable) ? room.keep(floats) : 0;
      const weight = {shape: numbers.shape, form, at: room.keep(floats), gradient};
      writeWeight(kernels, weight.at, weight.shape, form, numbers.values);
      weights.set(variable, weight);
      return weight;
    },
    add(op: Op) {
      ops.push(op);
      return op.outputs;
    },
  };
  const largest = Math.max(...[...given, ...deltas].map(({values}) => values.length), 4) * 8;
  const buffer = kernels.take(largest);
  const put = ({shape, values}: Numbers) => {
    const value = room.value(shape);
    writeValue(kernels, value.at, shape, values, buffer);
    return value;
  };
  const [first, ...states] = given.map(put);
  const planned: PlanValue = masked ? {...first, mask: put(masked)} : first;
  const outputs = plannerOf(layer)(layer, {inputs: [planned], initialStates: states}, planning);

  const step = () => {
    for (const op of ops) op.forward();
    const made = outputs.map(({shape, at}) => ({shape, values: readValue(kernels, at, shape, buffer)}));
    if (!training) return {outputs: made, gradients: []};
    for (const {shape, gradient} of room.values) kernels.view(gradient, valueFloats(shape)).fill(0);
    for (const {shape, form, gradient} of weights.values()) {
      if (gradient) kernels.view(gradient, weightFloats(shape, form)).fill(0);
    }
    deltas.forEach((delta, i) => {
      writeValue(kernels, outputs[i].gradient, delta.shape, delta.values, buffer);
    });
    for (const op of [...ops].reverse()) op.backward();
    const ordered = [...variables.keys()].map((variable) => weights.get(variable)).filter((weight) => weight?.gradient);
    const gradients = [
      ...[first, ...states].map(({shape, gradient}) => ({shape, values: readValue(kernels, gradient, shape, buffer)})),
      ...(ordered as Weight[]).map(({shape, form, gradient}) => ({
        shape,
        values: readWeight(kernels, gradient, shape, form),
      })),
    ];
    return {outputs: made, gradients};
  };
  return {outputs, step};
}

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** The same on the tape: outputs, and gradients of x, initial states and trainable weights. */
export function tapeLayer(layer: tf.layers.Layer, inputs: PlanInputs): {outputs: Numbers[]; gradients: Numbers[]} {
  const {x, mask, initialStates = [], dOutputs} = inputs;
  const [outputs, gradients]: Numbers[][] = [[], []];
  tf.tidy(() => {
    const variables = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const sources = [x, ...initialStates].map((tensor) => tf.variable(tensor));
    const {grads} = tf.variableGrads(() => {
      const [first, ...states] = sources;
      const initialState = states.length > 0 ? states : undefined;
      const made = list(layer.call(first, {mask, initialState, training: true}) as tf.Tensor | tf.Tensor[]);
      outputs.push(...made.map(numbersOf));
      return tf.addN(dOutputs.map((delta, i) => made[i].mul(delta).sum())) as tf.Scalar;
    }, [...sources, ...variables]);
    gradients.push(...[...sources, ...variables].map(({name}) => numbersOf(grads[name])));
    for (const source of sources) source.dispose();
  });
  return {outputs, gradients};
}

/** Normal numbers from a seed. */
export const draw = (shape: number[], seed: number, deviation = 1) => {
  const {normal} = random(seed);
  return tf.tensor(
    Float32Array.from({length: tf.util.sizeFromShape(shape)}, () => normal(0, deviation)),
    shape,
  );
};

/** Weights away from zero, so that every bias counts. */
export function shakeLayer(layer: tf.layers.Layer): void {
  layer.setWeights(layer.getWeights().map((weight, i) => weight.add(draw(weight.shape, 40 + i, 0.3))));
}

/** A mask with a step left out at the start, in the middle and at the end, each in another sequence. */
export function makeMask(batch: number, steps: number): tf.Tensor2D {
  const kept = Array.from({length: batch}, (_, i) =>
    Array.from({length: steps}, (_, t) => (t === [0, steps >> 1, steps - 1][i % 3] ? 0 : 1)),
  );
  return tf.tensor2d(kept).toBool() as tf.Tensor2D;
}

export function assertSame(found: Numbers[], wanted: Numbers[], tolerance: number, what: string): void {
  assert.equal(found.length, wanted.length, what);
  found.forEach(({shape, values}, k) => {
    assert.deepEqual(shape, wanted[k].shape, `${what} ${k}`);
    values.forEach((value, i) => {
      const expected = wanted[k].values[i];
      const limit = tolerance * Math.max(1, Math.abs(expected));
      assert.ok(Math.abs(value - expected) <= limit, `${what} ${k}[${i}] should be ${expected}, is ${value}`);
    });
  });
}

/** Fails unless plan and tape agree, for two steps one after the other. */
export function comparePlan(
  layer: tf.layers.Layer,
  sizes: readonly number[],
  masked: boolean,
  states: number,
  what: string,
): void {
  const [batch, steps, features, units] = sizes;
  layer.build([batch, steps, features]);
  shakeLayer(layer);
  const x = draw([batch, steps, features], 1);
  const mask = masked ? makeMask(batch, steps) : undefined;
  const initialStates = Array.from({length: states}, (_, k) => draw([batch, units], 10 + k, 0.5));
  const outputs = layer.call(x, {mask, initialState: states > 0 ? initialStates : undefined});
  const dOutputs = (Array.isArray(outputs) ? outputs : [outputs]).map(({shape}, k) => draw(shape, 20 + k));
  restartSeeds(6);
  const wanted = tapeLayer(layer, {x, mask, initialStates, dOutputs});
  const plan = planLayer(layer, {x, mask, initialStates, dOutputs});
  for (const time of ['first', 'second']) {
    restartSeeds(6); // dropout, where there is some, draws what the tape drew
    const found = plan.step();
    assertSame(found.outputs, wanted.outputs, 1e-6, `${what}, ${time} step: output`);
    assertSame(found.gradients, wanted.gradients, 1e-5, `${what}, ${time} step: gradient`);
  }
}
