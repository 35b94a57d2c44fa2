import assert from 'node:assert/strict';
import * as plots from '../../src/plots';

const axes = {x: {label: 'array index', unit: 'steps'}, y: {label: 'value', unit: ''}};
const text = {title: 'A window slides', lookback: 3, horizon: 2, ...axes};
const series = [1, 4, 2, 8, 5, 7, 3];

describe('windowSlider', () => {
  it('has a position for each window, input and target side by side on the series', () => {
    const {frames = [], alt} = plots.windowSlider(series, text);
    assert.equal(frames.length, 3);
    frames.forEach(({data}, first) => {
      const [, input, target] = data as Record<'x' | 'y', number[]>[];
      assert.deepEqual([input.x, input.y], [[0, 1, 2].map((k) => first + k), series.slice(first, first + 3)]);
      assert.deepEqual([target.x, target.y], [[3, 4].map((k) => first + k), series.slice(first + 3, first + 5)]);
    });
    assert.match(alt, /Of 7 steps 3 are the input, the next 2 the target; .* 3 windows in all/);
  });
  it('begins where it is told to', () => {
    assert.deepEqual(plots.windowSlider(series, {...text, start: 2}).data[1].y, [4, 2, 8]);
  });
  it('names what does not fit', () => {
    assert.throws(() => plots.windowSlider([1, 2, 3, 4, 5], text), /1 windows fit into 5 steps, it needs two/);
    assert.throws(() => plots.windowSlider(series, {...text, start: 4}), /windowSlider: start/);
    assert.throws(() => plots.windowSlider(series, {...text, lookback: 0}), /windowSlider: lookback/);
  });
});

describe('choraleRolls', () => {
  const chorale = [
    [72, 67, 64, 48],
    [72, 65, 64, 50],
  ];
  it('draws the notes of four voices, one roll above the other', () => {
    const {data, layout} = plots.choraleRolls(
      {'in order': chorale, mixed: [...chorale].reverse()},
      {title: 'Two rolls'},
    );
    assert.deepEqual(
      data.map(({name}) => name),
      [...['soprano', 'alto', 'tenor', 'bass'], ...['soprano', 'alto', 'tenor', 'bass']],
    );
    assert.deepEqual([data[0].y, data[1].y, data[5].y], [[72], [67, 65], [65, 67]]);
    assert.equal(layout.height, 560);
  });
  it('needs a chorale', () => assert.throws(() => plots.choraleRolls({}, {title: 'a title'}), /at least one chorale/));
});
