import assert from 'node:assert/strict';
import {runDots} from '../../src/plots';

const text = {title: 'Runs', x: {label: 'k', unit: 'steps'}, y: {label: 'error', unit: ''}};
const group = {
  name: 'echo',
  x: [1, 4],
  runs: [
    [3, 1, 2],
    [9, 7, 8],
  ],
};

describe('runDots', () => {
  it('draws the medians as a line and each run as a dot beside its place, so that equal ones do not hide each other', () => {
    const [medians, dots] = runDots([group], text).data;
    assert.deepEqual(medians.y, [2, 8]);
    assert.deepEqual(dots.x, [0.97, 1, 1.03, 3.97, 4, 4.03]);
    assert.deepEqual(dots.y, [3, 1, 2, 9, 7, 8]);
    assert.equal(dots.showlegend, false);
  });

  it('draws levels in grey over all places and tells them to those who do not see', () => {
    const figure = runDots([{...group, level: {name: 'constant', value: 5}}], text);
    assert.deepEqual(
      [figure.data[2].x, figure.data[2].y],
      [
        [1, 4],
        [5, 5],
      ],
    );
    assert.match(figure.alt, /echo 2 at 1, 8 at 4; constant 5/);
    const [medians, , level] = figure.data.map(({line}) => (line as {dash: string}).dash);
    assert.notEqual(level, medians, 'on grey paper only the dash tells a level from its group');
  });

  it('sets groups apart and names common levels where they end', () => {
    const figure = runDots([group, {...group, name: 'copy'}], {...text, apart: 0.5, levels: {naive: 4}});
    const [first, second, , , level] = figure.data;
    assert.deepEqual([first.x, second.x], [[0.75, 3.75], [1.25, 4.25]]); // biome-ignore format: pairs
    assert.deepEqual([level.y, level.showlegend, (level.line as {dash: string}).dash], [[4, 4], false, 'solid']);
    assert.match(figure.alt, /copy 2 at 1, 8 at 4\. naive: 4\./);
  });

  it('refuses runs that do not fit their places', () => {
    assert.throws(() => runDots([{...group, x: [1]}], text), /'echo' has 1 places but runs of shape \[2, 3\]/);
    assert.throws(() => runDots([], text), /at least one group/);
  });
});
