import assert from 'node:assert/strict';
import * as scratch from '../../src/scratch';
import type {Packed} from '../engine/golden';

export const [batch, steps, features, units] = [3, 5, 2, 4]; // all different, so a swapped axis fails

export const X = Array.from({length: steps}, (_, t) => scratch.randomMatrix(batch, features, {seed: 10 + t}));
export const dH = Array.from({length: steps}, (_, t) => scratch.randomMatrix(batch, units, {seed: 30 + t}));
export const H0 = scratch.randomMatrix(batch, units, {seed: 50, deviation: 0.5});

/** Sum of A ⊙ B: as a loss, its gradient with respect to A is B. */
export function dot(A: scratch.Matrix, B: scratch.Matrix): number {
  return scratch.multiply(A, B).values.reduce((a, b) => a + b, 0);
}

/** Fails unless each gradient agrees with central differences of the loss to a relative error below 1e-9. */
export function assertGradients(loss: () => number, pairs: [string, scratch.Matrix, scratch.Matrix][]): void {
  for (const [name, parameter, analytic] of pairs) {
    assert.deepEqual(analytic.shape, parameter.shape, name);
    const error = scratch.relativeError(scratch.numericalGradient(loss, parameter), analytic);
    assert.ok(error < 1e-9, `${name}: relative error ${error}`);
  }
}

/** A recorded case of ci/peers. */
export interface Case {
  name: string;
  options: {returnSequences: boolean; goBackwards: boolean; useBias: boolean; resetAfter?: boolean};
  inputs: Record<string, Packed>;
  output: Packed;
  dOutput: Packed;
  dState: Packed;
  dCellState?: Packed;
  gradients: Record<string, Packed>;
}

/** A case that the functions by hand can run: no mask, every weight and state given. */
export function isPlain({inputs, options}: Case): boolean {
  return !inputs.mask && !options.goBackwards && options.useBias && inputs.initialState !== undefined;
}

export function asMatrix({shape, values}: Packed): scratch.Matrix {
  return {values: Float64Array.from(values), shape: shape.length === 1 ? [1, shape[0]] : [shape[0], shape[1]]};
}

/** [batch, steps, width] by time step. */
export function byStep({shape: [n, t, width], values}: Packed): scratch.Matrix[] {
  const at = (k: number, i: number) => values[(Math.floor(i / width) * t + k) * width + (i % width)];
  return Array.from({length: t}, (_, k) => scratch.map(scratch.zeros(n, width), (_, i) => at(k, i)));
}

/** The gradients of H by step as output alone, the last state's included. */
export function stateGradients({inputs, options, dOutput, dState}: Case): scratch.Matrix[] {
  const [n, t] = inputs.x.shape;
  const silent = () => scratch.zeros(n, dState.shape[1]);
  const d = options.returnSequences ? byStep(dOutput) : Array.from({length: t}, silent);
  if (!options.returnSequences) d[t - 1] = asMatrix(dOutput);
  d[t - 1] = scratch.add(d[t - 1], asMatrix(dState));
  return d;
}

export function assertClose(actual: scratch.Matrix, expected: Packed, tolerance: number, what: string): void {
  assert.equal(actual.values.length, expected.values.length, what);
  actual.values.forEach((value, i) => {
    const limit = tolerance * Math.max(1, Math.abs(expected.values[i]));
    assert.ok(Math.abs(value - expected.values[i]) <= limit, `${what}[${i}]: ${value}, not ${expected.values[i]}`);
  });
}

/** Compares inputs' gradients by step with a recorded array. */
export function assertSteps(actual: scratch.Matrix[], expected: Packed, tolerance: number, what: string): void {
  byStep(expected).forEach((wanted, t) => {
    assertClose(actual[t], {shape: wanted.shape, values: [...wanted.values]}, tolerance, `${what} ${t + 1}`);
  });
}
