import {checkList, checkOptions, checkWhole} from '../data/arguments';
import {add, type Matrix, matmul, subtract, sumRows, transpose, zeros} from './matrix';
import {simpleRnnForward} from './simple-rnn';
import type {SequenceTask} from './tasks';
import {type NamedWeights, randomWeights} from './train';
import {truncatedBackward} from './truncated';

/** Weights of a recurrent layer with an output layer: Wxh, Whh, bh, Why, by. */
export type NetworkWeights = NamedWeights<'Wxh' | 'Whh' | 'bh' | 'Why' | 'by'>;

/** Options of {@link networkWeights}. */
export interface NetworkWeightsOptions {
  features: number;
  units: number;
  outputs: number;
  seed: number;
  /** Standard deviation of every weight; defaults to 0.3. */
  deviation?: number;
}

/**
 * Starting weights of a recurrent layer with an output layer, normal around 0, all from one seed.
 *
 * @param options see {@link NetworkWeightsOptions}
 * @returns W_xh [features, units], W_hh [units, units], b_h [1, units], W_hy [units, outputs], b_y [1, outputs]
 * @throws RangeError when a size is no whole number above 0
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function networkWeights(options: NetworkWeightsOptions): NetworkWeights {
  checkOptions('networkWeights', options, ['features', 'units', 'outputs', 'seed', 'deviation']);
  const {features, units, outputs, ...drawn} = options;
  for (const [name, size] of Object.entries({features, units, outputs})) checkWhole(`networkWeights: ${name}`, size);
  return randomWeights(
    {Wxh: [features, units], Whh: [units, units], bh: [1, units], Why: [units, outputs], by: [1, outputs]},
    drawn,
  );
}

/** A loss over all time steps, and what it sends back to each prediction. */
export interface SequenceLoss {
  loss: number;
  /** ∂L/∂Ŷ_t by time step, each of the shape of Ŷ_t */
  gradient: Matrix[];
}

/**
 * Mean squared error over all sequences, time steps and outputs.
 *
 * @param Y targets by time step, each [batch, outputs]
 * @param Yhat predictions, the same shapes
 * @returns see {@link SequenceLoss}
 * @throws RangeError when there is no step, or steps or shapes differ
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function sequenceLoss(Y: readonly Matrix[], Yhat: readonly Matrix[]): SequenceLoss {
  checkList('sequenceLoss: Y', Y);
  checkList('sequenceLoss: Yhat', Yhat);
  if (Y.length === 0 || Y.length !== Yhat.length) {
    throw new RangeError(`sequenceLoss needs as many targets as predictions, got ${Y.length} and ${Yhat.length}`);
  }
  const errors = Y.map((Yt, i) => subtract(Yhat[i], Yt));
  const count = errors.reduce((sum, {values}) => sum + values.length, 0);
  let loss = 0;
  const gradient = errors.map(({values, shape}): Matrix => {
    for (const error of values) loss += (error * error) / count;
    return {values: values.map((error) => (2 * error) / count), shape};
  });
  return {loss, gradient};
}

/** Options of {@link networkGradient}. */
export interface NetworkGradientOptions {
  /** State before the first step, [batch, units]; defaults to zeros. */
  H0?: Matrix;
  /** Steps that the gradient runs back at most (truncated BPTT); defaults to all. */
  chunk?: number;
}

/**
 * The gradient of the mean squared error of a recurrent layer with an output layer, by backpropagation through time.
 *
 * @param task inputs and targets by time step
 * @param weights see {@link NetworkWeights}
 * @param options see {@link NetworkGradientOptions}
 * @returns gradients by the names of the weights
 * @throws RangeError for shapes that do not fit, or a chunk that is no whole number above 0
 *
 * Source: Werbos 1990. Lesson: notebooks/01-foundations/1.4. Check: central differences, relative error below 1e-6.
 */
export function networkGradient(
  {X, Y}: SequenceTask,
  {Wxh, Whh, bh, Why, by}: NetworkWeights,
  options: NetworkGradientOptions = {},
): NetworkWeights {
  checkOptions('networkGradient', options, ['H0', 'chunk']);
  const {H0, chunk = X.length} = options;
  const layer = {kernel: Wxh, recurrentKernel: Whh, bias: bh};
  const H = simpleRnnForward(X, layer, H0);
  const {gradient} = sequenceLoss(
    Y,
    H.slice(1).map((Ht) => add(matmul(Ht, Why), by)),
  );
  const dH = gradient.map((dY) => matmul(dY, transpose(Why)));
  const {kernel, recurrentKernel, bias} = truncatedBackward(X, H, dH, layer, chunk);
  let [dWhy, dby] = [zeros(...Why.shape), zeros(...by.shape)];
  gradient.forEach((dY, i) => {
    [dWhy, dby] = [add(dWhy, matmul(transpose(H[i + 1]), dY)), add(dby, sumRows(dY))];
  });
  return {Wxh: kernel, Whh: recurrentKernel, bh: bias, Why: dWhy, by: dby};
}
