import assert from 'node:assert/strict';
import {recurrentWeights, unrolling} from '../../src/plots';

describe('unrolling', () => {
  const inputs = [[1], [2], [3]];
  const states = [
    [0.1, 0.2],
    [0.3, 0.4],
    [0.5, -0.6],
  ];
  const figure = unrolling({inputs, states}, {title: 'Reading'});

  it('shows all steps first, as paper does', () => {
    assert.deepEqual(
      figure.data.map(({y}) => y),
      [
        [1, 2, 3],
        [0.1, 0.3, 0.5],
        [0.2, 0.4, -0.6],
      ],
    );
  });
  it('reads one step more with each position of the slider', () => {
    const lengths = figure.frames?.map(({data}) => (data as {x: number[]}[]).map(({x}) => x.length));
    assert.deepEqual(lengths, [
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
    ]);
  });
  it('gives all panels the same heights', () => {
    const [first, second] = [figure.layout.yaxis, figure.layout.yaxis2] as {range: number[]}[];
    assert.deepEqual(first.range, second.range);
    assert.ok(first.range[0] < -0.6 && first.range[1] > 3);
  });
  it('refuses sequences of different length', () => {
    assert.throws(() => unrolling({inputs, states: [[1], [2]]}, {title: ''}), /states has 2 time steps, inputs 3/);
    assert.throws(() => unrolling({inputs: [1, 2]}, {title: ''}), /inputs must be \[time steps, width\]/);
    assert.throws(() => unrolling({inputs: [[1]]}, {title: ''}), /at least two time steps/);
  });
});

describe('recurrentWeights', () => {
  const kernel = [[1, -2]];
  const recurrentKernel = [
    [0.5, 0],
    [0, 0.5],
  ];
  it('gives the same weight the same colour in both kernels', () => {
    const {data} = recurrentWeights(kernel, recurrentKernel, {title: 'Weights'});
    assert.deepEqual(
      data.map(({zmin, zmax}) => [zmin, zmax]),
      [
        [-2, 2],
        [-2, 2],
      ],
    );
    assert.deepEqual(data[0].z, kernel);
    assert.deepEqual(
      data.map(({showscale}) => showscale),
      [false, true],
      'one bar for both',
    );
    assert.deepEqual(data[1].y, ['unit 0', 'unit 1']);
  });
  it('refuses kernels of different width', () => {
    assert.throws(() => recurrentWeights([[1, 2, 3]], recurrentKernel, {title: ''}), /kernel must have 2 columns/);
  });
});
