import type * as tf from '@tensorflow/tfjs';
import {random} from '../data';
import {checkOptions} from '../data/arguments';
import type {NdArray} from '../data/arrays';
import {Gru, LayerNormSimpleRnn, Lstm, SimpleRnn} from '../layers';
import {cellWeights} from '../models/cell-weights';
import {
  gruBackward,
  gruForward,
  layerNormSimpleRnnBackward,
  layerNormSimpleRnnForward,
  lstmBackward,
  lstmForward,
  type Matrix,
  matrix,
  norm,
  simpleRnnBackward,
  simpleRnnForward,
  zeros,
} from '../scratch';

/** Norms of the gradient of a loss that looks at the last state alone, by time step. */
export interface StateGradientNorms {
  /** [time steps] |∂L/∂h_t|, the first step first; the last is 1 unless a gradient is given */
  states: number[];
  /** [time steps] |∂L/∂c_t|; of an LSTM alone */
  cellStates?: number[];
  /** [time steps] what goes on through the layer: of an LSTM the larger of both states, else that of the state */
  carried: number[];
  /** [time steps] |∂L/∂x_t| */
  inputs: number[];
}

/** Options of {@link stateGradientNorms}. */
export interface StateGradientOptions {
  /** Draws the direction of the gradient at the last state; defaults to 42. */
  seed?: number;
  /** [units] that gradient itself, of any length; not to be given beside a seed. */
  gradient?: readonly number[];
}

/** g, of length 1 unless it is given. */
function lastGradient({seed, gradient}: StateGradientOptions, units: number): number[] {
  if (gradient) {
    if (seed !== undefined) throw new TypeError('stateGradientNorms: give a seed or a gradient, not both');
    if (gradient.length !== units) {
      throw new RangeError(`stateGradientNorms: gradient must have ${units} numbers, got ${gradient.length}`);
    }
    return [...gradient];
  }
  const {normal} = random(seed ?? 42);
  const direction = Array.from({length: units}, () => normal(0, 1));
  return direction.map((value) => value / Math.hypot(...direction));
}

/** Norms by time step; the gradient of the initial state stands before the others: no step made it. */
function result(states: Matrix[], inputs: Matrix[], cellStates?: Matrix[]): StateGradientNorms {
  const ofStates = states.slice(1).map(norm);
  const ofCells = cellStates?.slice(1).map(norm);
  return {
    states: ofStates,
    ...(ofCells ? {cellStates: ofCells} : {}),
    carried: ofStates.map((value, t) => Math.max(value, ofCells?.[t] ?? 0)),
    inputs: inputs.map(norm),
  };
}

/** Layers whose twin in `scratch` can be walked back. */
type ReadableLayer = SimpleRnn | LayerNormSimpleRnn | Lstm | Gru;
const isReadable = (layer: tf.layers.Layer): layer is ReadableLayer =>
  [SimpleRnn, LayerNormSimpleRnn, Lstm, Gru].some((readable) => layer instanceof readable);

function checkActivations(layer: ReadableLayer): void {
  const {activation, recurrentActivation} = layer.getConfig();
  for (const [name, got, wanted] of [
    ['activation', activation, 'tanh'],
    ['recurrentActivation', recurrentActivation ?? 'sigmoid', 'sigmoid'],
  ]) {
    if (got !== wanted) {
      throw new RangeError(`stateGradientNorms reads layers with ${name} '${wanted}', '${layer.name}' has '${got}'`);
    }
  }
}

/**
 * How far back a loss at the last step reaches: the norm of its gradient by each state, at the layer's present weights.
 *
 *     L = g · h_T    with |g| = 1, so |∂L/∂h_T| = 1;    ∂L/∂h_{t-1} = ∂L/∂h_t · ∂h_t/∂h_{t-1}, over all paths
 *
 * Computed in float64 by the cells of `scratch`, so that nothing underflows: norms of 1e-60 are real.
 * For an LSTM ∂L/∂h_t does not hold the path that stays inside of the cell state; that one is in `cellStates`.
 *
 * @param layer a SimpleRNN, LayerNormSimpleRNN, LSTM or GRU with tanh and sigmoid; built for the width of the sequence if
 *   it is not yet
 * @param sequence one sequence, [time steps, features]
 * @param options see {@link StateGradientOptions}
 * @returns see {@link StateGradientNorms}
 * @throws TypeError for another layer; RangeError for other activations, an empty sequence or another number of features
 *
 * Source: Pascanu, Mikolov and Bengio 2013, arXiv:1211.5063. Lesson: notebooks/01-foundations/1.5,
 * notebooks/02-forecasting/2.3 and notebooks/03-gated-cells/3.1. Check: products of Jacobian matrices and
 * central differences, relative error below 1e-6.
 */
export function stateGradientNorms(
  layer: tf.layers.Layer,
  sequence: readonly (readonly number[])[],
  options: StateGradientOptions = {},
): StateGradientNorms {
  if (!isReadable(layer)) {
    const known = 'layers.simpleRNN, layers.lstm, layers.gru or layers.layerNormSimpleRNN';
    throw new TypeError(`stateGradientNorms reads a layer of ${known}`);
  }
  checkOptions('stateGradientNorms', options, ['seed', 'gradient']);
  checkActivations(layer);
  const whole = matrix(sequence);
  const [timeSteps, features] = whole.shape;
  if (!layer.built) layer.build([null, timeSteps, features]);
  const weights = cellWeights(layer as tf.layers.Layer);
  if (weights.kernel.shape[0] !== features) {
    const got = `the sequence has ${features}`;
    throw new RangeError(`stateGradientNorms: '${layer.name}' reads ${weights.kernel.shape[0]} features, ${got}`);
  }
  const units = weights.recurrentKernel.shape[0];
  const X = sequence.map((row) => matrix([row]));
  const dH = X.map(() => zeros(1, units));
  dH[timeSteps - 1] = matrix([lastGradient(options, units)]);
  if (layer instanceof LayerNormSimpleRnn) {
    const normed = cellWeights(layer);
    const {states, inputs} = layerNormSimpleRnnBackward(X, layerNormSimpleRnnForward(X, normed), dH, normed);
    return result(states, inputs);
  }
  if (layer instanceof SimpleRnn) {
    const {states, inputs} = simpleRnnBackward(X, simpleRnnForward(X, weights), dH, weights);
    return result(states, inputs);
  }
  if (layer instanceof Lstm) {
    const {states, cellStates, inputs} = lstmBackward(X, lstmForward(X, weights), dH, weights);
    return result(states, inputs, cellStates);
  }
  const {resetAfter} = layer.cell as unknown as {resetAfter: boolean};
  const forward = gruForward(X, weights, undefined, {resetAfter});
  const {states, inputs} = gruBackward(X, forward, dH, weights, {resetAfter});
  return result(states, inputs);
}

/**
 * What is left at the first step of the gradient at the last state, see {@link stateGradientNorms}: of an LSTM the larger
 * of both states.
 *
 * @param make gives a layer with first weights of its own at each call
 * @param sequences [sequences, time steps, features]; each is read by a layer of its own
 * @returns one share a sequence: 1 where all of it is left, more where it grows
 * @throws RangeError for another shape, or no sequence
 *
 * Lesson: notebooks/01-foundations/1.5.
 */
export function gradientsLeft(make: () => tf.layers.Layer, {values, shape}: NdArray): number[] {
  const [count, timeSteps, features] = shape;
  if (shape.length !== 3 || values.length === 0) {
    throw new RangeError(`gradientsLeft: sequences are [sequences, time steps, features], got [${shape.join(', ')}]`);
  }
  return Array.from({length: count}, (_, i) => {
    const from = (t: number) => (i * timeSteps + t) * features;
    const steps = Array.from({length: timeSteps}, (_, t) => Array.from(values.slice(from(t), from(t + 1))));
    const {carried} = stateGradientNorms(make(), steps);
    return carried[0] / carried[timeSteps - 1];
  });
}
