import assert from 'node:assert/strict';
import {generateGappy} from '../../src/data';
import {filterGaps} from '../../src/forecasting';

/** Mean squared error from step 50 on, in units of the noise. */
function error(lost: number, shift = 0): number {
  const gappy = generateGappy(8000, {seed: 5, lost});
  const mask = new Float64Array(8000);
  for (const t of gappy.seen) mask[t] = 1;
  const [a, b] = gappy.coefficients;
  const forecasts = filterGaps(gappy.series, mask, {...gappy, coefficients: [a + shift, b]});
  let sum = 0;
  for (let t = 50; t < 8000; t++) sum += (forecasts[t] - gappy.series[t]) ** 2;
  return sum / 7950 / gappy.deviation ** 2;
}

describe('filterGaps', () => {
  it('misses by the noise alone where nothing was lost', () => {
    assert.ok(Math.abs(error(0) - 1) < 0.05);
  });
  it('is worse with more gaps, and worst for somebody who takes another process for granted', () => {
    const [few, many] = [error(0.2), error(0.5)];
    assert.ok(1 < few && few < many, `${few}, ${many}`);
    for (const shift of [-0.05, 0.05]) assert.ok(error(0.5, shift) > many, String(shift));
  });
  it('does not look at what was not measured', () => {
    const {series, coefficients, deviation} = generateGappy(200, {seed: 2});
    const mask = Array.from(series, (_, t) => (t % 3 === 0 ? 1 : 0));
    const hidden = series.map((value, t) => (mask[t] ? value : 1e6));
    const process = {coefficients, deviation};
    assert.deepEqual(filterGaps(hidden, mask, process), filterGaps(series, mask, process));
  });
  it('agrees with the exact conditional mean of a jointly normal series', () => {
    // s_0 ~ N(0, 1) and s_(-1) ~ N(0, 1) apart: s_1 = a s_0 + b s_(-1) + ..., measured at steps 0 and 2
    const [[a, b], deviation] = [[0.9, -0.4], 0.5];
    const q = deviation ** 2;
    // weights of (start, start before, e0, e1, e2) in s_0 ... s_3
    const rows = [[a, b, 1, 0, 0, 0]];
    rows.push(rows[0].map((w, i) => a * w + (i === 0 ? b : 0) + (i === 3 ? 1 : 0)));
    rows.push(rows[1].map((w, i) => a * w + b * rows[0][i] + (i === 4 ? 1 : 0)));
    rows.push(rows[2].map((w, i) => a * w + b * rows[1][i] + (i === 5 ? 1 : 0)));
    const variance = [1, 1, q, q, q, q];
    const cover = (i: number, j: number) => rows[i].reduce((sum, w, k) => sum + w * rows[j][k] * variance[k], 0);
    const [seen0, seen2] = [0.7, -1.1];
    const [A, B, D] = [cover(0, 0), cover(0, 2), cover(2, 2)];
    const determinant = A * D - B * B;
    const [w0, w2] = [
      (cover(3, 0) * D - cover(3, 2) * B) / determinant,
      (cover(3, 2) * A - cover(3, 0) * B) / determinant,
    ];
    const found = filterGaps([seen0, 99, seen2, 99], [1, 0, 1, 0], {coefficients: [a, b], deviation})[3];
    assert.ok(Math.abs(found - (w0 * seen0 + w2 * seen2)) < 1e-9, `${found}`);
  });
  it('refuses lists of two lengths', () => {
    assert.throws(() => filterGaps([1, 2], [1], {coefficients: [1, 0], deviation: 1}), /2 values need as many numbers/);
    assert.throws(() => filterGaps([1], [1], {coefficients: [1, 0], deviation: 0}), /filterGaps: deviation/);
  });
});
