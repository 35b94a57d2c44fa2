import assert from 'node:assert/strict';
import * as scratch from '../../src/scratch';
import {readGolden} from '../engine/golden';
import * as gated from './gated';
import {batch, dH, dot, features, H0, steps, units, X} from './gated';

const makeWeights = (resetAfter: boolean): scratch.GruWeights => ({
  kernel: scratch.randomMatrix(features, 3 * units, {seed: 1, deviation: 0.7}),
  recurrentKernel: scratch.randomMatrix(units, 3 * units, {seed: 2, deviation: 0.5}),
  bias: scratch.randomMatrix(resetAfter ? 2 : 1, 3 * units, {seed: 3, deviation: 0.3}),
});
const s = (a: number) => 1 / (1 + Math.exp(-a));

for (const resetAfter of [true, false]) {
  const options = {resetAfter};
  const weights = makeWeights(resetAfter);
  const forward = () => scratch.gruForward(X, weights, H0, options);

  describe(`scratch.gru, reset ${resetAfter ? 'after' : 'before'} the product`, () => {
    it('is the equations, by hand for one neuron', () => {
      const one = (value: number) => scratch.matrix([[value]]);
      const rows = resetAfter
        ? [
            [0.1, 1, -0.2],
            [0.3, -0.5, 0.6],
          ]
        : [[0.4, 0.5, -0.2]];
      const neuron = {
        kernel: scratch.matrix([[0.5, -0.4, 0.9]]),
        recurrentKernel: scratch.matrix([[-2, 0.3, 1.1]]),
        bias: scratch.matrix(rows),
      };
      const [z, r] = [s(1.5 - 0.8 + 0.4), s(-1.2 + 0.12 + 0.5)];
      const candidate = Math.tanh(2.7 - 0.2 + (resetAfter ? r * (0.44 + 0.6) : r * 0.4 * 1.1));
      const {H, gates} = scratch.gruStep(one(3), one(0.4), neuron, options);
      assert.ok(Math.abs(gates.R.values[0] - r) < 1e-15);
      assert.ok(Math.abs(H.values[0] - (z * 0.4 + (1 - z) * candidate)) < 1e-15);
    });

    it('keeps the old state when the update gate is open', () => {
      const bias = scratch.map(weights.bias, (_, i) => (i < units ? 50 : 0));
      const {H} = scratch.gruStep(X[0], H0, {...weights, bias}, options);
      assert.ok(scratch.relativeError(H, H0) < 1e-12);
    });

    it('gives the initial state and one state a step', () => {
      const {states, gates} = scratch.gruForward(X, weights, undefined, options);
      assert.deepEqual([states.length, gates.length], [steps + 1, steps]);
      assert.deepEqual(states[0], scratch.zeros(batch, units));
      assert.equal(forward().states[0], H0);
    });

    it('agrees with central differences', () => {
      const loss = () => dH.reduce((sum, d, t) => sum + dot(d, forward().states[t + 1]), 0);
      const d = scratch.gruBackward(X, forward(), dH, weights, options);
      gated.assertGradients(loss, [
        ['kernel', weights.kernel, d.kernel],
        ['recurrentKernel', weights.recurrentKernel, d.recurrentKernel],
        ['bias', weights.bias, d.bias],
        ['initial state', H0, d.states[0]],
        ...X.map((x, t): [string, scratch.Matrix, scratch.Matrix] => [`input ${t}`, x, d.inputs[t]]),
      ]);
      assert.equal(d.states.length, steps + 1);
    });

    it('agrees with Keras and PyTorch, outputs and gradients', () => {
      const cases = ['gru-keras', 'gru-torch']
        .flatMap((name) => readGolden<gated.Case>(name))
        .filter((one) => gated.isPlain(one) && one.options.resetAfter === resetAfter);
      assert.ok(cases.length >= 3);
      for (const one of cases) {
        const {inputs, gradients: expected, name} = one;
        const own = {
          kernel: gated.asMatrix(inputs.kernel),
          recurrentKernel: gated.asMatrix(inputs.recurrentKernel),
          bias: gated.asMatrix(inputs.bias),
        };
        const x = gated.byStep(inputs.x);
        const trace = scratch.gruForward(x, own, gated.asMatrix(inputs.initialState), options);
        if (one.options.returnSequences) gated.assertSteps(trace.states.slice(1), one.output, 1e-8, `${name}: H`);
        else gated.assertClose(trace.states[x.length], one.output, 1e-8, `${name}: H`);
        const d = scratch.gruBackward(x, trace, gated.stateGradients(one), own, options);
        for (const key of ['kernel', 'recurrentKernel', 'bias'] as const) {
          gated.assertClose(d[key], expected[key], 1e-8, `${name}: ${key}`);
        }
        gated.assertClose(d.states[0], expected.initialState, 1e-8, `${name}: initial state`);
        gated.assertSteps(d.inputs, expected.x, 1e-8, `${name}: X`);
      }
    });

    it('refuses what does not fit, by name', () => {
      const other = makeWeights(!resetAfter);
      const rows = resetAfter ? 2 : 1;
      assert.throws(
        () => scratch.gruStep(X[0], H0, other, options),
        new RegExp(`bias must have shape \\[${rows}, 12\\], got \\[${3 - rows}, 12\\]`),
      );
      const wide = scratch.zeros(batch, units + 1);
      assert.throws(() => scratch.gruStep(X[0], wide, weights, options), /H must have shape \[3, 4\], got \[3, 5\]/);
      assert.throws(
        () => scratch.gruForward([], weights, undefined, options),
        /gruForward: X must not be empty, got \[\]$/,
      );
      const message = /gruBackward: X of 5 inputs needs 6 states and 5 gradients, got 6 states and 4 gradients$/;
      assert.throws(() => scratch.gruBackward(X, forward(), dH.slice(1), weights, options), message);
    });

    it('counts its parameters', () => {
      const count = Object.values(weights).reduce((sum, {values}) => sum + values.length, 0);
      assert.equal(scratch.countGruParameters(features, units, options), count);
    });
  });
}

describe('scratch gates', () => {
  it('splits and joins without loss, and refuses columns that do not divide', () => {
    const A = scratch.randomMatrix(3, 12, {seed: 1});
    for (const count of [1, 2, 3, 4, 12]) {
      const gates = scratch.splitGates(A, count);
      assert.deepEqual(gates[0].shape, [3, 12 / count]);
      assert.deepEqual(scratch.joinGates(gates), A);
    }
    assert.deepEqual(scratch.toRows(scratch.splitGates(scratch.matrix([[1, 2, 3, 4]]), 2)[1]), [[3, 4]]);
    assert.throws(() => scratch.splitGates(A, 5), /splitGates: count 5 gates do not divide 12 columns$/);
  });
});
