import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {worthOfOrder} from '../../src/metrics';

describe('worthOfOrder', () => {
  const {normal, integer, shuffle} = random(3);
  const many = <T>(make: () => T) => Array.from({length: 50}, make);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it('is half the logarithm of 1 / (1 - r²) for a series whose neighbours correlate with r', () => {
    const r = 0.8;
    const series = many(() => {
      let x = normal();
      return Array.from({length: 400}, () => {
        const now = x;
        x = r * x + Math.sqrt(1 - r * r) * normal();
        return now;
      });
    });
    const expected = 0.5 * Math.log2(1 / (1 - r * r)); // 0.737
    assert.ok(Math.abs(mean(worthOfOrder(series)) - expected) < 0.05, String(worthOfOrder(series)));
    assert.ok(Math.abs(mean(worthOfOrder(series.map((one) => shuffle(one))))) < 0.02);
  });
  it('is the entropy of one symbol where each follows from the last', () => {
    const letters = many(() => {
      const start = integer(0, 4);
      return Array.from({length: 200}, (_, t) => 'abcd'[(start + t) % 4]);
    });
    assert.ok(worthOfOrder(letters).every((bits) => bits > 1.97 && bits < 2.001));
    assert.ok(worthOfOrder(letters.map((one) => shuffle(one))).every((bits) => Math.abs(bits) < 0.02));
  });
  it('trains on a part of very many windows, with the same result', () => {
    const {normal} = random(9);
    const noisy = Array.from({length: 60}, (_, i) => {
      const phase = i * 0.7;
      return Array.from({length: 4000}, (_, t) => Math.sin(0.3 * t + phase) + normal(0, 0.5));
    });
    const short = noisy.map((one) => one.slice(0, 1500));
    assert.ok(Math.abs(mean(worthOfOrder(noisy)) - mean(worthOfOrder(short))) < 0.02);
  });
  it('names what is wrong', () => {
    assert.throws(() => worthOfOrder([[1, 2]]), /at least 25 sequences, got 1/);
    assert.throws(() => worthOfOrder(many(() => [1, 2, 3])), /series 0: a window of 14 \+ 1 steps/);
    assert.throws(
      () =>
        worthOfOrder(
          many(() => ['a']),
          {context: -1},
        ),
      /context must be a whole number/,
    );
  });
});
