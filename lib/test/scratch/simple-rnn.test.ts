import assert from 'node:assert/strict';
import * as scratch from '../../src/scratch';
import {type Packed, readGolden} from '../engine/golden';

const [batch, steps, features, units] = [3, 5, 2, 4]; // all different, so a swapped axis fails

const X = Array.from({length: steps}, (_, t) => scratch.randomMatrix(batch, features, {seed: 10 + t}));
const dH = Array.from({length: steps}, (_, t) => scratch.randomMatrix(batch, units, {seed: 30 + t}));
const H0 = scratch.randomMatrix(batch, units, {seed: 50, deviation: 0.5});
const weights: scratch.SimpleRnnWeights = {
  kernel: scratch.randomMatrix(features, units, {seed: 1, deviation: 0.7}),
  recurrentKernel: scratch.randomMatrix(units, units, {seed: 2, deviation: 0.5}),
  bias: scratch.randomMatrix(1, units, {seed: 3, deviation: 0.3}),
};

/** A loss whose gradient with respect to H_t is dH[t]. */
function loss(): number {
  const states = scratch.simpleRnnForward(X, weights, H0);
  return dH.reduce((sum, d, t) => sum + scratch.multiply(d, states[t + 1]).values.reduce((a, b) => a + b, 0), 0);
}

const gradients = () => scratch.simpleRnnBackward(X, scratch.simpleRnnForward(X, weights, H0), dH, weights);

function assertClose(actual: scratch.Matrix, expected: ArrayLike<number>, tolerance: number, what: string): void {
  assert.equal(actual.values.length, expected.length, what);
  actual.values.forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) <= tolerance, `${what}[${i}] should be ${expected[i]}, is ${value}`);
  });
}

describe('scratch.simpleRnnStep', () => {
  it('maps [batch, features], [batch, units] to [batch, units]', () => {
    assert.deepEqual(scratch.simpleRnnStep(X[0], H0, weights).shape, [batch, units]);
  });

  it('is tanh(x w + h u + b), by hand for one neuron', () => {
    const one = (value: number) => scratch.matrix([[value]]);
    const neuron = {kernel: one(0.5), recurrentKernel: one(-2), bias: one(0.1)};
    const [[h]] = scratch.toRows(scratch.simpleRnnStep(one(3), one(0.4), neuron));
    assert.ok(Math.abs(h - Math.tanh(0.5 * 3 - 2 * 0.4 + 0.1)) < 1e-15);
  });

  it('refuses shapes that do not fit, by name', () => {
    const wrong = scratch.zeros(batch, units + 1);
    assert.throws(() => scratch.simpleRnnStep(X[0], wrong, weights), /H must have shape \[3, 4\], got \[3, 5\]/);
    assert.throws(() => scratch.simpleRnnStep(wrong, H0, weights), /X must have shape \[3, 2\], got \[3, 5\]/);
    const bias = scratch.zeros(2, units);
    assert.throws(() => scratch.simpleRnnStep(X[0], H0, {...weights, bias}), /bias must have shape \[1, 4\]/);
  });
});

describe('scratch.simpleRnnForward', () => {
  it('gives the initial state and one state a step', () => {
    const states = scratch.simpleRnnForward(X, weights, H0);
    assert.equal(states.length, steps + 1);
    assert.equal(states[0], H0);
    assert.deepEqual(scratch.simpleRnnForward(X, weights)[0], scratch.zeros(batch, units));
  });

  it('is causal: a change at step 3 leaves the states before as they were', () => {
    const changed = X.map((x, t) => (t === 3 ? scratch.scale(x, 2) : x));
    const [before, after] = [scratch.simpleRnnForward(X, weights), scratch.simpleRnnForward(changed, weights)];
    for (let t = 0; t <= 3; t++) assert.deepEqual(after[t], before[t]);
    for (let t = 4; t <= steps; t++) assert.notDeepEqual(after[t], before[t]);
  });

  it('refuses an empty sequence', () => {
    assert.throws(() => scratch.simpleRnnForward([], weights), /simpleRnnForward: X must not be empty, got \[\]$/);
  });
});

describe('scratch.simpleRnnBackward', () => {
  it('agrees with central differences to a relative error below 1e-6', () => {
    const {kernel, recurrentKernel, bias, inputs, states} = gradients();
    const pairs: [string, scratch.Matrix, scratch.Matrix][] = [
      ['kernel', weights.kernel, kernel],
      ['recurrentKernel', weights.recurrentKernel, recurrentKernel],
      ['bias', weights.bias, bias],
      ['initial state', H0, states[0]],
      ...X.map((x, t): [string, scratch.Matrix, scratch.Matrix] => [`input ${t}`, x, inputs[t]]),
    ];
    for (const [name, parameter, analytic] of pairs) {
      const error = scratch.relativeError(scratch.numericalGradient(loss, parameter), analytic);
      assert.ok(error < 1e-6, `${name}: relative error ${error}`);
    }
  });

  it('agrees with PyTorch', () => {
    interface Case {
      name: string;
      options: {activation: string; returnSequences: boolean};
      inputs: Record<string, Packed>;
      output: Packed;
      dOutput: Packed;
      dState: Packed;
      gradients: Record<string, Packed>;
    }
    const cases = readGolden<Case>('simple-rnn-torch').filter(
      ({options}) => options.activation === 'tanh' && options.returnSequences,
    );
    assert.ok(cases.length >= 2);
    for (const {inputs, output, dOutput, dState, gradients: expected} of cases) {
      const as2d = ({shape, values}: Packed): scratch.Matrix => ({
        values: Float64Array.from(values),
        shape: shape.length === 1 ? [1, shape[0]] : [shape[0], shape[1]],
      });
      const byStep = ({shape: [n, t, width], values}: Packed): scratch.Matrix[] =>
        Array.from({length: t}, (_, k) =>
          scratch.map(
            scratch.zeros(n, width),
            (_, at) => values[(Math.floor(at / width) * t + k) * width + (at % width)],
          ),
        );
      const own = {kernel: as2d(inputs.kernel), recurrentKernel: as2d(inputs.recurrentKernel), bias: as2d(inputs.bias)};
      const states = scratch.simpleRnnForward(byStep(inputs.x), own, as2d(inputs.initialState));
      byStep(output).forEach((H, t) => {
        assertClose(states[t + 1], H.values, 1e-8, `H_${t + 1}`);
      });
      const d = byStep(dOutput);
      d[d.length - 1] = scratch.add(d[d.length - 1], as2d(dState));
      const found = scratch.simpleRnnBackward(byStep(inputs.x), states, d, own);
      for (const name of ['kernel', 'recurrentKernel', 'bias'] as const) {
        assertClose(found[name], expected[name].values, 1e-6, name);
      }
      assertClose(found.states[0], expected.initialState.values, 1e-7, 'initial state');
      byStep(expected.x).forEach((x, t) => {
        assertClose(found.inputs[t], x.values, 1e-7, `X_${t + 1}`);
      });
    }
  });

  it('needs as many states and gradients as there are steps', () => {
    const states = scratch.simpleRnnForward(X, weights);
    const message = /5 inputs need 6 states and 5 gradients, got 6 states and 4 gradients/;
    assert.throws(() => scratch.simpleRnnBackward(X, states, dH.slice(1), weights), message);
  });

  it('has features × units + units² + units parameters: 42 for 3-4-2 with its output layer', () => {
    assert.equal(scratch.countSimpleRnnParameters(3, 4) + 4 * 2 + 2, 42);
  });
});

describe('scratch.truncatedBackward', () => {
  const states = scratch.simpleRnnForward(X, weights, H0);
  const truncated = (size: number) => scratch.truncatedBackward(X, states, dH, weights, size);

  it('is the full gradient where the pieces are as long as the sequence', () => {
    assert.deepEqual(truncated(steps), gradients());
    assert.deepEqual(truncated(100), gradients());
  });

  it('drops no piece: each step’s own share is counted, also in a shorter last piece', () => {
    assert.deepEqual(
      scratch.chunks([1, 2, 3, 4, 5, 6, 7], 3).map((piece) => piece.length),
      [3, 3, 1],
    );
    for (const size of [1, 2, 3, 4]) {
      assert.equal(truncated(size).inputs.length, steps);
      // the bias of the last step: no later step adds to it, so it is the same however the sequence is cut
      assert.deepEqual(truncated(size).states[steps], gradients().states[steps]);
    }
  });

  it('cuts the paths over a border and nothing else', () => {
    const piece = (start: number, end: number) =>
      scratch.simpleRnnBackward(X.slice(start, end), states.slice(start, end + 1), dH.slice(start, end), weights);
    const sum = [piece(0, 2), piece(2, 4), piece(4, 5)].map(({recurrentKernel}) => recurrentKernel).reduce(scratch.add);
    assert.ok(scratch.relativeError(truncated(2).recurrentKernel, sum) < 1e-15);
    assert.ok(scratch.relativeError(truncated(2).recurrentKernel, gradients().recurrentKernel) > 1e-3);
  });

  it('refuses a size that is no whole number above 0', () => {
    assert.throws(() => truncated(0), /truncatedBackward: size must be a whole number >= 1, got 0$/);
    assert.throws(() => scratch.chunks([1], 1.5), /got 1.5/);
  });
});

describe('learning from scratch', () => {
  it('learns the running sum of random sequences better than the best constant', () => {
    const sequences = Array.from({length: 10}, (_, t) => scratch.randomMatrix(40, 1, {seed: 100 + t, deviation: 0.3}));
    let total = scratch.zeros(40, 1);
    const targets = sequences.map((x) => {
      total = scratch.add(total, x);
      return total;
    });
    const cell = {
      kernel: scratch.randomMatrix(1, 5, {seed: 1, deviation: 0.5}),
      recurrentKernel: scratch.randomMatrix(5, 5, {seed: 2, deviation: 0.4}),
      bias: scratch.zeros(1, 5),
    };
    const head = {kernel: scratch.randomMatrix(5, 1, {seed: 3, deviation: 0.5}), bias: scratch.zeros(1, 1)};
    const update = scratch.adam(0.01);
    const losses: number[] = [];
    for (let epoch = 0; epoch < 100; epoch++) {
      const states = scratch.simpleRnnForward(sequences, cell);
      let headGradient = {kernel: scratch.zeros(5, 1), bias: scratch.zeros(1, 1)};
      let sum = 0;
      const dStates = targets.map((target, t) => {
        const {loss, gradient} = scratch.meanSquaredError(target, scratch.denseForward(states[t + 1], head));
        sum += loss / 10;
        const {kernel, bias, input} = scratch.denseBackward(states[t + 1], scratch.scale(gradient, 0.1), head);
        headGradient = {kernel: scratch.add(headGradient.kernel, kernel), bias: scratch.add(headGradient.bias, bias)};
        return input;
      });
      losses.push(sum);
      const d = scratch.simpleRnnBackward(sequences, states, dStates, cell);
      update(
        [cell.kernel, cell.recurrentKernel, cell.bias, head.kernel, head.bias],
        [d.kernel, d.recurrentKernel, d.bias, headGradient.kernel, headGradient.bias],
      );
    }
    const all = targets.flatMap(({values}) => [...values]);
    const mean = all.reduce((a, b) => a + b, 0) / all.length;
    const constant = all.reduce((a, b) => a + (b - mean) ** 2, 0) / all.length;
    assert.ok(losses[99] < 0.2 * constant, `loss ${losses[99]}, constant ${constant}`);
  });
});
