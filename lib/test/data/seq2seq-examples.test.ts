import {strict as assert} from 'node:assert';
import {inputsAndTargets, Series, seq2seqExamples} from '../../src/data';

describe('seq2seqExamples', () => {
  // Each value says where it stands: series i, step t is 100 i + t.
  const series = new Series(
    Float64Array.from({length: 3 * 9}, (_, at) => 100 * Math.floor(at / 9) + (at % 9)),
    [3, 9],
  );

  it('gives every input step the steps that follow it', () => {
    const {x, y} = seq2seqExamples(series, {lookback: 5, horizon: 3});
    assert.deepEqual(
      [x.shape, y.shape],
      [
        [3, 5],
        [3, 5, 3],
      ],
    );
    for (let i = 0; i < 3; i++) {
      for (let t = 0; t < 5; t++) {
        assert.equal(x.values[i * 5 + t], 100 * i + t);
        for (let k = 0; k < 3; k++) assert.equal(y.values[(i * 5 + t) * 3 + k], 100 * i + t + 1 + k);
      }
    }
  });

  it('has the targets of a direct model at its last step', () => {
    const sizes = {lookback: 6, horizon: 2};
    const [whole, direct] = [seq2seqExamples(series, sizes), inputsAndTargets(series, sizes)];
    const last = [0, 1, 2].flatMap((i) => Array.from(whole.y.values.subarray((i * 6 + 5) * 2, (i + 1) * 12)));
    assert.deepEqual(last, Array.from(direct.y.values));
    assert.deepEqual(whole.x, direct.x);
  });

  it('is the same as one step ahead with the series moved by one, unless a horizon is given', () => {
    const {y} = seq2seqExamples(series, {lookback: 8});
    assert.deepEqual(y.shape, [3, 8, 1]);
    assert.deepEqual(Array.from(y.values), Array.from(series.steps(1, 9).values));
  });

  it('fills what lies behind the end of the series with `missing`, and nothing else', () => {
    const {x, y} = seq2seqExamples(series.steps(0, 5), {lookback: 5, horizon: 3, missing: -1});
    const whole = seq2seqExamples(series, {lookback: 5, horizon: 3});
    assert.deepEqual(x, whole.x);
    // Step t (from 0) sees t + 1 ... t + 3; 5 and later are not there.
    whole.y.values.forEach((value, at) => {
      const behind = (Math.floor(at / 3) % 5) + 1 + (at % 3) >= 5;
      assert.equal(y.values[at], behind ? -1 : value, `target ${at}`);
    });
  });

  it('leaves the series as it was', () => {
    const {x, y} = seq2seqExamples(series, {lookback: 5, horizon: 3});
    x.values.fill(0);
    y.values.fill(0);
    assert.equal(series.values[26], 208);
  });

  it('refuses series that are too short, have several features or are none', () => {
    assert.throws(() => seq2seqExamples(series, {lookback: 7, horizon: 3}), /lookback 7 \+ horizon 3 exceed the 9/);
    assert.throws(() => seq2seqExamples(series, {lookback: 0}), /seq2seqExamples: lookback/);
    assert.throws(() => seq2seqExamples(series, {lookback: 2, horizon: 1.5}), /seq2seqExamples: horizon/);
    assert.throws(() => seq2seqExamples(series, {lookback: 10, missing: 0}), /lookback 10 exceeds the 9/);
    assert.throws(() => seq2seqExamples(series, {lookback: 5, missing: Number.NaN}), /missing must be a finite number/);
    const two = new Series(new Float64Array(12), [2, 3, 2]);
    assert.throws(() => seq2seqExamples(two, {lookback: 1}), /one feature, got 2/);
    assert.throws(() => seq2seqExamples([1, 2] as never, {lookback: 1}), /series must be a Series/);
  });
});
