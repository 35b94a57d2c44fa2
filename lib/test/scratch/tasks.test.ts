import assert from 'node:assert/strict';
import {compareGradients, echo, matrix, randomTask, runningSum, toSequences} from '../../src/scratch';

const doubled = (sequence: number[]) => sequence.map((value) => 2 * value);

describe('randomTask', () => {
  it('gives inputs in their range and the targets of the rule, step by step', () => {
    const {X, Y} = randomTask(doubled, {count: 3, steps: 4, seed: 1});
    assert.equal(X.length, 4);
    assert.deepEqual(X[0].shape, [3, 1]);
    const [inputs, targets] = [toSequences(X), toSequences(Y)];
    assert.deepEqual(targets, inputs.map(doubled));
    assert.ok(inputs.flat().every((value) => value >= -0.5 && value < 0.5));
  });

  it('is the same for the same seed only', () => {
    const draw = (seed: number) => toSequences(randomTask(doubled, {count: 2, steps: 3, seed}).X);
    assert.deepEqual(draw(5), draw(5));
    assert.notDeepEqual(draw(5), draw(6));
  });

  it('refuses sizes that are none, and rules that lose steps', () => {
    assert.throws(() => randomTask(doubled, {count: 0, steps: 3, seed: 1}), /count must be .* got 0/);
    assert.throws(() => randomTask(([first]) => [first], {count: 2, steps: 3, seed: 1}), /3 steps .* got 1/);
    assert.throws(() => toSequences([matrix([[1, 2]])]), /\[1, 1\], got \[1, 2\]/);
  });
});

describe('rules for tasks', () => {
  it('add up, and repeat what came some steps ago', () => {
    assert.deepEqual(runningSum([1, 2, -4]), [1, 3, -1]);
    assert.deepEqual(echo(2)([1, 2, 3, 4]), [0, 0, 1, 2]);
    assert.deepEqual(echo(0)([1, 2]), [1, 2]);
    assert.throws(() => echo(-1), /delay .* got -1/);
  });
});

describe('compareGradients', () => {
  it('measures the angle over all weights together', () => {
    const [right, up] = [
      [matrix([[1]]), matrix([[0, 0]])],
      [matrix([[0]]), matrix([[0, 3]])],
    ];
    assert.ok(Math.abs(compareGradients(up, right).degrees - 90) < 1e-12);
    assert.equal(compareGradients(up, right).length, 3);
    assert.deepEqual(compareGradients(up, up), {degrees: 0, length: 1});
    assert.ok(Math.abs(compareGradients([matrix([[-2]])], [matrix([[1]])]).degrees - 180) < 1e-12);
  });

  it('keeps its digits for tiny angles', () => {
    const {degrees} = compareGradients([matrix([[1, 1e-9]])], [matrix([[1, 0]])]);
    assert.ok(Math.abs((degrees * Math.PI) / 180 - 1e-9) < 1e-15);
  });

  it('refuses gradients of different shapes or without a direction', () => {
    assert.throws(
      () => compareGradients([matrix([[1]])], [matrix([[1, 2]])]),
      /compareGradients: ofGradient has shapes \[1, 1\], ofReference \[1, 2\]$/,
    );
    assert.throws(() => compareGradients([matrix([[0]])], [matrix([[1]])]), /above 0, got 0 and 1/);
  });
});
