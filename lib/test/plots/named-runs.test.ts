import assert from 'node:assert/strict';
import {namedRuns} from '../../src/plots';

const text = {title: 'Runs', x: {label: 'network', unit: ''}, y: {label: 'error', unit: ''}};
const groups = [
  {name: 'plain', values: [3, 1, 2]},
  {name: 'gated', values: [9]},
];

describe('namedRuns', () => {
  it('draws each run of a setting in its order around its place, and a bar at the median', () => {
    const [runs, bar, single] = namedRuns(groups, text).data;
    assert.deepEqual(
      [runs.x, runs.y],
      [
        [-0.25, 0, 0.25],
        [3, 1, 2],
      ],
    );
    assert.deepEqual(bar.y, [2, 2]);
    assert.deepEqual([single.x, single.y], [[1], [9]]);
  });

  it('writes the names along the axis and none of them in the legend', () => {
    const {data, layout} = namedRuns(groups, text);
    const {tickvals, ticktext} = layout.xaxis as {tickvals: number[]; ticktext: string[]};
    assert.deepEqual(
      [tickvals, ticktext],
      [
        [0, 1],
        ['plain', 'gated'],
      ],
    );
    assert.ok(data.every(({showlegend}) => showlegend === false));
  });

  it('draws levels over all settings and tells them, with the range of the runs, to those who do not see', () => {
    const {data, alt} = namedRuns(groups, {...text, levels: {naive: 5}});
    assert.deepEqual(
      [data[4].x, data[4].y],
      [
        [-0.6, 1.6],
        [5, 5],
      ],
    );
    assert.equal(alt, 'Runs. Medians (lowest to highest) of error: plain 2 (1 to 3); gated 9; naive 5.');
  });

  it('refuses settings without runs, and values without a place on the axis', () => {
    assert.throws(() => namedRuns([], text), /at least one setting/);
    assert.throws(() => namedRuns([{name: 'a', values: []}], text), {name: 'RangeError'});
    const log = {...text, y: {...text.y, log: true}};
    assert.throws(() => namedRuns([{name: 'a', values: [1, 0]}], log), /'a' holds 0 on a log axis/);
    assert.throws(() => namedRuns([{name: 'a', values: [Number.NaN]}], text), {name: 'RangeError'});
  });
});
