import assert from 'node:assert/strict';
import {
  ctcAlignments,
  ctcProbability,
  diagonal,
  distance,
  distances,
  everySequence,
  gruBackward,
  innerProduct,
  logSumExp,
  lstmBackward,
  matmul,
  matrix,
  norm,
  nudges,
  pathScores,
  plus,
  randomConvolution,
  randomGru,
  randomLstm,
  randomMatrix,
  randomRnn,
  simpleRnnBackward,
  softmax,
  times,
  transpose,
  zeros,
} from '../../src/scratch';

describe('innerProduct', () => {
  it('adds the products of like places, so that ⟨A, A⟩ is the square of the length', () => {
    const A = matrix([
      [1, -2, 3],
      [0, 4, 5],
    ]);
    const B = matrix([
      [2, 1, 0],
      [7, -1, 2],
    ]);
    assert.equal(innerProduct(A, B), 2 - 2 - 4 + 10);
    assert.ok(Math.abs(innerProduct(A, A) - norm(A) ** 2) < 1e-12);
    assert.throws(() => innerProduct(A, transpose(B)), RangeError);
  });

  it('moves a factor to the other side transposed: ⟨G, XW⟩ = ⟨XᵀG, W⟩', () => {
    const [X, W, G] = [randomMatrix(3, 2, {seed: 1}), randomMatrix(2, 4, {seed: 2}), randomMatrix(3, 4, {seed: 3})];
    assert.ok(Math.abs(innerProduct(G, matmul(X, W)) - innerProduct(matmul(transpose(X), G), W)) < 1e-12);
  });
});

describe('nudges and distance', () => {
  it('measure the gradient of each matrix and put it back', () => {
    const [A, B] = [randomMatrix(2, 3, {seed: 1}), randomMatrix(2, 3, {seed: 2})];
    const kept = [...A.values];
    const measured = nudges(() => innerProduct(A, B) + innerProduct(A, A), [A, B]);
    const right = [matrix([0, 1].map((i) => [0, 1, 2].map((j) => B.values[3 * i + j] + 2 * A.values[3 * i + j]))), A];
    assert.ok(distance(measured, right) < 1e-9);
    assert.deepEqual([...A.values], kept);
  });

  it('is a share of the right length over all matrices, and 0 where both are zero', () => {
    const right = [matrix([[3]]), matrix([[0, 4]])];
    assert.equal(distance([matrix([[3]]), matrix([[0, 4.5]])], right), 0.1);
    assert.equal(distance([zeros(1, 2)], [zeros(1, 2)]), 0);
    assert.equal(distance([matrix([[1]])], [zeros(1, 1)]), Number.POSITIVE_INFINITY);
    assert.throws(() => distance([zeros(1, 2)], right), /1 matrices cannot be held against 2/);
  });
});

describe('nudges one way', () => {
  it('are off by half of ε times the curvature, both ways are not', () => {
    const W = matrix([[2]]);
    const square = () => W.values[0] ** 2; // slope 4, curvature 2
    assert.ok(Math.abs(nudges(square, [W], {epsilon: 1e-3, oneWay: true})[0].values[0] - 4.001) < 1e-9);
    assert.ok(Math.abs(nudges(square, [W], {epsilon: 1e-3})[0].values[0] - 4) < 1e-9);
    assert.equal(W.values[0], 2);
  });
});

describe('distances', () => {
  it('hold both formulas against numbers or matrices, as shares of the measurement', () => {
    assert.deepEqual(distances({right: 8, wrong: 64}, 16), {right: 0.5, wrong: 3});
    assert.deepEqual(distances({right: [matrix([[4]])], wrong: [matrix([[5]])]}, [matrix([[4]])]), {
      right: 0,
      wrong: 0.25,
    });
    assert.throws(() => distances({right: 1, wrong: [matrix([[5]])]} as never, 1), /numbers are held against numbers/);
  });
});

describe('softmax and logSumExp', () => {
  it('make rows that sum to 1, whatever is added to the scores', () => {
    const Z = randomMatrix(3, 4, {seed: 1});
    const P = softmax(Z);
    for (const sum of [0, 1, 2].map((i) => P.values.subarray(4 * i, 4 * i + 4).reduce((a, b) => a + b))) {
      assert.ok(Math.abs(sum - 1) < 1e-12);
    }
    assert.ok(distance([softmax({...Z, values: Z.values.map((value) => value + 1000)})], [P]) < 1e-10);
    assert.throws(() => softmax(matrix([[Number.NaN]])), /NaN/);
  });

  it('sum logarithms without overflow', () => {
    assert.ok(Math.abs(logSumExp([1000, 1000]) - 1000 - Math.LN2) < 1e-12);
    assert.ok(Math.abs(logSumExp([0.3, -1, 2]) - Math.log(Math.exp(0.3) + Math.exp(-1) + Math.exp(2))) < 1e-14);
    assert.equal(logSumExp([Number.NEGATIVE_INFINITY]), Number.NEGATIVE_INFINITY);
  });
});

describe('ctcAlignments', () => {
  it('are as many as the ways to spread a label: C(T + n, 2n) without equal neighbours', () => {
    assert.equal(ctcAlignments([1, 2], {steps: 6, classes: 3}).length, 70); // C(8, 4)
    assert.equal(ctcAlignments([1, 1, 2], {steps: 6, classes: 3}).length, 28); // one step is spent between equal letters: C(8, 6)
    assert.deepEqual(ctcAlignments([1, 1], {steps: 3, classes: 2}), [[1, 0, 1]]);
    assert.deepEqual(ctcAlignments([1, 1], {steps: 2, classes: 2}), []);
    assert.throws(() => ctcAlignments([0], {steps: 2, classes: 2}), /letter of label/);
  });
});

describe('sums by brute force', () => {
  it('give each path of a CRF its score', () => {
    const [E, A] = [
      [
        [1, 2],
        [3, 5],
      ],
      [
        [10, 20],
        [30, 40],
      ],
    ];
    assert.deepEqual(pathScores(E, A), [1 + 3 + 10, 1 + 5 + 20, 2 + 3 + 30, 2 + 5 + 40]);
    assert.throws(() => pathScores(E, [[1]]), /1 tags/);
  });

  it('give all labels together the probability 1, the empty one left out', () => {
    const rows = [0, 1, 2].map((t) => [0.2 + 0.1 * t, 0.5 - 0.1 * t, 0.3]);
    const labels = [1, 2, 3].flatMap((length) => everySequence(2, length).map((row) => row.map((k) => k + 1)));
    const sum = labels.reduce((total, label) => total + ctcProbability(label, rows), 0);
    assert.ok(Math.abs(sum - (1 - 0.2 * 0.3 * 0.4)) < 1e-12);
  });
});

describe('random problems', () => {
  it('have losses whose gradients the backward passes of the library give', () => {
    const rnn = randomRnn({seed: 1});
    const back = simpleRnnBackward(rnn.X, rnn.states(), rnn.G, rnn.weights);
    const {kernel, recurrentKernel, bias} = rnn.weights;
    assert.ok(
      distance([back.kernel, back.recurrentKernel, back.bias], nudges(rnn.loss, [kernel, recurrentKernel, bias])) <
        1e-8,
    );

    const lstm = randomLstm({seed: 2});
    const last = (dH: typeof lstm.dH) => lstm.X.map((_, t) => (t === lstm.X.length - 1 ? dH : zeros(...dH.shape)));
    const ofLstm = lstmBackward(lstm.X, lstm.forward(), last(lstm.dH), lstm.weights, lstm.dC);
    assert.ok(
      distance([ofLstm.states[0], ofLstm.cellStates[0]], nudges(lstm.loss, [lstm.initial.H, lstm.initial.C])) < 1e-8,
    );

    const gru = randomGru({seed: 3});
    const ofGru = gruBackward(gru.X, gru.forward(), last(gru.dH), gru.weights);
    assert.ok(distance([ofGru.states[0]], nudges(gru.loss, [gru.H0])) < 1e-8);
  });

  it('take sizes, and differ from seed to seed', () => {
    const {X, H0} = randomRnn({seed: 1, steps: 2, batch: 1, features: 5, units: 6});
    assert.deepEqual([X.length, X[0].shape, H0.shape], [2, [1, 5], [1, 6]]);
    assert.notDeepEqual(randomRnn({seed: 1}).H0, randomRnn({seed: 2}).H0);
    assert.equal(norm(randomGru({seed: 1}, 0).weights.bias), 0);
    assert.throws(() => randomRnn({seed: 1, units: 0}), /units/);
    assert.throws(() => randomLstm({seed: 1, unit: 2} as never), /unit/);
  });
});

describe('plus, times and diagonal', () => {
  it('join any number of matrices, and diag(v) scales the columns', () => {
    const [A, B, C] = [1, 2, 3].map((seed) => randomMatrix(2, 3, {seed}));
    assert.deepEqual(
      [...plus(A, B, C).values],
      [...A.values].map((a, i) => a + B.values[i] + C.values[i]),
    );
    assert.deepEqual(
      [...times(A, B, C).values],
      [...A.values].map((a, i) => a * B.values[i] * C.values[i]),
    );
    const v = matrix([[2, -3, 5]]);
    assert.deepEqual(matmul(v, diagonal(v)), matrix([[4, 9, 25]]));
    assert.equal(norm(diagonal(v)), norm(v));
  });

  it('refuse nothing at all, unequal shapes and more than one row', () => {
    assert.throws(() => plus(), /terms/);
    assert.throws(() => times(zeros(1, 2), zeros(2, 1)), RangeError);
    assert.throws(() => diagonal(zeros(2, 2)), /diagonal: v must have one row, got 2/);
  });
});

describe('randomConvolution', () => {
  it('has a loss whose gradients follow from correlation: dW_j = Σ_t X_{t + jd}ᵀ dY_t', () => {
    const {X, W, dY, loss} = randomConvolution({seed: 1, dilationRate: 2});
    const byHand = W.map((_, j) => plus(...dY.map((dYt, t) => matmul(transpose(X[t + 2 * j]), dYt))));
    assert.equal(dY.length, 12 - 3 * 2);
    assert.ok(distance(byHand, nudges(loss, W)) < 1e-8);
  });

  it('has a kernel that is its own mirror image only on demand', () => {
    for (const kernelSize of [3, 4]) {
      const {W} = randomConvolution({seed: 1, kernelSize, symmetric: true});
      assert.deepEqual([...W].reverse(), W);
    }
    const {W} = randomConvolution({seed: 1});
    assert.notDeepEqual(W[3], W[0]);
    assert.throws(() => randomConvolution({seed: 1, steps: 6, dilationRate: 2}), /does not fit into 6 steps/);
    assert.throws(() => randomConvolution({seed: 1, filters: 0}), /filters/);
  });
});

describe('everySequence', () => {
  it('counts like a number system, the last step fastest', () => {
    assert.deepEqual(everySequence(2, 2), [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const all = everySequence(3, 5);
    assert.equal(new Set(all.map((sequence) => sequence.join())).size, 3 ** 5);
  });

  it('refuses what is no number of symbols or steps, and more than a million', () => {
    assert.throws(() => everySequence(0, 2), /symbols/);
    assert.throws(() => everySequence(2, 1.5), /length/);
    assert.throws(() => everySequence(10, 7), /over a million/);
  });
});
