import assert from 'node:assert/strict';
import * as scratch from '../../src/scratch';
import {readGolden} from '../engine/golden';
import * as gated from './gated';
import {batch, dH, dot, features, H0, steps, units, X} from './gated';

const C0 = scratch.randomMatrix(batch, units, {seed: 51, deviation: 0.5});
const dC = scratch.randomMatrix(batch, units, {seed: 52});
const weights: scratch.LstmWeights = {
  kernel: scratch.randomMatrix(features, 4 * units, {seed: 1, deviation: 0.7}),
  recurrentKernel: scratch.randomMatrix(units, 4 * units, {seed: 2, deviation: 0.5}),
  bias: scratch.randomMatrix(1, 4 * units, {seed: 3, deviation: 0.3}),
};
const forward = () => scratch.lstmForward(X, weights, {H: H0, C: C0});

describe('scratch.lstmStep', () => {
  it('is the equations, by hand for one neuron', () => {
    const one = (value: number) => scratch.matrix([[value]]);
    const neuron = {
      kernel: scratch.matrix([[0.5, -0.4, 0.9, 0.2]]),
      recurrentKernel: scratch.matrix([[-2, 0.3, 1.1, -0.7]]),
      bias: scratch.matrix([[0.1, 1, -0.2, 0.4]]),
    };
    const step = scratch.lstmStep(one(3), {H: one(0.4), C: one(-0.6)}, neuron);
    const s = (a: number) => 1 / (1 + Math.exp(-a));
    const c = s(-1.2 + 0.12 + 1) * -0.6 + s(1.5 - 0.8 + 0.1) * Math.tanh(2.7 + 0.44 - 0.2);
    assert.ok(Math.abs(step.C.values[0] - c) < 1e-15);
    assert.ok(Math.abs(step.H.values[0] - s(0.6 - 0.28 + 0.4) * Math.tanh(c)) < 1e-15);
  });

  it('keeps the cell state where the forget gate is open and the input gate shut', () => {
    const bias = scratch.map(scratch.zeros(1, 4 * units), (_, i) => (i < units ? -50 : i < 2 * units ? 50 : 0));
    const {C, gates} = scratch.lstmStep(X[0], {H: H0, C: C0}, {...weights, bias});
    assert.ok(scratch.relativeError(C, C0) < 1e-12);
    assert.ok(gates.F.values.every((f) => f > 1 - 1e-12));
  });

  it('refuses shapes that do not fit, by name', () => {
    const state = {H: H0, C: C0};
    const wide = scratch.zeros(batch, units + 1);
    assert.throws(() => scratch.lstmStep(X[0], {H: wide, C: C0}, weights), /H must have shape \[3, 4\], got \[3, 5\]/);
    assert.throws(() => scratch.lstmStep(X[0], {H: H0, C: wide}, weights), /C must have shape \[3, 4\], got \[3, 5\]/);
    assert.throws(() => scratch.lstmStep(wide, state, weights), /kernel must have shape \[5, 16\], got \[2, 16\]/);
    const bias = scratch.zeros(2, 4 * units);
    assert.throws(() => scratch.lstmStep(X[0], state, {...weights, bias}), /bias must have shape \[1, 16\]/);
  });
});

describe('scratch.lstmForward', () => {
  it('gives the initial state and one state a step, from zeros where none is given', () => {
    const {states, gates} = scratch.lstmForward(X, weights);
    assert.deepEqual([states.length, gates.length], [steps + 1, steps]);
    assert.deepEqual(states[0], {H: scratch.zeros(batch, units), C: scratch.zeros(batch, units)});
    assert.deepEqual(forward().states[0], {H: H0, C: C0});
  });

  it('is causal: a change at step 3 leaves the states before as they were', () => {
    const changed = X.map((x, t) => (t === 3 ? scratch.scale(x, 2) : x));
    const [before, after] = [X, changed].map((inputs) => scratch.lstmForward(inputs, weights).states);
    for (let t = 0; t <= 3; t++) assert.deepEqual(after[t], before[t]);
    for (let t = 4; t <= steps; t++) assert.notDeepEqual(after[t], before[t]);
  });

  it('refuses an empty sequence', () => {
    assert.throws(() => scratch.lstmForward([], weights), /lstmForward: X must not be empty, got \[\]$/);
  });
});

describe('scratch.lstmBackward', () => {
  it('agrees with central differences, the gradient of the last cell state included', () => {
    const loss = () => {
      const {states} = forward();
      return dH.reduce((sum, d, t) => sum + dot(d, states[t + 1].H), dot(dC, states[steps].C));
    };
    const d = scratch.lstmBackward(X, forward(), dH, weights, dC);
    gated.assertGradients(loss, [
      ['kernel', weights.kernel, d.kernel],
      ['recurrentKernel', weights.recurrentKernel, d.recurrentKernel],
      ['bias', weights.bias, d.bias],
      ['initial state', H0, d.states[0]],
      ['initial cell state', C0, d.cellStates[0]],
      ...X.map((x, t): [string, scratch.Matrix, scratch.Matrix] => [`input ${t}`, x, d.inputs[t]]),
    ]);
    assert.deepEqual([d.states.length, d.cellStates.length], [steps + 1, steps + 1]);
  });

  it('goes back through the cell state alone by a product of forget gates, and by no other way', () => {
    const trace = forward();
    const none = dH.map(() => scratch.zeros(batch, units));
    const {cellStates} = scratch.lstmBackward(X, trace, none, weights, dC, {through: 'cell'});
    const product = trace.gates.reduce((carried, {F}) => scratch.multiply(carried, F), dC);
    assert.ok(scratch.relativeError(cellStates[0], product) < 1e-12);
  });

  it('splits one step back into the two ways, which add up', () => {
    const one = (through: 'both' | 'cell' | 'hidden') => {
      const [x, trace] = [X.slice(0, 1), {states: forward().states.slice(0, 2), gates: forward().gates.slice(0, 1)}];
      return scratch.lstmBackward(x, trace, dH.slice(0, 1), weights, dC, {through});
    };
    const [both, cell, hidden] = [one('both'), one('cell'), one('hidden')];
    assert.deepEqual([cell.cellStates[0], hidden.states[0]], [both.cellStates[0], both.states[0]]);
    assert.ok([...cell.states[0].values, ...hidden.cellStates[0].values].every((value) => value === 0));
    const odd = {through: 'gates' as never};
    assert.throws(
      () => scratch.lstmBackward(X, forward(), dH, weights, dC, odd),
      /through must be 'both' or 'cell' or 'hidden', got 'gates'/,
    );
  });

  it('agrees with Keras and PyTorch, outputs and gradients', () => {
    const cases = ['lstm-keras', 'lstm-torch'].flatMap((name) => readGolden<gated.Case>(name)).filter(gated.isPlain);
    assert.ok(cases.length >= 8);
    for (const one of cases) {
      const {inputs, gradients: expected, name} = one;
      const own = {
        kernel: gated.asMatrix(inputs.kernel),
        recurrentKernel: gated.asMatrix(inputs.recurrentKernel),
        bias: gated.asMatrix(inputs.bias),
      };
      const x = gated.byStep(inputs.x);
      const initial = {H: gated.asMatrix(inputs.initialState), C: gated.asMatrix(inputs.initialCellState)};
      const trace = scratch.lstmForward(x, own, initial);
      const hidden = trace.states.map(({H}) => H);
      if (one.options.returnSequences) gated.assertSteps(hidden.slice(1), one.output, 1e-8, `${name}: H`);
      else gated.assertClose(hidden[x.length], one.output, 1e-8, `${name}: H`);
      assert.ok(one.dCellState);
      const d = scratch.lstmBackward(x, trace, gated.stateGradients(one), own, gated.asMatrix(one.dCellState));
      for (const key of ['kernel', 'recurrentKernel', 'bias'] as const) {
        gated.assertClose(d[key], expected[key], 1e-8, `${name}: ${key}`);
      }
      gated.assertClose(d.states[0], expected.initialState, 1e-8, `${name}: initial state`);
      gated.assertClose(d.cellStates[0], expected.initialCellState, 1e-8, `${name}: initial cell state`);
      gated.assertSteps(d.inputs, expected.x, 1e-8, `${name}: X`);
    }
  });

  it('needs as many states and gradients as there are steps', () => {
    const message = /lstmBackward: X of 5 inputs needs 6 states and 5 gradients, got 6 states and 4 gradients$/;
    assert.throws(() => scratch.lstmBackward(X, forward(), dH.slice(1), weights), message);
  });

  it('has 4 × (features × units + units² + units) parameters', () => {
    const count = Object.values(weights).reduce((sum, {values}) => sum + values.length, 0);
    assert.equal(scratch.countLstmParameters(features, units), count);
  });
});
