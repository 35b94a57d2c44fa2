import assert from 'node:assert/strict';
import {
  diagonal,
  matmul,
  matrix,
  norm,
  randomMatrix,
  singularValues,
  stretches,
  transpose,
  zeros,
} from '../../src/scratch';

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

describe('stretches', () => {
  it('tell a product from its factors: a shear stretches more than its eigenvalue, two that undo each other nothing', () => {
    const half = Math.SQRT1_2;
    const turn = matrix([
      [half, -half],
      [half, half],
    ]);
    const wide = diagonal(matrix([[2, 0.5]]));
    const undone = stretches([turn, wide, diagonal(matrix([[0.5, 2]])), transpose(turn)]);
    assert.ok(Math.abs(undone.average - 1) < 1e-14 && Math.abs(undone.largest - 1) < 1e-14);
    assert.ok(Math.abs(undone['one step'] - Math.sqrt((1 + 2.125 + 2.125 + 1) / 4)) < 1e-14);
    assert.ok(Math.abs(stretches([wide]).largest - 2) < 1e-14);
    assert.throws(() => stretches([wide, zeros(2, 3)]), /factors must each be \[2, 2\], got \[2, 3\]/);
    assert.throws(() => stretches([]), /factors/);
  });
});
