import assert from 'node:assert/strict';
import {adam, addWeights, copy, matrix, randomWeights, scale, trainWeights, zerosLike} from '../../src/scratch';

describe('randomWeights', () => {
  it('draws every weight from one seed', () => {
    const {W, b} = randomWeights({W: [20, 30], b: [1, 30]}, {seed: 3});
    assert.deepEqual(
      [W.shape, b.shape],
      [
        [20, 30],
        [1, 30],
      ],
    );
    const deviation = Math.sqrt(W.values.reduce((sum, w) => sum + w * w, 0) / 600);
    assert.ok(Math.abs(deviation - 0.3) < 0.03, String(deviation));
    assert.deepEqual(randomWeights({W: [20, 30]}, {seed: 3}).W, W);
    assert.notDeepEqual(randomWeights({W: [20, 30]}, {seed: 4}).W, W);
    assert.deepEqual(addWeights({W, b}, zerosLike({W, b})), {W, b});
    assert.ok(zerosLike({W, b}).W.values.every((value) => value === 0));
  });
});

describe('trainWeights', () => {
  // L = batch * w² / 2, so the gradient is batch * w.
  const gradient = (batch: number, {w}: {w: ReturnType<typeof matrix>}) => ({w: scale(w, batch)});

  it('lowers the loss, leaves its argument alone and shows every epoch', () => {
    const [start, seen] = [{w: matrix([[1, -2]])}, [] as number[]];
    const watch = (epoch: number) => seen.push(epoch);
    const {w} = trainWeights(start, [1, 2], gradient, {epochs: 200, learningRate: 0.05, seed: 1, watch});
    assert.ok(
      w.values.every((value) => Math.abs(value) < 0.05),
      String(w.values),
    );
    assert.deepEqual([...start.w.values], [1, -2]);
    assert.equal(seen.length, 201);
  });

  it('takes the steps of Adam, one a batch', () => {
    const [start, expected, update] = [matrix([[1]]), matrix([[1]]), adam(0.1)];
    for (let step = 0; step < 3; step++) update([expected], [copy(expected)]);
    const {w} = trainWeights({w: start}, [1], gradient, {epochs: 3, learningRate: 0.1, seed: 1});
    assert.deepEqual(w, expected);
  });

  it('names the weight whose gradient is not finite', () => {
    const broken = () => ({w: matrix([[Number.NaN]])});
    const train = () => trainWeights({w: matrix([[1]])}, [1], broken, {epochs: 2, seed: 1});
    assert.throws(train, /gradient of w is not finite in epoch 1/);
    assert.throws(
      () => trainWeights({w: matrix([[1]])}, [], broken, {epochs: 1, seed: 1}),
      /trainWeights: batches must not be empty, got \[\]$/,
    );
  });
});
