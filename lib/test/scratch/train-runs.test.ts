import assert from 'node:assert/strict';
import {type Matrix, matrix, scale, trainEach, trainWeights, trainWithHistory} from '../../src/scratch';

// L = batch * w² / 2, so the gradient is batch * w.
type W = {w: Matrix};
const gradient = (batch: number, {w}: W): W => ({w: scale(w, batch)});
const loss = (batch: number, {w}: W): number => (batch * w.values[0] ** 2) / 2;
const start = {w: matrix([[1]])};
const options = {epochs: 5, learningRate: 0.1, seed: 1};

describe('trainWithHistory', () => {
  it('trains as trainWeights does, and keeps weights and losses of every epoch', () => {
    const {trained, moments, history} = trainWithHistory(start, [1, 3], gradient, {...options, loss, valid: 10});
    assert.deepEqual(trained, trainWeights(start, [1, 3], gradient, options));
    assert.equal(moments.length, 6);
    assert.deepEqual([moments[0], moments[5]], [start, trained]);
    assert.deepEqual(
      history.val_loss,
      moments.slice(1).map((w) => loss(10, w)),
    );
    assert.deepEqual(
      history.loss,
      moments.slice(1).map((w) => (loss(1, w) + loss(3, w)) / 2),
    );
  });
});

describe('trainEach', () => {
  it('trains from every start with every gradient and says how far it is', () => {
    const [other, seen] = [{w: matrix([[2]])}, [] as number[]];
    const still = ({w}: W): W => ({w: scale(w, 0)});
    const gradients = {down: gradient, nowhere: (_: number, weights: W) => still(weights)};
    const nets = trainEach([start, other], [1, 3], gradients, {...options, onRun: (done) => seen.push(done)});
    assert.deepEqual(nets.down, [
      trainWeights(start, [1, 3], gradient, options),
      trainWeights(other, [1, 3], gradient, options),
    ]);
    assert.deepEqual(nets.nowhere, [start, other]);
    assert.deepEqual(seen, [1, 2, 3, 4]);
    assert.throws(
      () => trainEach([start], [], gradients, options),
      /trainWeights: batches must not be empty, got \[\]$/,
    );
  });
});
