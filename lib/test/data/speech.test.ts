import assert from 'node:assert/strict';
import {asLabels, Grid, generateSpokenDigits, meanFrames, scaledFrames, spokenStrings} from '../../src/data';

const sound = (...rows: number[][]) => new Grid(rows.flat(), [rows.length, rows[0].length]);

describe('scaledFrames', () => {
  it('brings the known frames to mean 0 and deviation 1, coefficient by coefficient', () => {
    const known = [sound([1, 50], [3, 10]), sound([5, 30])];
    const {values, shape} = scaledFrames(known, {frames: 2, known});
    assert.deepEqual(shape, [2, 2, 2]);
    const frames = [values.slice(0, 2), values.slice(2, 4), values.slice(4, 6)];
    for (const k of [0, 1]) {
      const column = frames.map((frame) => frame[k]);
      assert.ok(Math.abs(column.reduce((a, b) => a + b)) < 1e-12);
      assert.ok(Math.abs(column.reduce((a, b) => a + b * b, 0) - 3) < 1e-12);
    }
    assert.deepEqual(Array.from(values.slice(6)), [0, 0]);
  });
  it('takes nothing from the sounds that it scales', () => {
    const known = [sound([0], [2])];
    assert.deepEqual(Array.from(scaledFrames([sound([5], [7], [9])], {frames: 2, known}).values), [4, 6]);
  });
  it('keeps a coefficient that never changes at 0', () => {
    const known = [sound([4], [4])];
    assert.deepEqual(Array.from(scaledFrames(known, {frames: 2, known}).values), [0, 0]);
  });
  it('refuses sounds of another width', () => {
    assert.throws(
      () => scaledFrames([sound([1])], {frames: 2, known: [sound([1, 2])]}),
      /scaledFrames: sounds\[0\] must be \[frames, 2\], got \[1, 1\]$/,
    );
  });
});

describe('meanFrames', () => {
  it('forgets the order of the frames', () => {
    const known = [sound([1, 4], [3, 0])];
    const [there, back] = [sound([1, 2], [5, 9]), sound([5, 9], [1, 2])];
    const {values, shape} = meanFrames([there, back], known);
    assert.deepEqual(shape, [2, 1, 2]);
    assert.deepEqual(Array.from(values.slice(0, 2)), Array.from(values.slice(2)));
    assert.equal(values[0], 1);
  });
});

describe('spokenStrings', () => {
  const recordings = generateSpokenDigits({speakers: 2, recordings: 2});
  it('gives each string one voice and as many starts as digits', () => {
    const strings = spokenStrings(recordings, {count: 30, digits: [2, 5], seed: 3});
    assert.equal(new Set(strings.map(({digits}) => digits.length)).size, 4);
    for (const {digits, starts, samples} of strings) {
      assert.equal(starts.length, digits.length);
      assert.equal(starts[0], 0);
      assert.ok(starts.every((start, i) => i === 0 || start >= starts[i - 1]));
      assert.ok(samples.length > starts[starts.length - 1]);
      assert.ok(samples.every((sample) => Math.abs(sample) <= 1));
    }
  });
  it('plays the recordings one after the other where nothing overlaps', () => {
    const [{digits, speaker, samples, starts}] = spokenStrings(recordings, {count: 1, digits: [2, 2], overlap: 0});
    const second = samples.slice(starts[1]);
    const candidates = recordings.filter((one) => one.digit === digits[1] && one.speaker === speaker);
    assert.ok(
      candidates.some((one) => one.samples.length === second.length && one.samples.every((s, k) => s === second[k])),
    );
  });
  it('begins each digit before the last one has ended', () => {
    for (const {starts, samples} of spokenStrings(recordings, {count: 10, digits: [2, 2], overlap: 0.05})) {
      const first = recordings.map((one) => one.samples.length).filter((length) => length >= starts[1]);
      assert.ok(
        first.some((length) => length - starts[1] <= 0.05 * 8000),
        `${starts} of ${samples.length}`,
      );
    }
  });
  it('ends in the digit that makes the sum a multiple of ten, if asked to', () => {
    const strings = spokenStrings(recordings, {count: 50, digits: [4, 4], checkDigit: true});
    for (const {digits} of strings) assert.equal(digits.reduce((a, b) => a + b) % 10, 0);
  });
  it('says which recording is missing', () => {
    const ones = recordings.filter(({digit}) => digit === 1);
    assert.throws(
      () => spokenStrings(ones, {count: 1, digits: [2, 2], checkDigit: true}),
      /spokenStrings: '[a-z]+' has no recording of 9$/,
    );
  });
});

describe('asLabels', () => {
  it('fills up with -1, which is no class', () => {
    const {values, shape} = asLabels([[3], [0, 1, 2]]);
    assert.deepEqual(shape, [2, 3]);
    assert.deepEqual(Array.from(values), [3, -1, -1, 0, 1, 2]);
  });
  it('refuses what is no class number', () => {
    assert.throws(() => asLabels([[1], [2, -1]]), /asLabels: lists\[1\]\[1\] must be a whole number >= 0, got -1$/);
    assert.throws(() => asLabels([[]]), /asLabels: the longest list must be a whole number >= 1, got 0$/);
  });
});
