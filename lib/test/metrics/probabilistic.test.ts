import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {coverage, crpsEnsemble, crpsQuantiles, intervalWidth, mae, pinball, quantile} from '../../src/metrics';
import {normalQuantile} from '../../src/metrics/normal-quantile';

const {normal, uniform} = random(11);
const draw = (length: number) => Array.from({length}, () => normal());
const close = (a: number, b: number, limit = 1e-12) => assert.ok(Math.abs(a - b) < limit, `${a} ${b}`);

describe('pinball', () => {
  const y = draw(101);
  it('is half the MAE at the median, and smallest at the quantile itself', () => {
    const f = draw(101);
    close(pinball(y, f, 0.5), mae(y, f) / 2);
    for (const share of [0.1, 0.4, 0.9]) {
      const best = quantile(y, share);
      const loss = (q: number) =>
        pinball(
          y,
          y.map(() => q),
          share,
        );
      for (const other of [-1, -0.1, 0.1, 1]) assert.ok(loss(best) <= loss(best + other));
    }
  });
  it('charges an overshoot 1 - τ and a shortfall τ', () => {
    close(pinball([0], [2], 0.9), 0.2);
    close(pinball([0], [-2], 0.9), 1.8);
  });
  it('refuses shares outside 0 to 1 and quantiles that do not fit them', () => {
    assert.throws(() => pinball([1], [1], 1), /pinball: shares must lie between 0 and 1 \(both excluded\), got 1$/);
    assert.throws(() => pinball([1], [[1, 2]], [0.5, 1.5]), /shares\[1\] must lie between/);
    assert.throws(() => pinball([1], [[1, 2]], [0.5]), /holds 2 quantiles, but there are 1 shares/);
    assert.throws(
      () => pinball([1, 2], [[1, 2]], [0.1, 0.9]),
      /shape of yTrue, \[2\], and one axis more, got \[1, 2\]/,
    );
    assert.throws(() => pinball([Number.NaN], [1], 0.5), /yTrue holds NaN at place 0/);
    assert.throws(() => pinball([1], [[]], []), /pinball: shares must not be empty, got \[\]$/);
  });
});

describe('the continuous ranked probability score', () => {
  it('is the MAE for a single member or a point', () => {
    const [y, f] = [draw(12), draw(12)];
    close(
      crpsEnsemble(
        y,
        f.map((v) => [v]),
      ),
      mae(y, f),
    );
    close(
      crpsEnsemble(
        y,
        f.map((v) => [v, v, v]),
      ),
      mae(y, f),
    );
  });
  it('is the sum over all pairs, written out', () => {
    const [y, x] = [draw(5), Array.from({length: 5}, () => draw(8))];
    const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    const slow = y.map((v, i) => {
      const pairs = x[i].flatMap((a) => x[i].map((b) => Math.abs(a - b)));
      return mean(x[i].map((a) => Math.abs(a - v))) - mean(pairs) / 2;
    });
    close(crpsEnsemble(y, x), mean(slow));
  });
  it('is the integral of (F(x) - [x >= y])²', () => {
    const x = draw(6);
    const [y, width] = [0.3, 1e-4];
    let integral = 0;
    for (let at = -6; at < 6; at += width) {
      const below = x.filter((v) => v <= at + width / 2).length / 6;
      integral += width * (below - (at + width / 2 >= y ? 1 : 0)) ** 2;
    }
    close(crpsEnsemble([y], [x]), integral, 1e-3);
  });
  it('comes from quantiles too, the nearer the more there are', () => {
    const x = Float64Array.from(draw(4000)).sort();
    const shares = Array.from({length: 199}, (_, i) => (i + 1) / 200);
    const quantiles = shares.map((share) => quantile(x, share));
    close(crpsQuantiles([0.7], [quantiles], shares), crpsEnsemble([0.7], [Array.from(x)]), 5e-3);
  });
  it('is fair: small ensembles of the true distribution score as well as large ones', () => {
    const score = (members: number, fair: boolean) => {
      const y = draw(4000);
      return crpsEnsemble(
        y,
        y.map(() => draw(members)),
        {fair},
      );
    };
    const truth = 1 / Math.sqrt(Math.PI); // of a standard normal forecast of itself
    close(score(3, true), truth, 0.03);
    assert.ok(score(3, false) > truth + 0.1);
  });
  it('refuses ensembles of other shapes, and fairness to one member', () => {
    assert.throws(() => crpsEnsemble([1, 2], [1, 2]), /samples must have the shape of yTrue, \[2\]/);
    assert.throws(() => crpsEnsemble([1], [[1]], {fair: true}), /fair needs at least two members/);
    assert.throws(() => crpsEnsemble([1], [[]]), /crpsEnsemble: samples must not be empty, got shape \[1, 0\]$/);
  });
});

describe('coverage and intervalWidth', () => {
  it('count the truths inside, ends included', () => {
    const found = coverage([1, 2, 3, 4], [1, 0, 4, Number.NEGATIVE_INFINITY], [1, 1, 5, 9]);
    assert.deepEqual([found.share, found.inside, found.count], [0.5, 2, 4]);
    assert.equal(intervalWidth([[1, 2]], [[1, 5]]), 1.5);
  });
  it('have a spread that holds the true share nineteen times of twenty', () => {
    let held = 0;
    for (let trial = 0; trial < 1000; trial++) {
      const y = Array.from({length: 60}, () => uniform());
      const {low, high} = coverage(
        y,
        y.map(() => 0.1),
        y.map(() => 0.9),
      );
      if (low <= 0.8 && high >= 0.8) held++;
    }
    assert.ok(held > 930 && held < 975, `${held}`);
  });
  it('refuse crossed and missing ends', () => {
    assert.throws(() => coverage([1], [2], [1]), /lower is 2 but upper 1 at place 0/);
    assert.throws(() => intervalWidth([1], [Number.NaN]), /upper holds NaN at place 0/);
    assert.throws(() => coverage([1], [[0]], [2]), /yTrue has shape \[1\] but lower has shape \[1, 1\]/);
    assert.throws(() => coverage([1], [0], [2], {confidence: 95}), /confidence must lie between 0 and 1/);
    assert.throws(() => intervalWidth([1, 2], [3]), /lower has shape \[2\] but upper has shape \[1\]/);
  });
  it('use the quantile of the normal distribution', () => {
    // scipy.stats.norm.ppf
    const known: [number, number][] = [
      [0.975, 1.959963984540054],
      [0.6, 0.2533471031357997],
      [1e-3, -3.090232306167813],
      [1e-12, -7.034483825301131],
    ];
    for (const [share, z] of known) close(normalQuantile(share), z, 1e-14);
  });
});
