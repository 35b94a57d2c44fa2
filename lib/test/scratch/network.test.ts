import assert from 'node:assert/strict';
import * as scratch from '../../src/scratch';

const weights = scratch.networkWeights({features: 1, units: 4, outputs: 1, seed: 5});
const task = scratch.randomTask(scratch.runningSum, {count: 3, steps: 7, seed: 1});
const H0 = scratch.randomMatrix(3, 4, {seed: 2, deviation: 0.5});

/** Written out once more, so that the gradient is not checked against its own forward pass. */
function loss(): number {
  let [H, sum] = [H0, 0];
  task.X.forEach((X, i) => {
    const a = scratch.add(scratch.add(scratch.matmul(X, weights.Wxh), scratch.matmul(H, weights.Whh)), weights.bh);
    H = scratch.map(a, Math.tanh);
    const Yhat = scratch.add(scratch.matmul(H, weights.Why), weights.by);
    sum += scratch.norm(scratch.subtract(Yhat, task.Y[i])) ** 2;
  });
  return sum / 21;
}

describe('networkWeights', () => {
  it('gives every matrix its shape and draws all from one seed', () => {
    const shapes = Object.entries(scratch.networkWeights({features: 2, units: 3, outputs: 4, seed: 1}));
    const expected = {Wxh: [2, 3], Whh: [3, 3], bh: [1, 3], Why: [3, 4], by: [1, 4]};
    assert.deepEqual(Object.fromEntries(shapes.map(([name, {shape}]) => [name, shape])), expected);
    assert.deepEqual(scratch.networkWeights({features: 1, units: 4, outputs: 1, seed: 5}), weights);
    assert.throws(
      () => scratch.networkWeights({features: 1, units: 0, outputs: 1, seed: 5}),
      /networkWeights: units must be a whole number >= 1, got 0$/,
    );
  });
});

describe('sequenceLoss', () => {
  it('is the mean over sequences, steps and outputs, and its gradient is that of central differences', () => {
    const [Y, Yhat] = [[scratch.matrix([[1], [2]])], [scratch.matrix([[3], [2]])]];
    assert.equal(scratch.sequenceLoss(Y, Yhat).loss, 2);
    const numeric = scratch.numericalGradient(() => scratch.sequenceLoss(Y, Yhat).loss, Yhat[0]);
    assert.ok(scratch.relativeError(scratch.sequenceLoss(Y, Yhat).gradient[0], numeric) < 1e-9);
    assert.throws(() => scratch.sequenceLoss([...Y, ...Y], Yhat), /as many targets as predictions, got 2 and 1/);
    assert.throws(() => scratch.sequenceLoss(Y, []), /sequenceLoss: Yhat must not be empty, got \[\]$/);
  });
});

describe('networkGradient', () => {
  it('agrees with central differences from any start, in every weight', () => {
    const numeric = scratch.numericalGradients(loss, weights);
    const deviations = scratch.deviations(scratch.networkGradient(task, weights, {H0}), numeric);
    for (const [name, off] of Object.entries(deviations)) assert.ok(off < 1e-7, `${name}: ${off}`);
  });

  it('cuts only what goes through time, and a chunk as long as the sequence cuts nothing', () => {
    const full = scratch.networkGradient(task, weights, {H0});
    assert.deepEqual(scratch.networkGradient(task, weights, {H0, chunk: 7}), full);
    const cut = scratch.networkGradient(task, weights, {H0, chunk: 3});
    assert.deepEqual(cut.Why, full.Why);
    assert.ok(scratch.relativeError(cut.Whh, full.Whh) > 0.01);
    assert.throws(
      () => scratch.networkGradient(task, weights, {chunk: 0}),
      /truncatedBackward: size must be a whole number >= 1, got 0$/,
    );
  });
});

describe('compareGradients', () => {
  it('takes gradients by name, whatever their order', () => {
    const full = scratch.networkGradient(task, weights);
    const cut = scratch.networkGradient(task, weights, {chunk: 2});
    const turned = Object.fromEntries(Object.entries(cut).reverse());
    const expected = scratch.compareGradients(Object.values(cut), Object.values(full));
    assert.deepEqual(scratch.compareGradients(turned, full), expected);
    assert.throws(() => scratch.compareGradients({Wxh: cut.Wxh}, full), RangeError);
  });
});
