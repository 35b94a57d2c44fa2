import assert from 'node:assert/strict';
import {runBands} from '../../src/plots';

const text = {title: 'Runs', x: {label: 'step', unit: 'steps'}, y: {label: 'distance', unit: ''}};
const log = {...text, y: {...text.y, log: true, range: [0.01, 10] as [number, number]}};
// Five runs of three places: the median is the middle row.
const runs = [0, 1, 2, 3, 4].map((run) => [run, 10 * run, 5]);

describe('runBands', () => {
  it('draws the median of the runs, place by place', () => {
    const {data} = runBands([{name: 'a', runs, x: [1, 2, 3]}], text);
    assert.deepEqual(data[1].y, [2, 20, 5]);
    assert.deepEqual(data[1].x, [1, 2, 3]);
  });
  it('holds the runs from the 10th to the 90th percentile in the band', () => {
    const [band] = runBands([{name: 'a', runs}], text).data;
    assert.deepEqual(
      (band.y as number[]).map((y) => Math.round(y * 1e9) / 1e9),
      [0.4, 4, 5, 5, 36, 3.6],
    );
    assert.deepEqual(band.x, [0, 1, 2, 2, 1, 0]);
  });
  it('ends a median where it falls below a log axis, and cuts the band there', () => {
    const falling = [
      [1, 0, 0],
      [1, 0, 0],
    ];
    const [band, line] = runBands([{name: 'a', runs: falling}], log).data;
    assert.deepEqual(line.y, [1, 0.01, Number.NaN]);
    assert.deepEqual(band.y, [1, 0.01, 0.01, 0.01, 0.01, 1]);
  });
  it('draws levels in grey over the whole width', () => {
    const {data} = runBands([{name: 'a', runs, x: [1, 2, 3]}], {...text, levels: {half: 0.5}});
    assert.deepEqual([data[2].name, data[2].x, data[2].y], ['half', [1, 3], [0.5, 0.5]]);
  });
  it('says what the medians are where nobody sees them', () => {
    assert.match(runBands([{name: 'a', runs, x: [1, 2, 3]}], text).alt, /a from 2 at 1 to 5 at 3/);
  });
  it('refuses what cannot be drawn', () => {
    assert.throws(() => runBands([], text), /at least one group/);
    assert.throws(() => runBands([{name: 'a', runs: [1, 2]}], text), /runs of 'a' must be \[runs, places\]/);
    assert.throws(() => runBands([{name: 'a', runs, x: [1]}], text), /1 places x but runs of 3/);
    assert.throws(() => runBands([{name: 'a', runs}], {...log, y: {...log.y, range: undefined}}), /needs its range/);
  });
});

describe('the ticks of a log axis', () => {
  const ticks = (range: [number, number]) => {
    const {layout} = runBands([{name: 'a', runs}], {...text, y: {...text.y, log: true, range}});
    return (layout.yaxis as {ticktext?: string[]}).ticktext;
  };
  it('are 1, 2 and 5 over few decades', () => {
    assert.deepEqual(ticks([0.1, 1]), ['0.1', '0.2', '0.5', '1', '2', '5']);
  });
  it('are plain powers of ten over a few more, which everybody reads', () => {
    assert.deepEqual(ticks([1e-4, 1]), ['0.0001', '0.001', '0.01', '0.1', '1']);
  });
  it('are left to exponents where plain numbers get long', () => {
    assert.equal(ticks([1e-9, 1]), undefined);
  });
});
