import assert from 'node:assert/strict';
import * as scratch from '../../src/scratch';
import {assertGradients, batch, dot, features, H0, units, X} from './gated';

const draw = (rows: number, columns: number, seed: number) =>
  scratch.randomMatrix(rows, columns, {seed, deviation: 0.5});
const C0 = draw(batch, units, 60);
const norm = (columns: number, seed: number): scratch.NormWeights => ({
  gamma: scratch.map(draw(1, columns, seed), (g) => 1 + 0.3 * g),
  beta: draw(1, columns, seed + 1),
});

describe('sigmoid and the slopes', () => {
  const A = scratch.matrix([[-3, -0.5, 0, 0.5, 3]]);

  it('have the values that they have in mathematics', () => {
    const [S] = scratch.toRows(scratch.sigmoid(A));
    assert.equal(S[2], 0.5);
    assert.ok(Math.abs(S[0] + S[4] - 1) < 1e-15, 'σ(-a) = 1 - σ(a)');
    assert.ok(Math.abs(Math.log(S[4] / (1 - S[4])) - 3) < 1e-12, 'the logit takes it back');
  });

  it('agree with central differences, given the values of the functions', () => {
    const ones = scratch.map(A, () => 1);
    const check = (f: (A: scratch.Matrix) => scratch.Matrix, slope: (S: scratch.Matrix) => scratch.Matrix) => {
      const input = scratch.copy(A);
      assertGradients(() => dot(f(input), ones), [['slope', input, slope(f(A))]]);
    };
    check(scratch.sigmoid, scratch.sigmoidSlope);
    check((a) => scratch.map(a, Math.tanh), scratch.tanhSlope);
  });
});

describe('layerNormBackward', () => {
  const weights = norm(units, 70);
  const dOutput = draw(batch, units, 72);

  it('agrees with central differences for input, gamma and beta', () => {
    const A = draw(batch, units, 73);
    const gradients = scratch.layerNormBackward(dOutput, scratch.layerNorm(A, weights), weights);
    assertGradients(
      () => dot(scratch.layerNorm(A, weights).output, dOutput),
      [
        ['input', A, gradients.input],
        ['gamma', weights.gamma, gradients.gamma],
        ['beta', weights.beta, gradients.beta],
      ],
    );
  });

  it('gives an input gradient that no shift of a row can see', () => {
    const A = draw(batch, units, 74);
    const {input} = scratch.layerNormBackward(dOutput, scratch.layerNorm(A, weights), weights);
    for (const row of scratch.toRows(input)) assert.ok(Math.abs(row.reduce((a, b) => a + b, 0)) < 1e-12);
  });

  it('is kept finite by NORM_EPSILON where a row is constant', () => {
    const {deviations, normalised} = scratch.layerNorm(scratch.zeros(1, units), weights);
    assert.equal(deviations.values[0], 1 / Math.sqrt(scratch.NORM_EPSILON));
    assert.ok(normalised.values.every((value) => value === 0));
  });
});

/** Weights of a cell with so many gates. */
const cell = (gates: number, seed: number) => ({
  kernel: draw(features, gates * units, seed),
  recurrentKernel: draw(units, gates * units, seed + 1),
  bias: draw(1, gates * units, seed + 2),
});

describe('one step of the cells', () => {
  it('peepholeLstmStep shows the cell state to its gates: without peepholes it is the plain LSTM', () => {
    const plain = cell(4, 80);
    const peepholes = draw(3, units, 83);
    const seen = scratch.peepholeLstmStep(X[0], {H: H0, C: C0}, {...plain, peepholes});
    const blind = scratch.peepholeLstmStep(X[0], {H: H0, C: C0}, {...plain, peepholes: scratch.zeros(3, units)});
    const lstm = scratch.lstmStep(X[0], {H: H0, C: C0}, plain);
    assert.ok(scratch.relativeError(blind.H, lstm.H) < 1e-14);
    assert.ok(scratch.relativeError(blind.C, lstm.C) < 1e-14);
    assert.ok(scratch.relativeError(seen.H, lstm.H) > 1e-3);
    const forward = scratch.peepholeLstmForward([X[0]], {...plain, peepholes}, {H: H0, C: C0});
    assert.deepEqual(forward.states[1].H, seen.H);
  });

  it('layerNormLstmStep is the first step of layerNormLstmForward, and its state has the norm of its weights', () => {
    const weights = {
      ...cell(4, 90),
      ...{kernelNorm: norm(4 * units, 93), recurrentNorm: norm(4 * units, 95)},
      stateNorm: {gamma: scratch.map(scratch.zeros(1, units), () => 1), beta: scratch.zeros(1, units)},
    };
    const {H, C} = scratch.layerNormLstmStep(X[0], {H: H0, C: C0}, weights);
    const forward = scratch.layerNormLstmForward([X[0]], weights, {H: H0, C: C0});
    assert.deepEqual([forward.states[1].H, forward.states[1].C], [H, C]);
    for (const row of scratch.toRows(C)) assert.ok(Math.abs(row.reduce((a, b) => a + b, 0)) < 1e-12, 'mean 0');
  });

  it('layerNormGruStep keeps the old state where the update gate is open', () => {
    const plain = cell(3, 100);
    const norms = {kernelNorm: norm(3 * units, 103), recurrentNorm: norm(3 * units, 105)};
    const bias = scratch.map(plain.bias, (value, at) => (at % (3 * units) < units ? 50 : value));
    const {H} = scratch.layerNormGruStep(X[0], H0, {...plain, ...norms, bias});
    assert.ok(scratch.relativeError(H, H0) < 1e-12);
    const step = scratch.layerNormGruStep(X[0], H0, {...plain, ...norms});
    assert.deepEqual(scratch.layerNormGruForward([X[0]], {...plain, ...norms}, H0).states[1], step.H);
    assert.ok(scratch.relativeError(step.H, H0) > 1e-3);
  });
});

describe('copyWeights', () => {
  it('makes matrices of its own: what is trained later does not change the copy', () => {
    const weights = {W: draw(2, 3, 110), b: draw(1, 3, 111)};
    const kept = scratch.copyWeights(weights);
    assert.deepEqual(kept, weights);
    weights.W.values[0] += 1;
    assert.notEqual(kept.W.values[0], weights.W.values[0]);
  });
});
