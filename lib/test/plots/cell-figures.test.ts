import assert from 'node:assert/strict';
import * as plots from '../../src/plots';

const text = {title: 'a title'};

describe('gradientByDistance', () => {
  it('divides by the norm at the last step and counts steps back from it', () => {
    const {data, alt} = plots.gradientByDistance([{name: 'a', norms: [0.02, 1, 4]}], text);
    assert.deepEqual(
      [data[0].x, data[0].y],
      [
        [0, 1, 2],
        [1, 0.25, 0.005],
      ],
    );
    assert.match(alt, /a 0.005 of the last norm at distance 2, below 1% after 2 steps/);
  });
  it('ends a line where the norm is 0, which a log axis cannot show', () => {
    assert.deepEqual(plots.gradientByDistance([{name: 'a', norms: [0, 1, 2]}], text).data[0].y, [1, 0.5, null]);
  });
  it('refuses norms that are none', () => {
    const draw = (norms: number[], bound?: number[]) => () =>
      plots.gradientByDistance([{name: 'a', norms, bound}], text);
    assert.throws(draw([-1, 1]), /norms of 'a' hold -1/);
    assert.throws(draw([1, 0]), /'a' has no gradient at the last step/);
    assert.throws(draw([1, 1], [1]), /'a' has 2 norms but 1 bounds/);
    assert.throws(() => plots.gradientByDistance([], text), /at least one group/);
  });
});

describe('saturation', () => {
  it('shows the slope 1 - h² of tanh by unit and time, and the share of closed units', () => {
    const states = [
      [0, 0.5],
      [1, -1],
    ];
    const {data} = plots.saturation(states, text);
    assert.deepEqual(data[0].z, [
      [1, 0],
      [0.75, 0],
    ]);
    assert.deepEqual(data[1].y, [0, 1]);
  });
  it('takes the slope of a sigmoid as a share of its largest', () => {
    assert.deepEqual(plots.saturation([[0.5, 1]], {...text, activation: 'sigmoid'}).data[0].z, [[1], [0]]);
  });
  it('refuses states that the activation cannot give', () => {
    assert.throws(() => plots.saturation([[1.5]], text), /tanh gives -1 to 1, but states hold 1.5/);
    assert.throws(
      () => plots.saturation([[-0.5]], {...text, activation: 'sigmoid'}),
      /sigmoid gives 0 to 1.* hold -0.5/,
    );
    assert.throws(() => plots.saturation([1, 2], text), /states must be \[time steps, units\], got \[2\]/);
    assert.throws(() => plots.saturation([[0]], {...text, activation: 'relu' as never}), /got 'relu'/);
    assert.throws(() => plots.saturation([[0]], {...text, below: 1}), /below must be between 0 and 1, got 1/);
  });
});

describe('clipping', () => {
  const ends = (gradient: [number, number], limit: number) =>
    plots
      .clipping({gradient, limit}, text)
      .data.slice(3)
      .map(({x, y}) => [(x as number[])[1], (y as number[])[1]]);
  it('cuts components one by one, or shortens the whole vector', () => {
    assert.deepEqual(ends([3, -4], 1), [
      [1, -1],
      [0.6000000000000001, -0.8],
    ]);
  });
  it('leaves a short gradient as it is', () => {
    assert.deepEqual(ends([0.3, 0.4], 1), [
      [0.3, 0.4],
      [0.3, 0.4],
    ]);
  });
  it('refuses what has no direction or no limit', () => {
    assert.throws(() => ends([0, 0], 1), /the gradient is \[0, 0\]/);
    assert.throws(() => ends([1, 1], 0), /limit must be above 0, got 0/);
  });
});

describe('gateTraces', () => {
  const gate = [
    [0, 0.5],
    [1, 1],
  ];
  it('draws units as rows and the mean of each gate over its units', () => {
    const {data} = plots.gateTraces(
      {
        F: gate,
        C: [
          [-2, 0],
          [0, 1],
        ],
      },
      text,
    );
    assert.deepEqual(data[0].z, [
      [0, 1],
      [0.5, 1],
    ]);
    assert.deepEqual([data[0].zmin, data[0].zmax, data[1].zmin, data[1].zmax], [0, 1, -2, 2]);
    assert.deepEqual([data.length, data[2].name, data[2].y], [3, 'F', [0.25, 1]]);
  });
  it('takes what is named a gate for one, and refuses it where it is none', () => {
    assert.equal(plots.gateTraces({F: gate, C: gate}, {...text, gates: ['F']}).data.length, 3);
    assert.throws(() => plots.gateTraces({C: [[2]]}, {...text, gates: ['C']}), /the gate 'C' holds 2/);
    assert.throws(() => plots.gateTraces({C: gate}, {...text, gates: ['F']}), /no trace 'F'; there are: C/);
  });
  it('refuses shapes that differ', () => {
    assert.throws(() => plots.gateTraces({F: gate, I: [[1]]}, text), /I has shape \[1, 1\], F \[2, 2\]/);
    assert.throws(() => plots.gateTraces({F: gate}, {...text, inputs: ['a']}), /1 inputs for 2 time steps/);
    assert.throws(() => plots.gateTraces({}, text), /at least one matrix/);
  });
});
