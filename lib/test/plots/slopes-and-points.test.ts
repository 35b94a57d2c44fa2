import assert from 'node:assert/strict';
import * as plots from '../../src/plots';

const axis = {label: 'a', unit: ''};

describe('slopeProfile', () => {
  const network = {mean: [0.1, 0.2, 0.3, 0.9], deviation: [0, 0.01, 0.02, 0.03]};
  const weights = [0, 0.1, 0.2, 1];

  it('draws the last steps, counted from 1, the band of the network first', () => {
    const {data, layout} = plots.slopeProfile(network, weights, {title: 'a title', last: 2});
    const lines = data.filter(({name}) => typeof name === 'string' && /slope|weight/.test(name));
    assert.deepEqual(
      lines.map(({x, y}) => [x, y]),
      [
        [
          [3, 4],
          [0.3, 0.9],
        ],
        [
          [3, 4],
          [0.2, 1],
        ],
      ],
    );
    assert.match(JSON.stringify(layout.xaxis), /input step, the last 2 \(steps\)/);
    const band = data.find(({fill}) => fill !== undefined)?.y as number[];
    assert.ok(Math.abs(Math.max(...band) - 0.93) < 1e-9 && Math.abs(Math.min(...band) - 0.28) < 1e-9, String(band));
  });
  it('refuses slopes and weights of different lengths, and more steps than there are', () => {
    const text = {title: 'a title'};
    assert.throws(() => plots.slopeProfile(network, [1], text), /4 mean slopes, but 4 deviations and 1 weights/);
    assert.throws(() => plots.slopeProfile(network, weights, {...text, last: 5}), /from 1 to 4, got 5/);
  });
});

describe('points', () => {
  const text = {title: 'a title', x: {...axis, range: [1, 100] as [number, number]}, y: axis};

  it('draws the range of a point as an uneven error bar', () => {
    const [dot] = plots.points([{name: 'a', x: 3, y: 2, range: [1.5, 4]}], text).data;
    const {array, arrayminus, symmetric} = dot.error_y as Record<string, unknown>;
    assert.deepEqual([array, arrayminus, symmetric], [[2], [0.5], false]);
  });
  it('draws levels from side to side, and names them', () => {
    const {data, alt} = plots.points([{name: 'a', x: 3, y: 2}], {...text, levels: {naive: 5}});
    assert.deepEqual([data[1].x, data[1].y, data[1].name], [[1, 100], [5, 5], 'naive']);
    assert.match(alt, /a at 3, 2; naive 5/);
  });
  it('refuses levels without a range of x, and a range that does not hold its point', () => {
    assert.throws(
      () => plots.points([{name: 'a', x: 3, y: 2}], {...text, x: axis, levels: {naive: 5}}),
      /range of the x/,
    );
    assert.throws(
      () => plots.points([{name: 'a', x: 3, y: 2, range: [3, 4]}], text),
      /y = 2 outside of its range 3 to 4/,
    );
  });
});
