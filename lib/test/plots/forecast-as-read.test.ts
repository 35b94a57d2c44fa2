import assert from 'node:assert/strict';
import * as plots from '../../src/plots';

const axes = {x: {label: 'time step', unit: ''}, y: {label: 'value', unit: ''}};
const series = [1, 4, 2, 8, 5];
/** Row t: what is said after t + 1 values. */
const answers = [
  [10, 11],
  [20, 21],
  [30, 31],
];

describe('forecastAsRead', () => {
  const text = {title: 'It reads', moments: [1, 3], ...axes};

  it('joins the forecast of each moment to the last value read', () => {
    const {frames = [], alt} = plots.forecastAsRead(series, answers, text);
    const drawn = frames.map(({data}) => (data as Record<'x' | 'y', number[]>[]).map(({x, y}) => [x, y]));
    const whole = [[1, 2, 3, 4, 5], series];
    assert.deepEqual(drawn, [
      [
        whole,
        [[1], [1]],
        [
          [1, 2, 3],
          [1, 10, 11],
        ],
      ],
      [
        whole,
        [
          [1, 2, 3],
          [1, 4, 2],
        ],
        [
          [3, 4, 5],
          [2, 30, 31],
        ],
      ],
    ]);
    assert.match(alt, /A series of 5 steps and the forecast of 2 after 1, 3 values read/);
  });

  it('begins where it is told to', () => {
    assert.deepEqual(plots.forecastAsRead(series, answers, {...text, start: 1}).data[1].y, [1, 4, 2]);
  });

  it('names what does not fit', () => {
    assert.throws(() => plots.forecastAsRead(series, answers, {...text, moments: [1, 4]}), /moments\[1\].*4/);
    assert.throws(
      () => plots.forecastAsRead(series, [1, 2], text),
      /answers must be \[steps read, horizon\], got \[2\]/,
    );
    assert.throws(() => plots.forecastAsRead(series, answers, {...text, moments: [1]}), /at least two steps, got 1/);
  });
});
