import assert from 'node:assert/strict';
import {data, scratch} from '../../src';

const {values} = scratch.randomMatrix(2 * 4, 3, {seed: 1});
const x = new data.Series(values, [2, 4, 3]);
const w = {
  kernel: scratch.randomMatrix(3, 20, {seed: 2}),
  recurrentKernel: scratch.randomMatrix(5, 20, {seed: 3}),
  bias: scratch.randomMatrix(1, 20, {seed: 4}),
};
const forward = scratch.lstmForward(scratch.timeSteps(x), w);

describe('scratch.runUnit', () => {
  it('adds up the first features of every sequence, from 0 at its start', () => {
    const sums = scratch.runUnit(x, (h, [first]) => h + first);
    assert.deepEqual(sums.shape, [2, 4, 1]);
    const second = x.row(1).filter((_, at) => at % 3 === 0);
    assert.ok(Math.abs(sums.values[7] - (second[0] + second[1] + second[2] + second[3])) < 1e-12);
    assert.equal(sums.values[4], second[0]);
  });
  it('refuses a step that is no function', () => {
    assert.throws(() => scratch.runUnit(x, 1 as never), /runUnit: step/);
  });
});

describe('scratch.timeSteps', () => {
  it('gives one matrix a time step, a sequence in each row', () => {
    const steps = scratch.timeSteps(x);
    assert.deepEqual(
      steps.map(({shape}) => shape),
      Array.from({length: 4}, () => [2, 3]),
    );
    assert.deepEqual(scratch.toRows(steps[2])[1], x.row(1).slice(6, 9));
  });
});

describe('scratch.onlyAtLast', () => {
  it('is the gradient at the last step, zeros before', () => {
    const gradient = scratch.matrix([[1, 2]]);
    const [first, second, last] = scratch.onlyAtLast(3, gradient);
    assert.deepEqual([...first.values, ...second.values], [0, 0, 0, 0]);
    assert.deepEqual(last, gradient);
    assert.throws(() => scratch.onlyAtLast(0, gradient), /onlyAtLast: steps must be a whole number >= 1, got 0/);
  });
});

describe('scratch.meanGates', () => {
  it('is the mean over chosen sequences and steps, of the candidate that of its size', () => {
    const {F, candidate} = scratch.meanGates(forward.gates, (i, t) => i === 1 && t >= 2);
    const rows = forward.gates.slice(2).map((step) => [scratch.toRows(step.F)[1], scratch.toRows(step.candidate)[1]]);
    const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
    assert.ok(Math.abs(F - mean(rows.flatMap(([forget]) => forget))) < 1e-12);
    assert.ok(Math.abs(candidate - mean(rows.flatMap(([, written]) => written.map(Math.abs)))) < 1e-12);
  });
  it('refuses to choose nothing', () => {
    assert.throws(() => scratch.meanGates(forward.gates, () => false), /chose no sequence/);
  });
});

describe('scratch.lstmTraces', () => {
  it('makes each cell state of the one before, as the cell does', () => {
    const {I, F, candidate, C, before} = scratch.lstmTraces(forward, {units: 2});
    C.forEach((state, t) => {
      assert.equal(state.length, 2);
      state.forEach((value, k) => {
        assert.ok(Math.abs(value - (F[t][k] * before[t][k] + I[t][k] * candidate[t][k])) < 1e-12);
      });
    });
  });
  it('refuses more units than there are', () => {
    assert.throws(() => scratch.lstmTraces(forward, {units: 6}), /lstmTraces: units must be .* got 6/);
  });
});

describe('scratch.flipUpdateGate', () => {
  it('turns Z into 1 - Z and nothing else', () => {
    const gru = {
      kernel: scratch.randomMatrix(3, 15, {seed: 2}),
      recurrentKernel: scratch.randomMatrix(5, 15, {seed: 3}),
      bias: scratch.randomMatrix(2, 15, {seed: 4}),
    };
    const [X, H] = [scratch.randomMatrix(2, 3, {seed: 5}), scratch.randomMatrix(2, 5, {seed: 6})];
    const [old, flipped] = [gru, scratch.flipUpdateGate(gru)].map((weights) => scratch.gruStep(X, H, weights).gates);
    old.Z.values.forEach((z, i) => {
      assert.ok(Math.abs(flipped.Z.values[i] - (1 - z)) < 1e-12);
    });
    assert.deepEqual(flipped.R, old.R);
    assert.deepEqual(scratch.flipUpdateGate(scratch.flipUpdateGate(gru)).bias, gru.bias);
  });
});
