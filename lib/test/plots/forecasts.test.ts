import assert from 'node:assert/strict';
import {Series} from '../../src/data';
import {forecasts} from '../../src/plots';

const x = new Series(Float64Array.from([1, 2, 3, 4]), [1, 4, 1]);
const axis = {label: 'x', unit: ''};

describe('forecasts', () => {
  it('counts the steps from the start that it is given, and the forecast goes on where the known steps end', () => {
    const {data} = forecasts(x, [[5]], {a: [[6]]}, {title: 'Forecast', x: axis, y: axis, start: 36});
    assert.deepEqual(
      data.map((trace) => trace.x),
      [[36, 37, 38, 39], [40], [40]],
    );
  });
});
