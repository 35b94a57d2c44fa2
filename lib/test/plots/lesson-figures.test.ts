import assert from 'node:assert/strict';
import * as plots from '../../src/plots';

const text = {title: 'a title'};
const axis = {label: 'a', unit: ''};

describe('seq2seqAlignment', () => {
  it('gives every step the same number of targets, those of the last step behind the input', () => {
    const {svg, alt} = plots.seq2seqAlignment({lookback: 5, horizon: 2});
    assert.equal(svg.split('>y</tspan>').length - 1, 5 * 2);
    assert.equal(svg.split('>x</tspan>').length - 1, 1 + 2 + 3 + 4 + 5);
    assert.match(alt, /step 1 has steps 2 to 3, step 5 has steps 6 to 7/);
  });
  it('draws the fifty steps of the lesson as bars: those read before, this one, its ten targets', () => {
    const {svg} = plots.seq2seqAlignment({lookback: 50, horizon: 10});
    assert.equal(svg.split('>y</tspan>').length - 1, 0);
    const widths = [...svg.matchAll(/width="([\d.]+)" [^>]*stroke="#222222" stroke-width="0.8"/g)].map(
      ([, wide]) => wide,
    );
    assert.deepEqual([widths.length, new Set(widths).size], [49, 1]);
    assert.equal(svg.split('stroke-width="0.4"').length - 1, 50 + 49);
    assert.ok(svg.length < 50_000);
  });
  it('refuses what cannot be drawn', () => {
    assert.throws(() => plots.seq2seqAlignment({lookback: 1}), /lookback must be a whole number from 2 to 60, got 1/);
    assert.throws(() => plots.seq2seqAlignment({horizon: 21}), /horizon must be a whole number from 1 to 20, got 21/);
  });
});

describe('forecastingWays', () => {
  it('feeds forecasts back in the iterated way only', () => {
    const fed = (way: plots.ForecastingWay) =>
      plots.forecastingWays([way]).svg.split('stroke-dasharray="4 3"').length - 1;
    assert.deepEqual([fed('iterated'), fed('direct'), fed('seq2seq')], [2, 0, 0]);
  });
  it('writes 3 forecasts in the iterated and the direct way, and 3 at every step in seq2seq', () => {
    const written = (way: plots.ForecastingWay) =>
      plots.forecastingWays([way]).svg.match(/<rect [^>]*width="34"/g)?.length;
    assert.deepEqual([written('iterated'), written('direct'), written('seq2seq')], [3, 3, 9]);
  });
  it('refuses ways that are none', () => {
    assert.throws(() => plots.forecastingWays(['recursive' as never]), /no 'recursive'; there are: iterated, direct/);
    assert.throws(() => plots.forecastingWays([]), /at least one, got \[\]/);
    assert.throws(() => plots.forecastingWays(['direct', 'direct']), /different ways/);
  });
});

describe('lstmCell with peepholes', () => {
  it('adds wires to three gates and says so', () => {
    const [plain, own] = [plots.lstmCell(), plots.lstmCell({peepholes: true})];
    assert.equal(plain.svg.includes('stroke-dasharray="5 3"'), false);
    assert.equal(own.svg.split('stroke-dasharray="5 3"').length - 1, 3);
    assert.match(own.alt, /output gate the new one/);
    assert.ok(own.alt.startsWith(plain.alt));
  });
  it('refuses other options', () => {
    assert.throws(() => plots.lstmCell({peephole: true} as never), /lstmCell.* option .peephole./);
  });
});

describe('anomalyRanges', () => {
  const part = {name: 'test', start: 10, values: [1, 2, 3, 4]};
  const named = ({data}: plots.Figure, name: string) => data.filter((trace) => trace.name === name);
  it('cuts ranges at the ends of a part and counts hits inside', () => {
    const ranges = [
      {start: 0, end: 11},
      {start: 13, end: 20},
    ];
    const figure = plots.anomalyRanges([{...part, detected: [11, 13]}], ranges, text);
    const [range] = named(figure, 'anomaly');
    assert.deepEqual(range.x, [9.5, 9.5, 10.5, 10.5, 9.5, null, 12.5, 12.5, 13.5, 13.5, 12.5]);
    assert.deepEqual(named(figure, 'detected')[0].y, [2, 4]);
    assert.match(figure.alt, /steps 10 to 13: anomalies 10 to 10, 13 to 13; detected 1 steps inside, 1 outside/);
  });
  it('draws the interval only where it is known', () => {
    const ends = (by: number) => [Number.NaN, 2 + by, Number.NaN, 4 + by];
    const figure = plots.anomalyRanges([{...part, interval: {lower: ends(-1), upper: ends(1)}}], [], text);
    const [band] = named(figure, 'predicted interval');
    assert.deepEqual(
      [band.x, band.y],
      [
        [11, 11, null, 13, 13],
        [3, 1, null, 5, 3],
      ],
    );
  });
  it('has the same y axis in all panels', () => {
    const {layout} = plots.anomalyRanges([part, {name: 'b', values: [100]}], [], text);
    assert.deepEqual((layout.yaxis as {range: number[]}).range, (layout.yaxis2 as {range: number[]}).range);
  });
  it('refuses what does not fit', () => {
    const draw =
      (own: Partial<plots.AnomalyPanel>, ranges: plots.AnomalyRange[] = []) =>
      () =>
        plots.anomalyRanges([{...part, ...own}], ranges, text);
    assert.throws(() => plots.anomalyRanges([], [], text), /at least one part/);
    assert.throws(draw({detected: [14]}), /step 14 detected in 'test', which goes from 10 to 13/);
    assert.throws(draw({values: [1, Number.NaN]}), /'test' holds NaN at place 1/);
    assert.throws(draw({interval: {lower: [1], upper: [2]}}), /4 values but 1 lower and 1 upper/);
    const [lower, upper] = [
      [0, 0, 9, 0],
      [1, 1, 1, 1],
    ];
    assert.throws(draw({interval: {lower, upper}}), /lower is 9 but upper 1 at step 12/);
    assert.throws(draw({}, [{start: 3, end: 3}]), /range from 3 to 3 is empty/);
    assert.throws(draw({found: []} as never), /part 'test'.* option .found./);
  });
});

describe('informationBars', () => {
  it('puts the written part on top of the kept one: together they are the new state', () => {
    const {data} = plots.informationBars({kept: [0.5, 1], written: [1, 0.25], old: [2, -1], candidate: [1, 0.8]}, text);
    const [, , kept, written, now] = data;
    assert.deepEqual(
      [kept.y, written.base, written.y, now.y],
      [
        [1, -1],
        [1, -1],
        [1, 0.2],
        [2, -0.8],
      ],
    );
  });
  it('has one position of the slider a time step, with names of inputs that repeat', () => {
    const shares = [[0.1], [0.2], [0.3]];
    const {frames = [], layout} = plots.informationBars(
      {kept: shares, written: shares},
      {...text, inputs: ['a', 'b', 'a']},
    );
    assert.deepEqual(
      frames.map(({data}) => (data as plots.PlotlyObject[])[0].y),
      shares,
    );
    const [{steps}] = layout.sliders as [{steps: {label: string}[]}];
    assert.deepEqual(
      steps.map(({label}) => label),
      ['1: a', '2: b', '3: a'],
    );
  });
  it('refuses what is no share, and shapes that differ', () => {
    const draw = (gates: plots.GateShares) => () => plots.informationBars(gates, text);
    assert.throws(draw({kept: [1.2], written: [0]}), /kept holds 1.2, not 0 to 1/);
    assert.throws(draw({kept: [1], written: [0, 1]}), /written is \[2\], kept \[1\]/);
    assert.throws(draw({kept: [1], written: [1], old: [1]}), /old and candidate together/);
    assert.throws(draw({kept: [1], written: [1], old: [Number.NaN], candidate: [1]}), /old holds NaN$/);
    const inputs = ['a', 'b'];
    assert.throws(
      () => plots.informationBars({kept: [1], written: [1]}, {...text, inputs}),
      /2 inputs for 1 time steps/,
    );
  });
});

describe('gradientByScale', () => {
  const at = (name: string, norm: number, cell = 'RNN') => ({name, groups: [{name: cell, norms: [norm, 1]}]});
  it('has one axis wide enough for all scales', () => {
    const {layout, frames} = plots.gradientByScale([at('0.5', 1e-4), at('2', 1e3)], text);
    const [low, high] = (layout.yaxis as {range: [number, number]}).range;
    assert.ok(low < -4 && low > -5 && high > 3 && high < 4);
    assert.equal(frames?.length, 2);
  });
  it('refuses scales with other cells', () => {
    assert.throws(() => plots.gradientByScale([at('1', 1)], text), /at least two scales, got 1/);
    assert.throws(
      () => plots.gradientByScale([at('1', 1), at('2', 1, 'GRU')], text),
      /at '2' the cells are GRU, not RNN/,
    );
  });
});

describe('receptiveFields', () => {
  it('grow by the formula: linear for equal layers, doubling for doubled dilations', () => {
    const same = Array.from({length: 4}, () => ({kernelSize: 3}));
    const doubling = [1, 2, 4, 8].map((dilationRate) => ({kernelSize: 2, dilationRate}));
    const {data} = plots.receptiveFields(
      {same, doubling, strided: [{kernelSize: 3, strides: 2}, {kernelSize: 3}]},
      text,
    );
    assert.deepEqual(
      data.map(({y}) => y),
      [
        [3, 5, 7, 9],
        [2, 4, 8, 16],
        [3, 7],
      ],
    );
  });
  it('refuses designs that are none', () => {
    assert.throws(() => plots.receptiveFields({}, text), /at least one design/);
    assert.throws(() => plots.receptiveFields({a: []}, text), /'a' has no layers/);
    assert.throws(
      () => plots.receptiveFields({a: [{kernelSize: 0}]}, text),
      /'a' layer 0: kernelSize must be .* got 0/,
    );
  });
});

describe('heatmap with repeated names', () => {
  it('keeps a cell for each of them', () => {
    const {data, layout} = plots.heatmap([[1, 2, 3]], {
      ...text,
      x: axis,
      y: axis,
      colour: axis,
      columns: ['a', 'b', 'a'],
    });
    assert.deepEqual(data[0].x, [0, 1, 2]);
    const {type, ticktext} = layout.xaxis as {type: string; ticktext: string[]};
    assert.deepEqual([type, ticktext], ['linear', ['a', 'b', 'a']]);
    assert.equal((layout.yaxis as {type: string}).type, 'category');
  });
});

describe('a slider with repeated names', () => {
  it('has a frame for each position', () => {
    const figure = (y: number) => plots.lines([{y: [y]}], {...text, x: axis, y: axis});
    const steps = ['the', 'cat', 'the'].map((name, i) => ({name, figure: figure(i)}));
    const {frames = [], layout} = plots.withSlider(steps, {label: 'word'});
    const [slider] = layout.sliders as [{steps: {label: string; args: [string[]]}[]}];
    assert.equal(new Set(frames.map(({name}) => name)).size, 3);
    assert.deepEqual(
      slider.steps.map(({args}) => args[0][0]),
      frames.map(({name}) => name),
    );
    assert.deepEqual(
      slider.steps.map(({label}) => label),
      ['the', 'cat', 'the'],
    );
  });
});

describe('the ticks of lines over counted places', () => {
  const dtick = (x: number[], more: Partial<plots.Axis> = {}) => {
    const {layout} = plots.lines([{x, y: x}], {...text, x: {...axis, ...more}, y: axis});
    return (layout.xaxis as {dtick?: number}).dtick;
  };
  it('are whole where places are few: there is no epoch 1.5', () => {
    assert.deepEqual([dtick([1, 2, 3]), dtick([0, 1])], [1, 1]);
  });
  it('are left to Plotly for many places, for measures, and where ticks or a range are given', () => {
    assert.equal(dtick([1, 2, 30]), undefined);
    assert.equal(dtick([1, 1.5, 2]), undefined);
    assert.equal(dtick([1, 2], {range: [0, 3]}), undefined);
  });
});

describe('panels with long names of rows', () => {
  const picture = (name: string) =>
    plots.heatmap([[1]], {...text, x: axis, y: {label: '', unit: ''}, colour: axis, rows: [name]});
  const margin = (...names: string[]) => (plots.panels(names.map(picture), text).layout.margin as {l: number}).l;
  const gap = (...names: string[]) => {
    const {xaxis, xaxis2} = plots.panels(names.map(picture), text).layout as Record<string, {domain: [number, number]}>;
    return xaxis2.domain[0] - xaxis.domain[1];
  };
  it('leave room for the names, and no more than usual for short ones', () => {
    assert.deepEqual([margin('0', '0'), margin('feature 0', '0')], [64, 64]);
    assert.ok(margin('a long feature 11', '0') >= 17 * 6.6);
    assert.ok(gap('0', 'a long feature 11') > gap('0', '0') + 0.05);
    assert.equal(margin('0', 'a long feature 11'), 64);
  });
});
