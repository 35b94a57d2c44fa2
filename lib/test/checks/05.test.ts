import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parts} from '../../src/checks/05';
import {clipTogether, drawGradients} from '../../src/checks/05/clipped-together';
import {drawShare, shareOfMean} from '../../src/checks/05/dependency-checks';
import {RECALL_LIMIT} from '../../src/checks/05/far-recall';
import {drawWay, stepGradients, troubleOf} from '../../src/checks/05/gradient-walks';
import {dependencyTargets, LONG} from '../../src/checks/05/long-dependency';
import {checkRemedies, DISGUISED, PROBLEMS, REMEDIES, RIGHT} from '../../src/checks/05/remedy-table';
import {drawKernelCase, kernelNorm} from '../../src/checks/05/weight-norms';
import {localLearner} from '../../src/checks/frame/local-learner';
import {random} from '../../src/data';
import {globalNorm} from '../../src/training';

const near = (actual: number, expected: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)), `${actual} is not ${expected}`);

describe('the references of exercise 05', () => {
  const source = random(5);

  it('walk back as nudging the first state says', () => {
    const {states, recurrentKernel: W, g} = drawWay(source, 5, 3);
    // Inputs that lead to these states, so that the network can be run from a nudged first state.
    const inner = (h: number[]) => W[0].map((_, j) => h.reduce((sum, value, i) => sum + value * W[i][j], 0));
    const inputs = states.slice(1).map((h, t) => {
      const own = inner(states[t]);
      return h.map((value, j) => Math.atanh(value) - own[j]);
    });
    const loss = (first: number[]) => {
      const last = inputs.reduce((h, x) => inner(h).map((value, j) => Math.tanh(value + x[j])), first);
      return last.reduce((sum, value, j) => sum + g[j] * value, 0);
    };
    const slopes = states[0].map((_, i) => {
      const moved = (by: number) => states[0].map((value, k) => (k === i ? value + by : value));
      return (loss(moved(1e-6)) - loss(moved(-1e-6))) / 2e-6;
    });
    const norms = stepGradients({states, recurrentKernel: W, g});
    near(norms[0], Math.hypot(...slopes), 1e-7);
    near(norms[4], Math.hypot(...g));
  });

  it('take the norm of the sum: |Σ hᵀd|² is Σ over pairs of (h·h)(d·d)', () => {
    const [before, da, last] = drawKernelCase(source, 6, 3, 4);
    const [H, D] = [before.slice(-last), da.slice(-last)];
    const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
    const square = H.flatMap((h, t) => H.map((k, s) => dot(h, k) * dot(D[t], D[s]))).reduce((a, b) => a + b, 0);
    near(kernelNorm(before, da, last), Math.sqrt(square));
  });

  it('clip to the limit without turning, and leave short ones alone', () => {
    const one = drawGradients(source, [3, 2], 9, 2);
    const {before, after, gradients} = clipTogether(one);
    near(before, 9);
    near(after, 2);
    near(globalNorm(gradients.map((list) => Float32Array.from(list))), 2, 1e-6);
    gradients.flat().forEach((value, i) => {
      near(value / one.gradients.flat()[i], 2 / 9);
    });
    const short = drawGradients(source, [4], 1, 2);
    assert.deepEqual(clipTogether(short).gradients, short.gradients);
  });

  it('sum ten steps and average ten, so that ones make 11 and 10', () => {
    const ones = [Array.from({length: LONG.steps}, () => 1)];
    assert.deepEqual(dependencyTargets(ones, LONG.spans, 'sum'), [11]);
    assert.deepEqual(dependencyTargets(ones, LONG.spans, 'product'), [10]);
    const marked = [0, 9, 10, 39, 40, 49, 50].map((step) => ones[0].map((_, t) => (t === step ? 1 : 0)));
    assert.deepEqual(dependencyTargets(marked, LONG.spans, 'sum'), [1, 1, 0, 0, 0.1, 0.1, 0]);
  });

  it('give 1 to the mean of the training targets, and 0 to the targets themselves', () => {
    const [trainY, y] = drawShare(source, 5, 6);
    const mean = trainY.reduce((sum, value) => sum + value, 0) / 5;
    near(
      shareOfMean(
        trainY,
        y,
        y.map(() => [mean]),
      ),
      1,
    );
    near(
      shareOfMean(
        trainY,
        y,
        y.map((value) => [value]),
      ),
      0,
    );
  });

  it('draw the lines of vanishing and exploding at 1% and 100', () => {
    assert.equal(troubleOf([0.0099, 1]), 'vanishing');
    assert.equal(troubleOf([0.0101, 1]), 'neither');
    assert.equal(troubleOf([99, 1]), 'neither');
    assert.equal(troubleOf([101, 1]), 'exploding');
  });

  it('have one remedy a problem, and one remedy that treats none', () => {
    const used = PROBLEMS.map((problem) => RIGHT[problem]);
    assert.equal(new Set(used).size, PROBLEMS.length);
    assert.equal(REMEDIES.length, PROBLEMS.length + 1);
  });

  it('do not tell the remedy of a problem in disguise before grading', async () => {
    const learner = localLearner({
      remedyFor: (problem: keyof typeof RIGHT) => (problem in seen ? RIGHT[problem] : 'ReLU'),
    });
    const seen = Object.fromEntries(PROBLEMS.map((problem) => [problem, true]));
    for await (const {passed, message} of checkRemedies(learner, PROBLEMS, DISGUISED)) assert.ok(passed, message);
    for (const problem of DISGUISED) {
      for await (const {passed} of checkRemedies(learner, [problem])) assert.ok(!passed);
    }
  });

  it('say to every wrong remedy what it does', async () => {
    for (const problem of [...PROBLEMS, ...DISGUISED]) {
      for (const remedy of REMEDIES.filter((one) => one !== RIGHT[problem])) {
        for await (const {message} of checkRemedies(localLearner({remedyFor: () => remedy}), [problem])) {
          assert.doesNotMatch(message, /undefined/);
          assert.ok(!message.slice(message.indexOf(': ')).includes(RIGHT[problem]), message);
        }
      }
    }
  });

  it('add up to 20 points', () => {
    assert.equal(
      parts.reduce((sum, {points}) => sum + points, 0),
      20,
    );
  });
});

describe('the limit of exercise 05', () => {
  it('lies above mean + 4 deviations of 20 recorded trainings, and below what the early sum alone makes', () => {
    const path = join(__dirname, '../../../ci/experiments/results/exercise-05.json');
    const {short} = JSON.parse(readFileSync(path, 'utf8')) as {short: {runs: Record<string, {share: number}[]>}};
    const shares = short.runs['LSTM, bias log T'].map(({share}) => share);
    assert.ok(shares.length >= 20);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
    assert.ok(mean + 4 * Math.sqrt(squares / (shares.length - 1)) < RECALL_LIMIT);
    // Of the variance 2 + 1/2 of the targets the mean of two steps makes a fifth.
    assert.ok(RECALL_LIMIT <= 0.5 / 2.5 / 10);
  });
});
