import assert from 'node:assert/strict';
import {generateSketches} from '../../src/data';
import * as plots from '../../src/plots';

const drawings = generateSketches(5).map(({drawing}) => drawing);

describe('sketchSheet and sketchMovie', () => {
  it('put each drawing into a square of its own, with its name beneath', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const {data, layout} = plots.sketchSheet(drawings, {title: 'Five', names, columns: 2});
    assert.equal(data.length, 5);
    data.forEach(({x, y}, i) => {
      const real = (values: unknown) => (values as (number | null)[]).filter((value) => value !== null);
      const [left, top] = [1.3 * (i % 2), 1.3 * Math.floor(i / 2)];
      for (const value of real(x)) assert.ok(value >= left - 1e-9 && value <= left + 1 + 1e-9);
      for (const value of real(y)) assert.ok(value >= top - 1e-9 && value <= top + 1 + 1e-9);
    });
    assert.deepEqual(
      (layout.annotations as {text: string}[]).map(({text}) => text),
      names,
    );
  });
  it('number the strokes where they begin', () => {
    const {data} = plots.sketchSheet(drawings, {title: 'Five', order: true});
    const strokes = drawings.reduce((sum, drawing) => sum + drawing.length, 0);
    const [begins, order] = data.slice(5) as unknown as {x: number[]; y: number[]; text: string[]}[];
    assert.deepEqual([begins.x.length, order.text.length], [strokes, strokes]);
    order.x.forEach((x, k) => {
      assert.ok(Math.hypot(x - begins.x[k], order.y[k] - begins.y[k]) < 0.5, 'a number stands beside its dot');
    });
  });
  it('grow point by point and end whole, without jumping', () => {
    const {frames = [], data} = plots.sketchMovie(drawings, {title: 'Five', frames: 4});
    const at = (k: number, i: number) => (frames[k].data as {x: (number | null)[]}[])[i].x;
    assert.equal(frames.length, 4);
    assert.deepEqual(at(3, 0), data[0].x);
    for (let i = 0; i < 5; i++) {
      for (let k = 1; k < 4; k++) assert.deepEqual(at(k, i).slice(0, at(k - 1, i).length), at(k - 1, i));
    }
  });
  it('refuse names that do not fit, and no drawings', () => {
    assert.throws(() => plots.sketchSheet([], {title: 'None'}), /at least one drawing/);
    assert.throws(() => plots.sketchSheet(drawings, {title: 'Five', names: ['a']}), /names must be .* 5, got 1/);
    assert.throws(() => plots.sketchMovie(drawings, {title: 'Five', frames: 1}), /frames must/);
  });
});
