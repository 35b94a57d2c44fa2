import assert from 'node:assert/strict';
import {lossSurface, type Surface, type TrainingPath} from '../../src/plots';

const surface: Surface = {
  x: [0, 1, 2],
  y: [-1, 1],
  loss: [
    [0.1, 1, 10],
    [0.01, 0.1, 1],
  ],
  label: 'MSE',
};
const paths: TrainingPath[] = [
  {name: 'found', x: [0, 1, 2], y: [0, 0.5, 1], style: 6},
  {name: 'found', x: [2, 1, 0], y: [0, 0.5, 1], style: 6},
  {name: 'stuck', x: [1, 1, 1], y: [-1, -1, -1], style: 1},
];
const text = {title: 'Two valleys', x: {label: 'w_x', unit: ''}, y: {label: 'w_h', unit: ''}};

describe('lossSurface', () => {
  it('draws the logarithm of the loss, rows by the second weight', () => {
    const [ground] = lossSurface(surface, paths, text).data;
    assert.deepEqual(ground.z, [
      [-1, 0, 1],
      [-2, -1, 0],
    ]);
    assert.deepEqual((ground.colorbar as {ticktext: string[]}).ticktext.slice(0, 4), ['0.01', '0.02', '0.05', '0.1']);
  });
  it('shows the last epoch first, so that paper shows the whole path', () => {
    const {data, layout} = lossSurface(surface, paths, text);
    assert.deepEqual(data[2].x, [0, 1, 2]);
    assert.deepEqual(data[7].x, [2, 0], 'the markers stand at the end');
    assert.equal((layout.sliders as {active: number}[])[0].active, 2);
  });
  it('lets the slider move the markers, and nothing that stays', () => {
    const {frames = [], data} = lossSurface(surface, paths, text);
    assert.deepEqual(
      frames.map(({traces}) => traces),
      Array(3).fill([7, 8]),
    );
    assert.deepEqual(frames[1].data, [
      {x: [1, 1], y: [0.5, 0.5]},
      {x: [1], y: [-1]},
    ]);
    assert.deepEqual(data[5].x, [0, 2], 'the rings stay where they began');
  });
  it('names each outcome, and the rings, once in the legend', () => {
    const {data, alt} = lossSurface(surface, paths, text);
    assert.deepEqual(
      data.map(({showlegend}) => showlegend),
      [false, false, false, false, false, true, false, true, true],
    );
    assert.deepEqual(
      [5, 7, 8].map((at) => data[at].name),
      ['start', 'found', 'stuck'],
    );
    assert.match(alt, /3 paths of training: found, stuck/);
  });
  it('lays white under every path, for dark ground', () => {
    const [, halo] = lossSurface(surface, paths, text).data;
    assert.deepEqual(halo.x, [0, 1, 2, null, 2, 1, 0, null, 1, 1, 1, null], 'gaps between the paths');
    assert.equal((halo.line as {color: string}).color, '#FFFFFF');
  });
  it('refuses what cannot be drawn', () => {
    assert.throws(() => lossSurface({...surface, y: [0]}, paths, text), /\[y, x\] = \[1, 3\], got \[2, 3\]/);
    assert.throws(
      () =>
        lossSurface(
          {
            ...surface,
            loss: [
              [0.1, 1, 0],
              [1, 1, 1],
            ],
          },
          paths,
          text,
        ),
      /above 0, got 0/,
    );
    assert.throws(() => lossSurface(surface, [], text), /paths of one length/);
    assert.throws(() => lossSurface(surface, [paths[0], {...paths[1], x: [1]}], text), /paths of one length/);
  });
});
