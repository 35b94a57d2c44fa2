import {
  checkAbove0,
  checkFunction,
  checkList,
  checkNotBelow0,
  checkOptions,
  checkSeed,
  checkWhole,
  show,
} from '../data/arguments';
import {random} from '../data/random';
import {add, checkMatrix, copy, type Matrix, map, zeros} from './matrix';
import {adam} from './optimizers';

/** Named matrices, such as {Wxh, Whh, bh}. */
export type NamedWeights<Name extends string = string> = Record<Name, Matrix>;

/** Throws unless these are matrices by name, of these names where some are wanted. */
export function checkNamed(name: string, weights: NamedWeights, names?: readonly string[]): void {
  if (typeof weights !== 'object' || weights === null) {
    throw new TypeError(`${name} must be matrices by name, got ${show(weights)}`);
  }
  for (const one of names ?? Object.keys(weights)) checkMatrix(`${name}.${one}`, weights[one]);
}

/**
 * Weights of a small network, normal around 0, all from one seed.
 *
 * @param shapes [rows, columns] by name; numbers are drawn in this order
 * @param options `deviation` defaults to 0.3
 * @returns one matrix a name
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function randomWeights<Name extends string>(
  shapes: Record<Name, [rows: number, columns: number]>,
  options: {seed: number; deviation?: number},
): NamedWeights<Name> {
  checkOptions('randomWeights', options, ['seed', 'deviation']);
  const {seed, deviation = 0.3} = options;
  checkSeed('randomWeights: seed', seed ?? null);
  checkNotBelow0('randomWeights: deviation', deviation);
  for (const [name, shape] of Object.entries<[number, number]>(shapes)) {
    checkList(`randomWeights: shapes.${name}`, shape);
    checkWhole(`randomWeights: rows of shapes.${name}`, shape[0]);
    checkWhole(`randomWeights: columns of shapes.${name}`, shape[1]);
  }
  const {normal} = random(seed);
  const entries = Object.entries<[number, number]>(shapes).map(([name, [rows, columns]]) => {
    return [name, map(zeros(rows, columns), () => normal(0, deviation))];
  });
  return Object.fromEntries(entries) as NamedWeights<Name>;
}

/**
 * The same names with zeros of the same shapes.
 *
 * @param weights matrices by name
 * @returns new matrices
 */
export function zerosLike<Name extends string>(weights: NamedWeights<Name>): NamedWeights<Name> {
  checkNamed('zerosLike: weights', weights);
  const entries = Object.entries<Matrix>(weights).map(([name, {shape}]) => [name, zeros(...shape)]);
  return Object.fromEntries(entries) as NamedWeights<Name>;
}

/**
 * a + b, name by name.
 *
 * @param a matrices by name
 * @param b matrices of the same names and shapes
 * @returns new matrices
 */
export function addWeights<Name extends string>(a: NamedWeights<Name>, b: NamedWeights<Name>): NamedWeights<Name> {
  checkNamed('addWeights: a', a);
  checkNamed('addWeights: b', b, Object.keys(a));
  const entries = Object.entries<Matrix>(a).map(([name, matrix]) => [name, add(matrix, b[name as Name])]);
  return Object.fromEntries(entries) as NamedWeights<Name>;
}

/**
 * A copy that later training does not change.
 *
 * @param weights matrices by name
 * @returns new matrices of the same numbers
 */
export function copyWeights<Name extends string>(weights: NamedWeights<Name>): NamedWeights<Name> {
  checkNamed('copyWeights: weights', weights);
  const entries = Object.entries<Matrix>(weights).map(([name, matrix]) => [name, copy(matrix)]);
  return Object.fromEntries(entries) as NamedWeights<Name>;
}

/** Options of {@link trainWeights}. */
export interface TrainWeightsOptions<Name extends string> {
  /** Passes over the batches. */
  epochs: number;
  /** Adam's step size; defaults to 0.01. */
  learningRate?: number;
  /** Fixes the order of the batches. */
  seed: number;
  /** Called before training with epoch 0, then after each epoch. */
  watch?: (epoch: number, weights: NamedWeights<Name>) => void;
}

/**
 * Trains by a gradient function: one Adam step a batch, batches in a new order each epoch.
 *
 * @param weights where training starts; they stay as they are
 * @param batches what the gradient function takes
 * @param gradient the gradient of the loss of one batch, by the names of the weights
 * @param options see {@link TrainWeightsOptions}
 * @returns the trained weights
 * @throws RangeError when there is no batch, epochs is no whole number, or a gradient is not finite
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function trainWeights<Batch, Name extends string>(
  weights: NamedWeights<Name>,
  batches: readonly Batch[],
  gradient: (batch: Batch, weights: NamedWeights<Name>) => NamedWeights<Name>,
  options: TrainWeightsOptions<Name>,
): NamedWeights<Name> {
  checkOptions('trainWeights', options, ['epochs', 'learningRate', 'seed', 'watch']);
  const {epochs, learningRate = 0.01, seed, watch} = options;
  checkList('trainWeights: batches', batches);
  checkFunction('trainWeights: gradient', gradient);
  checkWhole('trainWeights: epochs', epochs, 0);
  checkAbove0('trainWeights: learningRate', learningRate);
  checkSeed('trainWeights: seed', seed ?? null);
  checkNamed('trainWeights: weights', weights);
  const trained = copyWeights(weights);
  const names = Object.keys(trained) as Name[];
  const update = adam(learningRate);
  const {permutation} = random(seed);
  watch?.(0, trained);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const i of permutation(batches.length)) {
      const gradients = gradient(batches[i], trained);
      const bad = names.find((name) => !gradients[name].values.every(Number.isFinite));
      if (bad) throw new RangeError(`trainWeights: gradient of ${bad} is not finite in epoch ${epoch}`);
      update(
        names.map((name) => trained[name]),
        names.map((name) => gradients[name]),
      );
    }
    watch?.(epoch, trained);
  }
  return trained;
}
