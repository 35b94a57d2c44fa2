import assert from 'node:assert/strict';
import {costs} from '../../src/plots';

const text = {title: 'Reading matters more than weights', y: {label: 'test MSE', unit: '', log: true}};
const networks = [
  {name: 'small', parameters: 100, seconds: [1, 3, 2], errors: [0.3, 0.1, 0.2]},
  {name: 'large', parameters: 10_000, seconds: [20], errors: [0.05]},
];
type Dot = {name: string; x: number[]; y: number[]; error_y: {array: number[]; arrayminus: number[]}};

describe('costs', () => {
  it('puts the median of the errors over the weights and over the median time, with a bar from lowest to highest', () => {
    const dots = (costs(networks, text).data as unknown as Dot[]).filter(({name}) => name === 'small');
    assert.deepEqual(
      dots.map(({x, y}) => [x[0], y[0]]),
      [
        [100, 0.2],
        [2, 0.2],
      ],
    );
    const [{error_y: bar}] = dots;
    assert.ok(Math.abs(bar.array[0] - 0.1) < 1e-9 && Math.abs(bar.arrayminus[0] - 0.1) < 1e-9, JSON.stringify(bar));
  });
  it('shows every network away from the edges, and each level in both panels', () => {
    const {data, layout} = costs(networks, {...text, levels: {naive: 0.02}});
    assert.equal(data.filter(({name}) => name === 'naive').length, 2);
    for (const [name, low, high] of [['xaxis', 100, 10_000] as const, ['xaxis2', 2, 20] as const]) {
      const [from, to] = (layout[name] as {range: number[]}).range;
      assert.ok(from < Math.log10(low) - 0.1 && to > Math.log10(high) + 0.1, `${name}: ${from} to ${to}`);
    }
  });
  it('names its panels and its axis of time', () => {
    const {layout, alt} = costs(networks, {...text, time: {label: 'ten epochs', unit: 's'}});
    assert.match(JSON.stringify(layout), /by weights.*by time/);
    assert.match(JSON.stringify(layout.xaxis2), /ten epochs \(s\)/);
    assert.match(alt, /by weights\. Points.*by time\. Points/);
  });
  it('refuses no networks, a network without runs, and costs that a logarithm cannot show', () => {
    assert.throws(() => costs([], text), RangeError);
    assert.throws(() => costs([{...networks[0], errors: []}], text), /'small' has no runs/);
    assert.throws(() => costs([{...networks[0], seconds: []}], text), /'small' has no runs/);
    assert.throws(() => costs([{...networks[0], parameters: 0}], text), /weights and seconds of 'small'/);
    assert.throws(() => costs([{...networks[0], seconds: [1, 0]}], text), /must be above 0/);
  });
});
