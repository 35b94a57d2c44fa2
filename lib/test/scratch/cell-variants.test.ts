import assert from 'node:assert/strict';
import * as scratch from '../../src/scratch';
import {type Packed, readGolden} from '../engine/golden';
import * as gated from './gated';

const {X, dH, H0, dot, batch, steps, features, units} = gated;
const C0 = scratch.randomMatrix(batch, units, {seed: 51, deviation: 0.5});
const dC = scratch.randomMatrix(batch, units, {seed: 52});

type Kind = 'peepholeLstm' | 'layerNormLstm' | 'layerNormGru';
type Weights = Record<string, scratch.Matrix>;

/** What one kind of cell gives for a loss that weighs every output, with all gradients by name. */
interface Passes {
  /** H by time step, the initial one first, and the last C. */
  hidden: scratch.Matrix[];
  cell?: scratch.Matrix;
  gradients: Record<string, scratch.Matrix>;
  inputs: scratch.Matrix[];
}

type Run = (X: scratch.Matrix[], w: Weights, dH: scratch.Matrix[], dC?: scratch.Matrix) => Passes;

const norms = (w: Weights) => ({
  kernelNorm: {gamma: w.kernelGamma, beta: w.kernelBeta},
  recurrentNorm: {gamma: w.recurrentGamma, beta: w.recurrentBeta},
});

const normGradients = (d: {kernelNorm: scratch.NormWeights; recurrentNorm: scratch.NormWeights}) => ({
  kernelGamma: d.kernelNorm.gamma,
  kernelBeta: d.kernelNorm.beta,
  recurrentGamma: d.recurrentNorm.gamma,
  recurrentBeta: d.recurrentNorm.beta,
});

const RUN: Record<Kind, Run> = {
  peepholeLstm(X, w, dH, dC) {
    const {kernel, recurrentKernel, bias, peepholes} = w;
    const weights = {kernel, recurrentKernel, bias, peepholes};
    const forward = scratch.peepholeLstmForward(X, weights, {H: w.initialState, C: w.initialCellState});
    const d = scratch.peepholeLstmBackward(X, forward, dH, weights, dC);
    const parts = {kernel: d.kernel, recurrentKernel: d.recurrentKernel, bias: d.bias, peepholes: d.peepholes};
    const initial = {initialState: d.states[0], initialCellState: d.cellStates[0]};
    const hidden = forward.states.map(({H}) => H);
    return {hidden, cell: forward.states[X.length].C, gradients: {...parts, ...initial}, inputs: d.inputs};
  },
  layerNormLstm(X, w, dH, dC) {
    const {kernel, recurrentKernel, bias} = w;
    const stateNorm = {gamma: w.stateGamma, beta: w.stateBeta};
    const weights = {kernel, recurrentKernel, bias, ...norms(w), stateNorm};
    const forward = scratch.layerNormLstmForward(X, weights, {H: w.initialState, C: w.initialCellState});
    const d = scratch.layerNormLstmBackward(X, forward, dH, weights, dC);
    const state = {stateGamma: d.stateNorm.gamma, stateBeta: d.stateNorm.beta};
    const parts = {kernel: d.kernel, recurrentKernel: d.recurrentKernel, bias: d.bias, ...normGradients(d), ...state};
    const initial = {initialState: d.states[0], initialCellState: d.cellStates[0]};
    const hidden = forward.states.map(({H}) => H);
    return {hidden, cell: forward.states[X.length].C, gradients: {...parts, ...initial}, inputs: d.inputs};
  },
  layerNormGru(X, w, dH) {
    const {kernel, recurrentKernel, bias} = w;
    const weights = {kernel, recurrentKernel, bias, ...norms(w)};
    const forward = scratch.layerNormGruForward(X, weights, w.initialState);
    const d = scratch.layerNormGruBackward(X, forward, dH, weights);
    const parts = {kernel: d.kernel, recurrentKernel: d.recurrentKernel, bias: d.bias, ...normGradients(d)};
    const gradients = {...parts, initialState: d.states[0]};
    return {hidden: forward.states, gradients, inputs: d.inputs};
  },
};

function makeWeights(kind: Kind): Weights {
  const gates = kind === 'layerNormGru' ? 3 : 4;
  let seed = 0;
  const draw = (rows: number, columns: number, deviation: number) => {
    seed++;
    return scratch.randomMatrix(rows, columns, {seed, deviation});
  };
  const gamma = (columns: number) => scratch.map(draw(1, columns, 0.2), (value) => value + 1);
  const norm = (name: string, columns: number) => ({
    [`${name}Gamma`]: gamma(columns),
    [`${name}Beta`]: draw(1, columns, 0.2),
  });
  const columns = gates * units;
  return {
    kernel: draw(features, columns, 0.7),
    recurrentKernel: draw(units, columns, 0.5),
    bias: draw(1, columns, 0.3),
    ...(kind === 'peepholeLstm'
      ? {peepholes: draw(3, units, 0.5)}
      : {...norm('kernel', columns), ...norm('recurrent', columns)}),
    ...(kind === 'layerNormLstm' ? norm('state', units) : {}),
    initialState: H0,
    ...(kind === 'layerNormGru' ? {} : {initialCellState: C0}),
  };
}

/**
 * Central differences of two steps, so that the error of third order cancels: a norm over four units bends so much that
 * one step does not reach 1e-9.
 */
function numericalGradient(loss: () => number, parameter: scratch.Matrix): scratch.Matrix {
  const [fine, coarse] = [5e-5, 1e-4].map((epsilon) => scratch.numericalGradient(loss, parameter, epsilon));
  return scratch.map(fine, (value, i) => (4 * value - coarse.values[i]) / 3);
}

interface Case {
  name: string;
  kind: Kind;
  options: {returnSequences: boolean; goBackwards: boolean};
  inputs: Record<string, Packed>;
  output: Packed;
  states: Packed[];
  dOutput: Packed;
  dStates: Packed[];
  gradients: Record<string, Packed>;
}

const GOLDEN = readGolden<Case>('cell-variants-torch').filter(
  ({inputs, options}) => !inputs.mask && !options.goBackwards,
);

for (const kind of Object.keys(RUN) as Kind[]) {
  const run = RUN[kind];

  describe(`scratch.${kind}Forward and ${kind}Backward`, () => {
    it('agree with central differences', () => {
      const weights = makeWeights(kind);
      const loss = () => {
        const {hidden, cell} = run(X, weights, dH, dC);
        return dH.reduce((sum, d, t) => sum + dot(d, hidden[t + 1]), cell ? dot(dC, cell) : 0);
      };
      const {gradients, inputs} = run(X, weights, dH, dC);
      assert.deepEqual(Object.keys(gradients).sort(), Object.keys(weights).sort());
      const pairs: [string, scratch.Matrix, scratch.Matrix][] = [
        ...Object.keys(weights).map((name): [string, scratch.Matrix, scratch.Matrix] => [
          name,
          weights[name],
          gradients[name],
        ]),
        ...X.map((x, t): [string, scratch.Matrix, scratch.Matrix] => [`input ${t}`, x, inputs[t]]),
      ];
      for (const [name, parameter, analytic] of pairs) {
        assert.deepEqual(analytic.shape, parameter.shape, name);
        const error = scratch.relativeError(numericalGradient(loss, parameter), analytic);
        assert.ok(error < 1e-9, `${name}: relative error ${error}`);
      }
    });

    it('agree with PyTorch, outputs and gradients', () => {
      const cases = GOLDEN.filter((one) => one.kind === kind);
      assert.ok(cases.length >= 4);
      for (const {inputs: given, options, dOutput, dStates, output, states, gradients, name} of cases) {
        const {x, ...packed} = given;
        const weights = Object.fromEntries(Object.entries(packed).map(([key, value]) => [key, gated.asMatrix(value)]));
        const byStep = gated.byStep(x);
        const settings = {...options, useBias: true};
        const d = gated.stateGradients({
          name,
          options: settings,
          inputs: given,
          output,
          dOutput,
          dState: dStates[0],
          gradients,
        });
        const made = run(byStep, weights, d, dStates[1] && gated.asMatrix(dStates[1]));
        if (options.returnSequences) gated.assertSteps(made.hidden.slice(1), output, 1e-8, `${name}: H`);
        gated.assertClose(made.hidden[byStep.length], states[0], 1e-8, `${name}: last H`);
        if (made.cell) gated.assertClose(made.cell, states[1], 1e-8, `${name}: last C`);
        for (const [key, gradient] of Object.entries(made.gradients)) {
          gated.assertClose(gradient, gradients[key], 1e-8, `${name}: ${key}`);
        }
        gated.assertSteps(made.inputs, gradients.x, 1e-8, `${name}: X`);
      }
    });

    it('are causal: a change at step 3 leaves the states before as they were', () => {
      const changed = X.map((x, t) => (t === 3 ? scratch.scale(x, 2) : x));
      const [before, after] = [X, changed].map((inputs) => run(inputs, makeWeights(kind), dH).hidden);
      for (let t = 0; t <= 3; t++) assert.deepEqual(after[t], before[t]);
      for (let t = 4; t <= steps; t++) assert.notDeepEqual(after[t], before[t]);
    });

    it('refuse empty sequences, shapes and lists that do not fit, by name', () => {
      const weights = makeWeights(kind);
      assert.throws(() => run([], weights, []), /Forward: X must not be empty, got \[\]$/);
      assert.throws(
        () => run(X, weights, dH.slice(1)),
        /Backward: X of 5 inputs needs 6 states and 5 gradients, got 6 states and 4 gradients$/,
      );
      for (const name of Object.keys(weights).filter((key) => /ernel$|bias|State|peep/.test(key))) {
        const [rows, columns] = weights[name].shape;
        const wrong = {...weights, [name]: scratch.zeros(rows, columns + 4)};
        assert.throws(() => run(X, wrong, dH), RangeError, name);
      }
    });
  });
}

describe('scratch.layerNorm', () => {
  const weights = {gamma: scratch.matrix([[1, 1, 1]]), beta: scratch.matrix([[0, 0, 0]])};

  it('gives every row mean 0 and deviation 1, but for ε', () => {
    const {output} = scratch.layerNorm(
      scratch.matrix([
        [100, 200, 600],
        [-7, -70, 0],
      ]),
      weights,
    );
    for (const row of scratch.toRows(output)) {
      const mean = row.reduce((sum, value) => sum + value, 0) / 3;
      const variance = row.reduce((sum, value) => sum + value * value, 0) / 3;
      assert.ok(Math.abs(mean) < 1e-12 && Math.abs(variance - 1) < 1e-5);
    }
  });

  it('does not see a shift or a scale of its input', () => {
    const A = scratch.randomMatrix(2, 3, {seed: 1, deviation: 100});
    const moved = scratch.map(A, (a) => 1000 * a + 5);
    const error = scratch.relativeError(scratch.layerNorm(A, weights).output, scratch.layerNorm(moved, weights).output);
    assert.ok(error < 1e-6);
  });

  it('refuses another width, by its value', () => {
    assert.throws(
      () => scratch.layerNorm(scratch.zeros(2, 4), weights),
      /a row of shape \[1, 4\] is needed, got \[1, 3\]/,
    );
  });
});
