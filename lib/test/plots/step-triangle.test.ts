import assert from 'node:assert/strict';
import {stepTriangle, stepTriangles, withSlider} from '../../src/plots';

const axes = {
  title: 'The error at step 3 reaches step 1',
  x: {label: 'step of the cause', unit: 'steps'},
  y: {label: 'step of the effect', unit: 'steps'},
  colour: {label: 'share', unit: ''},
};
const matrix = [
  [1, 99, 99],
  [2, 3, 99],
  [4, 5, 6],
];

describe('stepTriangle', () => {
  it('draws causes up to the effect and nothing above the diagonal', () => {
    const [kept] = stepTriangle(matrix, axes).data;
    assert.deepEqual(kept.z, [
      [1, null, null],
      [2, 3, null],
      [4, 5, 6],
    ]);
    assert.equal(kept.zmax, 6);
  });

  it('cuts what crosses the border of a chunk and keeps the shorter last chunk', () => {
    const [kept, cut, borders] = stepTriangle(matrix, {...axes, chunk: 2}).data;
    assert.deepEqual(kept.z, [
      [1, null, null],
      [2, 3, null],
      [null, null, 6],
    ]);
    assert.deepEqual(cut.z, [
      [null, null, null],
      [null, null, null],
      [4, 5, null],
    ]);
    assert.deepEqual((borders.x as unknown[]).slice(0, 5), [0.5, 2.5, 2.5, 0.5, 0.5]);
    assert.deepEqual((borders.x as unknown[]).slice(6, 11), [2.5, 3.5, 3.5, 2.5, 2.5]);
  });

  it('takes its colours from the range, so that slider steps can be compared', () => {
    const colour = {...axes.colour, range: [-2, 8] as [number, number]};
    const [kept] = stepTriangle(matrix, {...axes, colour}).data;
    assert.deepEqual([kept.zmin, kept.zmax], [-8, 8]);
    const steps = [1, 2, 3].map((chunk) => ({name: String(chunk), figure: stepTriangle(matrix, {...axes, chunk})}));
    assert.equal(withSlider(steps, {label: 'chunk'}).frames?.length, 3);
  });

  it('refuses what is not square, not finite, or cut into no steps', () => {
    assert.throws(() => stepTriangle([[1, 2]], axes), /\[1, 2\]/);
    assert.throws(() => stepTriangle([[Number.NaN]], axes), /NaN/);
    assert.throws(() => stepTriangle(matrix, {...axes, chunk: 0}), /chunk must be a whole number above 0, got 0/);
  });

  it('takes rows that end at the diagonal', () => {
    const ragged = [[1], [2, 3], [4, 5, 6]];
    assert.deepEqual(stepTriangle(ragged, axes), stepTriangle(matrix, axes));
  });
});

describe('stepTriangles', () => {
  it('steps through triangles with the same axes, each with its own title and chunks', () => {
    const {title: _, ...text} = axes;
    const frames = [1, 2].map((chunk) => ({name: String(chunk), title: `chunks of ${chunk}`, rows: matrix, chunk}));
    const figure = stepTriangles(frames, text, {label: 'chunk', start: 1});
    assert.deepEqual(figure.data, stepTriangle(matrix, {...axes, chunk: 2}).data);
    assert.equal(figure.frames?.length, 2);
    assert.match(figure.alt, /^chunks of 2\./);
  });
});
