import assert from 'node:assert/strict';
import {influenceMaps} from '../../src/plots';

describe('influenceMaps', () => {
  const colour = {label: 'change', unit: ''};
  const causal = [
    [1, 0],
    [0.1, 0.01],
  ];
  const text = {title: 'The past is heard', colour};

  it('draws powers of ten, and leaves cells empty where nothing arrives', () => {
    const {data, layout, alt} = influenceMaps([{name: 'one way', influence: causal}], text);
    assert.deepEqual(data[0].z, [
      [0, null],
      [-1, -2],
    ]);
    assert.deepEqual((layout.coloraxis as {cmin: number; cmax: number}).cmin, -2);
    assert.match(alt, /one way: of earlier and equal steps all move an output, of later ones none/);
  });

  it('marks input steps, and gives all panels one scale', () => {
    const maps = [
      {name: 'a', influence: causal, marks: [2]},
      {name: 'b', influence: [[1000, 1, 1]]},
    ];
    const {data, layout} = influenceMaps(maps, text);
    assert.deepEqual(data[1].x, [2]);
    assert.equal(data[0].coloraxis, data[2].coloraxis);
    assert.equal((layout.coloraxis as {cmax: number}).cmax, 3);
  });

  it('names what is no map', () => {
    assert.throws(() => influenceMaps([], text), /at least one map/);
    assert.throws(
      () => influenceMaps([{name: 'a', influence: [1]}], text),
      /'a' must be \[output steps, input steps\]/,
    );
    assert.throws(() => influenceMaps([{name: 'a', influence: [[-1]]}], text), /'a' holds -1/);
  });
});
