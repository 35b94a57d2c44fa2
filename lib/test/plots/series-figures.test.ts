import assert from 'node:assert/strict';
import {Series} from '../../src/data';
import * as plots from '../../src/plots';
import {colourBar} from '../../src/plots/colour-bar';

const axis = {label: 'a', unit: ''};
const text = {title: 'a title', x: axis, y: axis};

describe('series', () => {
  const set = new Series(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3, 1]);
  it('counts steps from 0, or from the place that you name', () => {
    assert.deepEqual(plots.series(set, text).data[0].x, [0, 1, 2]);
    assert.deepEqual(plots.series(set, {...text, start: 1}).data[1].x, [1, 2, 3]);
  });
});

describe('horizonErrors', () => {
  it('counts steps ahead from 1 and starts the axis of errors at 0', () => {
    const {data, layout} = plots.horizonErrors([{name: 'a', errors: [1, 2], spread: [0, 2]}], {title: 'a title'});
    assert.deepEqual(data[1].x, [1, 2]);
    assert.deepEqual((layout.yaxis as {range: number[]}).range, [0, 1.06 * 4]);
  });
  it('refuses forecasters of different horizons, naming them', () => {
    const list = [
      {name: 'a', errors: [1, 2]},
      {name: 'b', errors: [1]},
    ];
    assert.throws(() => plots.horizonErrors(list, text), /'b' has 1 steps, 'a' 2/);
    assert.throws(() => plots.horizonErrors([], text), /at least one forecaster/);
  });
});

describe('forecastFan', () => {
  const parts = {
    known: [1, 1],
    middle: [1, 1],
    truth: [1, 9],
    intervals: [{coverage: 0.9, lower: [0, 0], upper: [2, 2]}],
  };
  it('marks the truths outside and counts those inside', () => {
    const {data, alt} = plots.forecastFan({...parts, start: 10}, text);
    const outside = data.find(({name}) => name === 'truth outside');
    assert.deepEqual([outside?.x, outside?.y], [[13], [9]]);
    assert.match(alt, /90% interval held 1 of 2 truths/);
  });
  it('draws wide intervals behind narrow ones, whatever their order', () => {
    const narrow = {coverage: 0.5, lower: [0.5, 0.5], upper: [1.5, 1.5]};
    const names = plots
      .forecastFan({...parts, intervals: [narrow, ...parts.intervals]}, text)
      .data.map(({name}) => name);
    assert.deepEqual(names.slice(0, 2), ['90% interval', '50% interval']);
  });
  it('refuses intervals that are none', () => {
    const fan = (interval: plots.FanInterval) => () => plots.forecastFan({...parts, intervals: [interval]}, text);
    assert.throws(fan({coverage: 0.9, lower: [0, 3], upper: [2, 2]}), /90% interval: lower is 3 but upper 2 at step 2/);
    assert.throws(fan({coverage: 90, lower: [0, 0], upper: [2, 2]}), /coverage must be between 0 and 1, got 90/);
    assert.throws(fan({coverage: 0.9, lower: [0], upper: [2, 2]}), /1 lower and 2 upper ends for 2 steps/);
    assert.throws(() => plots.forecastFan({...parts, truth: [1]}, text), /1 truths for 2 steps/);
  });
});

describe('backtestOrigins', () => {
  it('shows what is known up to each origin, then the gap, then the forecast', () => {
    const {data} = plots.backtestOrigins({origins: [10, 12], horizon: 3, gap: 2, trainSteps: 8}, text);
    assert.deepEqual(
      data.map(({name, base, x}) => [name, base, x]),
      [
        ['known', [2, 4], [8, 8]],
        ['gap', [10, 12], [2, 2]],
        ['forecast', [12, 14], [3, 3]],
      ],
    );
  });
  it('draws at most twelve rows, the first and the last origin among them', () => {
    const origins = Array.from({length: 100}, (_, i) => 10 + i);
    const rows = plots.backtestOrigins({origins, horizon: 1}, text).data[0].y as string[];
    assert.deepEqual([rows.length, rows[0], rows.at(-1)], [12, '1', '100']);
  });
  it('refuses origins without a past', () => {
    assert.throws(() => plots.backtestOrigins({origins: [], horizon: 1}, text), /at least one origin/);
    assert.throws(
      () => plots.backtestOrigins({origins: [5], horizon: 1, trainSteps: 8}, text),
      /origin 5 has no 8 known/,
    );
    assert.throws(() => plots.backtestOrigins({origins: [5], horizon: 0}, text), /horizon must be .* got 0/);
  });
});

describe('autocorrelation', () => {
  it('is 1 - k/n with changing sign for a series that alternates', () => {
    const series = Array.from({length: 20}, (_, t) => (t % 2 === 0 ? 1 : -1));
    const stems = plots.autocorrelation(series, {...text, lags: 3}).data[1];
    assert.deepEqual(stems.x, [1, 2, 3]);
    (stems.y as number[]).forEach((r, i) => {
      assert.ok(Math.abs(r - (-1) ** (i + 1) * (1 - (i + 1) / 20)) < 1e-12);
    });
  });
  it('refuses what has no autocorrelation', () => {
    assert.throws(() => plots.autocorrelation([2, 2, 2, 2], {...text, lags: 1}), /a constant series has none/);
    assert.throws(() => plots.autocorrelation([1, Number.NaN, 2], {...text, lags: 1}), /series holds NaN at place 1/);
    assert.throws(() => plots.autocorrelation([1, 2, 3], {...text, lags: 3}), /lags must be .* from 1 to 2, got 3/);
    assert.throws(() => plots.autocorrelation([1, 2, 3], {...text, lags: 1, season: 0}), /season must be .* got 0/);
  });
});

describe('reliability', () => {
  it('puts each example into the bin of its probability and counts how often the event came', () => {
    const {data} = plots.reliability([0, 1, 1, 1], {model: [0.1, 0.3, 0.7, 1]}, {...text, bins: 2});
    assert.deepEqual(
      [data[1].x, data[1].y],
      [
        [0.2, 0.85],
        [0.5, 1],
      ],
    );
  });
  it('refuses what is no probability or outcome', () => {
    assert.throws(() => plots.reliability([2], {a: [0.5]}, text), /outcomes must be 0 or 1, got 2/);
    assert.throws(() => plots.reliability([1], {a: [1.5]}, text), /'a' has the probability 1.5/);
    assert.throws(() => plots.reliability([1, 0], {a: [0.5]}, text), /2 outcomes but 1 probabilities of 'a'/);
    assert.throws(() => plots.reliability([1], {a: [0.5]}, {...text, bins: 0}), /bins must be .* got 0/);
    assert.throws(() => plots.intervalCoverage({a: [{promised: 90, share: 0.9}]}, text), /'a' has the share 90/);
    assert.throws(() => plots.intervalCoverage({}, text), /at least one group/);
  });
});

describe('boxes', () => {
  it('draw quartiles, and whiskers that hold nine of ten values', () => {
    const [box] = plots.boxes([{name: 'a', values: Array.from({length: 101}, (_, i) => i)}], text).data;
    assert.deepEqual([box.lowerfence, box.q1, box.median, box.q3, box.upperfence], [[5], [25], [50], [75], [95]]);
  });
  it('refuse groups without values', () => {
    assert.throws(() => plots.boxes([{name: 'a', values: []}], text), /'a' has no values/);
    assert.throws(() => plots.boxes([{name: 'a', values: [Number.NaN]}], text), /'a' holds NaN/);
    assert.throws(
      () => plots.boxes([{name: 'a', values: [0, 0]}], {...text, y: {...axis, log: true}}),
      /on a log axis/,
    );
  });
});

describe('histogram', () => {
  it('has shares that sum to 1 when all values lie on the axis, the largest one included', () => {
    const {data} = plots.histogram([{name: 'a', values: [0, 1, 1, 4]}], {title: 'a title', bins: 4});
    assert.deepEqual((data[0].y as number[]).slice(1, 5), [0.25, 0.5, 0, 0.25]);
  });
  it('says how many values lie outside the axis', () => {
    const x = {...axis, range: [0, 2] as [number, number]};
    assert.match(
      plots.histogram([{name: 'a', values: [0, 1, 5]}], {title: 'a title', x}).alt,
      /outside the axis: 1 of 'a'/,
    );
    assert.throws(
      () => plots.histogram([{name: 'a', values: [1]}], {title: 'a title', bins: 1.5}),
      /bins must be .* 1.5/,
    );
  });
});

describe('colourBar', () => {
  it('stands a short title above the bar, where it is not read as one of the numbers', () => {
    const side = (title: string) => (colourBar(title).title as {side: string}).side;
    assert.deepEqual([side('weight'), side('share of the true class')], ['top', 'right']);
  });
});

describe('groupedBars and rankedBars', () => {
  it('write names that would touch smaller, and level', () => {
    const draw = (categories: string[]) =>
      plots.groupedBars([{name: 'a', values: categories.map((_, i) => i)}], {...text, categories}).layout.xaxis as {
        tickfont?: object;
        tickangle?: number;
      };
    const eight = '1 an,2 effortlessly,3 accomplished,4 and,5 richly,6 resonant,7 work,8 .'.split(',');
    assert.deepEqual([draw(eight).tickfont, draw(eight).tickangle], [{size: 11}, 0]);
    assert.equal(draw(['one', 'two']).tickfont, undefined);
  });

  it('refuse what does not fit', () => {
    const grouped = {...text, categories: ['one', 'two']};
    assert.throws(() => plots.groupedBars([{name: 'a', values: [1]}], grouped), /'a' has 1 values for 2 categories/);
    assert.throws(() => plots.groupedBars([{name: 'a', values: [1, Number.NaN]}], grouped), /'a' has the value NaN/);
    assert.throws(() => plots.groupedBars([], grouped), /1 to 7 groups, got 0/);
    assert.throws(() => plots.rankedBars([{name: 'a', value: Number.NaN}], text), /bar 'a' has the value NaN/);
    assert.throws(() => plots.rankedBars([], text), /at least one bar/);
  });
  it('tell groups apart by hatches where colours turn alike', () => {
    const groups = Array.from({length: 7}, (_, i) => ({name: String(i), values: [i]}));
    const {data} = plots.groupedBars(groups, {...text, categories: ['one']});
    const hatches = data.map(({marker}) => (marker as {pattern: {shape: string}}).pattern.shape);
    assert.equal(new Set(hatches).size, 7);
  });
});

describe('stacked', () => {
  const row = plots.lines([{y: [1, 2]}], text);
  it('gives every row an axis of its own, in the order of the list, without overlap', () => {
    const {layout, data} = plots.stacked([row, row, row], {title: 'a title', heights: [1, 2, 1]});
    const domains = ['yaxis', 'yaxis2', 'yaxis3'].map((name) => (layout[name] as {domain: number[]}).domain);
    assert.ok(domains[0][0] > domains[1][1] && domains[1][0] > domains[2][1] && domains[2][0] >= 0);
    assert.deepEqual(
      data.map(({yaxis}) => yaxis),
      ['y', 'y2', 'y3'],
    );
  });
  it('keeps the notes of a piano roll in their places', () => {
    const roll = plots.pianoRoll([{pitch: 60, start: 0, duration: 1, voice: 'alto'}], {title: 'a roll'});
    assert.equal(plots.stacked([roll, roll], {title: 'a title'}).layout.barmode, 'overlay');
    assert.equal(plots.stacked([row], {title: 'a title'}).layout.barmode, undefined);
  });
  it('refuses what it cannot stack', () => {
    assert.throws(() => plots.stacked([], {title: 'a title'}), /at least one figure/);
    assert.throws(() => plots.stacked([row], {title: 'a title', heights: [0]}), /as many heights above 0, got \[0\]/);
    assert.throws(() => plots.stacked([{...row, frames: []}], {title: 'a title'}), /with a slider/);
    assert.throws(() => plots.decomposition({a: [1, 2], b: [1]}, {title: 'a title'}), /b has 1 steps, a 2/);
    assert.throws(() => plots.decomposition({}, {title: 'a title'}), /at least one part/);
  });
});
