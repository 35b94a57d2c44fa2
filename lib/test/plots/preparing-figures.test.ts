import assert from 'node:assert/strict';
import * as plots from '../../src/plots';

describe('scaledSeries', () => {
  const scaled = {one: [0, 2, 1, 5], two: [-1, 0, -0.5, 1.5]};
  it('marks the largest value of training and the start of the test, on the same axes', () => {
    const figure = plots.scaledSeries(scaled, {title: 'a title', known: 2, test: 3});
    const [, dashed, dotted] = figure.data;
    assert.deepEqual(
      [dashed.y, dotted.x],
      [
        [2, 2],
        [3, 3],
      ],
    );
    assert.equal(figure.data.length, 6);
    const {yaxis, yaxis2} = figure.layout as Record<string, {range: number[]}>;
    assert.deepEqual(yaxis.range, yaxis2.range);
    assert.equal(
      figure.alt,
      'a title. one: training up to 2.00; test up to 5.00, 100 % of it above. ' +
        'two: training up to 0.00; test up to 1.50, 100 % of it above.',
    );
  });
  it('refuses borders outside, lengths that differ, and nothing', () => {
    assert.throws(() => plots.scaledSeries({}, {title: '', known: 1, test: 2}), /at least one/);
    assert.throws(() => plots.scaledSeries({...scaled, odd: [1]}, {title: '', known: 1, test: 2}), /'odd' has 1 steps/);
    assert.throws(() => plots.scaledSeries(scaled, {title: '', known: 2, test: 4}), /scaledSeries: test/);
    assert.throws(() => plots.scaledSeries(scaled, {title: '', known: 3, test: 2}), /scaledSeries: test/);
  });
});

describe('soundSteps', () => {
  const frames = (size: number) => Array.from({length: 4}, (_, t) => Array.from({length: size}, (_k, k) => t + 10 * k));
  const text = {title: 'a title', sampleRate: 8000, hopLength: 80};
  it('draws three steps on the same time, the last without the loudness', () => {
    const {data, alt} = plots.soundSteps({spectrogram: frames(5), mel: frames(3), mfcc: frames(4)}, text);
    const [power, mel, mfcc] = data as {x: number[]; y: number[]; z: number[][]}[];
    assert.deepEqual(power.x, [0, 0.01, 0.02, 0.03]);
    assert.deepEqual([mel.x, mfcc.x], [power.x, power.x]);
    assert.deepEqual(
      [power.y, mel.y, mfcc.y],
      [
        [0, 1000, 2000, 3000, 4000],
        [0, 1, 2],
        [1, 2, 3],
      ],
    );
    assert.deepEqual(mfcc.z[0], [10, 11, 12, 13]);
    assert.match(alt, /^a title\. 3 panels: spectrogram \[4, 5\]/);
  });
  it('refuses steps that are no matrices or of several sounds', () => {
    assert.throws(
      () => plots.soundSteps({spectrogram: [1, 2], mel: frames(3), mfcc: frames(4)}, text),
      /spectrogram must/,
    );
    const short = {spectrogram: frames(5).slice(1), mel: frames(3), mfcc: frames(4)};
    assert.throws(() => plots.soundSteps(short, text), /3, 4 and 4 frames do not belong together/);
  });
});
