import assert from 'node:assert/strict';
import {curves} from '../../src/plots';

const text = {title: 'A falls', x: {label: 'epoch', unit: ''}, y: {label: 'error', unit: ''}};

describe('plots.curves', () => {
  it('counts the places of each curve from 1, and takes arrays of any kind', () => {
    const {data} = curves({A: [3, 2, 1], B: Float32Array.of(1, 5)}, text);
    assert.deepEqual(
      data.map(({name, x, y}) => [name, Array.from(x as number[]), Array.from(y as number[])]),
      [
        ['A', [1, 2, 3], [3, 2, 1]],
        ['B', [1, 2], [1, 5]],
      ],
    );
  });

  it('takes the places that it is told', () => {
    const [{x}] = curves({A: [3, 2]}, {...text, at: [10, 20]}).data;
    assert.deepEqual(x, [10, 20]);
  });

  it('refuses values that are no numbers, by the name of their curve', () => {
    assert.throws(() => curves({A: ['x'] as never}, text), /'A'/);
  });
});
