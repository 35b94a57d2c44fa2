import assert from 'node:assert/strict';
import {type Line, lines, panels, points, slidingKernel} from '../../src/plots';
import {apart} from '../../src/plots/baseline-names';
import type {PlotlyObject} from '../../src/plots/figure';

const text = {title: 'Two baselines', x: {label: 'epoch', unit: 'passes'}, y: {label: 'MSE', unit: ''}};
const level = (name: string, y: number, more: Partial<Line> = {}): Line => {
  return {name, x: [0, 10], y: [y, y], baseline: true, ...more};
};
const model: Line = {name: 'model', x: [0, 5, 10], y: [1, 0.5, 0.1]};
const notesOf = ({layout}: {layout: PlotlyObject}) => (layout.annotations ?? []) as PlotlyObject[];
const legendOf = ({data}: {data: PlotlyObject[]}) => data.filter((trace) => trace.showlegend).map(({name}) => name);

describe('names of baselines', () => {
  it('stand at the right end, thin and solid, and not in the legend', () => {
    const figure = lines([model, level('naive', 0.5), level('zero', 0.9)], text);
    assert.deepEqual(legendOf(figure), ['model']);
    assert.deepEqual(
      notesOf(figure).map(({text, y}) => [text, y]),
      [
        ['naive', 0.5],
        ['zero', 0.9],
      ],
    );
    const look = figure.data[1].line as {width: number; dash: string};
    assert.equal(look.dash, 'solid');
    assert.ok(look.width < (figure.data[0].line as {width: number}).width);
  });
  it('have room at the right, as much as the longest line of a name needs', () => {
    const rightOf = (name: string) => (lines([model, level(name, 0.5)], text).layout.margin as {r: number}).r;
    assert.ok(rightOf('least squares') > rightOf('naive'));
    assert.ok(rightOf('least squares of the last fifty steps') <= rightOf('seventeen letters'));
  });
  it('stand where the line ends on a log axis', () => {
    const figure = lines([model, level('naive', 0.01)], {...text, y: {...text.y, log: true}});
    assert.equal(notesOf(figure)[0].y, -2);
  });
  it('are moved apart where they would cover each other, and keep their order', () => {
    const shifts = notesOf(lines([model, level('low', 0.5), level('high', 0.501)], text)).map(({yshift}) =>
      Number(yshift),
    );
    assert.ok(shifts[1] - shifts[0] >= 14, `${shifts}`);
    const moved = apart([10, 11, 12, 200], [16, 16, 30, 16]);
    for (const [i, gap] of [16, 23].entries()) assert.ok(moved[i + 1] - moved[i] > gap - 0.1, `${moved}`);
    assert.equal(moved[3], 200);
  });
  it('stay in the legend, with a dash, where the line ends early or out of sight', () => {
    const range: [number, number] = [0, 1];
    const cases = [level('early', 0.5, {x: [0, 5]}), level('beyond', 4)];
    for (const line of cases) {
      const figure = lines([model, line], {...text, y: {...text.y, range}});
      assert.deepEqual(legendOf(figure), ['model', line.name]);
      assert.deepEqual(notesOf(figure), []);
      assert.notEqual((figure.data[1].line as {dash: string}).dash, 'solid');
    }
  });
  it('stand beside points, too, which keep their legend', () => {
    const list = ['small', 'large'].map((name, i) => ({name, x: i + 1, y: 0.1 * (i + 1)}));
    const figure = points(list, {...text, x: {...text.x, range: [0, 3]}, levels: {naive: 0.15}});
    assert.deepEqual([...notesOf(figure).map(({text}) => text)], ['naive']);
    assert.equal(figure.layout.showlegend, true);
    assert.equal(figure.data[2].showlegend, false);
  });
  it('go back to the legend in panels, which have no room at the right', () => {
    const one = () => lines([model, level('naive', 0.5)], text);
    const figure = panels([one(), one()], {title: 'two panels'});
    assert.deepEqual(legendOf(figure), ['model', 'naive']);
    assert.ok(!notesOf(figure).some(({name}) => name === 'baseline'));
    assert.notEqual((figure.data[1].line as {dash: string}).dash, 'solid');
  });
});

describe('alternative texts of lines', () => {
  it('tell the course of each named line, and peaks between its ends', () => {
    const peak = {name: 'peak', x: [1, 2, 3], y: [0.1, 0.9, 0.2]};
    const {alt} = lines([peak, {name: 'flat', y: [2, 2]}, {y: [7, 8]}], text);
    assert.equal(
      alt,
      'Two baselines. MSE over epoch: peak from 0.1 at 1 to 0.2 at 3, highest 0.9 at 2; flat stays at 2.',
    );
  });
});

describe('the start of a sliding kernel', () => {
  const series = [0, 0, 1, 1];
  it('is the output that is shown first', () => {
    const figure = slidingKernel(series, [1, 1], {title: 'sums', start: 2});
    assert.match(String((figure.layout.title as PlotlyObject).text), /output 2 is 1/);
  });
  it('must be one of the outputs', () => {
    for (const start of [0, 4, 1.5]) {
      assert.throws(
        () => slidingKernel(series, [1, 1], {title: 'sums', start}),
        /start must be an output from 1 to 3, got/,
      );
    }
  });
});
