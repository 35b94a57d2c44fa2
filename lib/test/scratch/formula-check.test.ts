import assert from 'node:assert/strict';
import {
  distance,
  everySequence,
  innerProduct,
  matmul,
  matrix,
  norm,
  nudges,
  randomMatrix,
  singularValues,
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

describe('singularValues', () => {
  it('are the axes of a diagonal matrix, largest first, whatever turns it', () => {
    const [turn, other] = [0.3, 1.1].map((angle) =>
      matrix([
        [Math.cos(angle), -Math.sin(angle)],
        [Math.sin(angle), Math.cos(angle)],
      ]),
    );
    const stretched = matmul(
      matmul(
        turn,
        matrix([
          [0.5, 0],
          [0, -3],
        ]),
      ),
      other,
    );
    const [first, second] = singularValues(stretched);
    assert.ok(Math.abs(first - 3) < 1e-14 && Math.abs(second - 0.5) < 1e-14);
  });

  it('have squares that sum to the square of the length, also of matrices that are not square', () => {
    for (const A of [randomMatrix(5, 3, {seed: 1}), randomMatrix(3, 5, {seed: 2}), randomMatrix(6, 6, {seed: 3})]) {
      const values = singularValues(A);
      assert.equal(values.length, Math.min(...A.shape));
      assert.ok(Math.abs(Math.hypot(...values) / norm(A) - 1) < 1e-12);
      assert.deepEqual(
        values,
        [...values].sort((a, b) => b - a),
      );
    }
  });

  it('multiply to the determinant, and no row is stretched further than by the largest', () => {
    const A = randomMatrix(2, 2, {seed: 4});
    const [a, b, c, d] = A.values;
    const [most, least] = singularValues(A);
    assert.ok(Math.abs(most * least - Math.abs(a * d - b * c)) < 1e-12);
    const stretch = (angle: number) => Math.hypot(...matmul(matrix([[Math.cos(angle), Math.sin(angle)]]), A).values);
    const stretches = Array.from({length: 1000}, (_, i) => stretch((i * Math.PI) / 1000));
    assert.ok(Math.max(...stretches) <= most + 1e-12 && Math.max(...stretches) > most * 0.9999);
    assert.ok(Math.min(...stretches) >= least - 1e-12);
  });

  it('are zero for a zero matrix, and refuse what is not finite', () => {
    assert.deepEqual(singularValues(zeros(2, 3)), [0, 0]);
    assert.throws(() => singularValues(matrix([[1, Number.NaN]])), /holds NaN/);
  });
});
