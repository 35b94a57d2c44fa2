import assert from 'node:assert/strict';
import {engine, layers, models, scratch, tf} from '../../src';
import {batch, dH, dot, features, H0, units, X} from './gated';

const draw = (rows: number, columns: number, seed: number) =>
  scratch.randomMatrix(rows, columns, {seed, deviation: 0.5});
const weights: scratch.LayerNormSimpleRnnWeights = {
  kernel: draw(features, units, 1),
  recurrentKernel: draw(units, units, 2),
  bias: draw(1, units, 3),
  norm: {gamma: scratch.map(draw(1, units, 4), (value) => value + 1), beta: draw(1, units, 5)},
};

/** Central differences of two steps, so that the error of third order cancels: a norm over four units bends that much. */
function numericalGradient(loss: () => number, parameter: scratch.Matrix): scratch.Matrix {
  const [fine, coarse] = [5e-5, 1e-4].map((epsilon) => scratch.numericalGradient(loss, parameter, epsilon));
  return scratch.map(fine, (value, i) => (4 * value - coarse.values[i]) / 3);
}

describe('layerNormSimpleRnn, by hand', () => {
  it('has the states of layers.layerNormSimpleRNN at the weights that models.cellWeights reads', async () => {
    await engine.start({seed: 7});
    for (const useBias of [true, false]) {
      const layer = layers.layerNormSimpleRNN({units, useBias, returnSequences: true});
      const input = tf.stack(
        X.map((step) => tf.tensor2d(scratch.toRows(step))),
        1,
      );
      const expected = (layer.apply(input) as tf.Tensor).arraySync() as number[][][];
      const {states} = scratch.layerNormSimpleRnnForward(X, models.cellWeights(layer));
      states.slice(1).forEach((H, t) => {
        scratch.toRows(H).forEach((row, i) => {
          row.forEach((value, k) => {
            assert.ok(Math.abs(value - expected[i][t][k]) < 1e-5, `step ${t + 1}: ${value}, ${expected[i][t][k]}`);
          });
        });
      });
    }
  });

  it('has the gradients of central differences, of every weight, input and of the first state', () => {
    const loss = () => {
      const {states} = scratch.layerNormSimpleRnnForward(X, weights, H0);
      return dH.reduce((sum, d, t) => sum + dot(states[t + 1], d), 0);
    };
    const forward = scratch.layerNormSimpleRnnForward(X, weights, H0);
    const d = scratch.layerNormSimpleRnnBackward(X, forward, dH, weights);
    const pairs: [string, scratch.Matrix, scratch.Matrix][] = [
      ['kernel', weights.kernel, d.kernel],
      ['recurrent kernel', weights.recurrentKernel, d.recurrentKernel],
      ['bias', weights.bias, d.bias],
      ['γ', weights.norm.gamma, d.norm.gamma],
      ['β', weights.norm.beta, d.norm.beta],
      ['first state', H0, d.states[0]],
      ...X.map((step, t): [string, scratch.Matrix, scratch.Matrix] => [`input ${t + 1}`, step, d.inputs[t]]),
    ];
    for (const [name, parameter, analytic] of pairs) {
      const error = scratch.relativeError(numericalGradient(loss, parameter), analytic);
      assert.ok(error < 1e-8, `${name}: relative error ${error}`);
    }
  });

  it('takes no notice of the scale of what goes into the norm, but for its 10⁻³', () => {
    const large = scratch.scale(weights.kernel, 1e4);
    const recurrentKernel = scratch.scale(weights.recurrentKernel, 1e4);
    const bias = scratch.scale(weights.bias, 1e4);
    const twice = {kernel: scratch.scale(large, 2), recurrentKernel: scratch.scale(recurrentKernel, 2)};
    const one = scratch.layerNormSimpleRnnStep(X[0], H0, {...weights, kernel: large, recurrentKernel, bias});
    const two = scratch.layerNormSimpleRnnStep(X[0], H0, {...weights, ...twice, bias: scratch.scale(bias, 2)});
    assert.ok(scratch.relativeError(one.H, two.H) < 1e-9);
    assert.ok(scratch.relativeError(one.H, scratch.layerNormSimpleRnnStep(X[0], H0, weights).H) > 1e-6);
  });

  it('refuses shapes and lists that do not fit, in one line', () => {
    const short = {...weights, norm: {...weights.norm, gamma: scratch.zeros(1, units + 1)}};
    assert.throws(() => scratch.layerNormSimpleRnnStep(X[0], H0, short), {name: 'RangeError', message: /gamma/});
    assert.throws(() => scratch.layerNormSimpleRnnForward([], weights), {name: 'RangeError'});
    const forward = scratch.layerNormSimpleRnnForward(X, weights, scratch.zeros(batch, units));
    assert.throws(() => scratch.layerNormSimpleRnnBackward(X, forward, dH.slice(1), weights), {name: 'RangeError'});
  });
});
