import {nameAtEnd} from './baseline-names';
import type {ChartText, Figure, PlotlyObject} from './figure';
import {extent, short} from './lines';
import {axisLayout, BASELINE, BASELINE_DASHES, baseLayout, MARKERS, nth, PALETTE, wrap} from './look';

/** One bar. */
export interface Bar {
  name: string;
  value: number;
  /** Half length of the error bar, such as the deviation over seeds. */
  error?: number;
  /** Drawn in hatched grey; defaults to false. */
  baseline?: boolean;
}

function checkNamed(what: string, list: readonly {name: string}[]): void {
  if (list.length === 0) throw new RangeError(`${what} needs at least one entry`);
}

/**
 * Bars that compare models; baselines are hatched grey, values stand above.
 *
 * @param list in the order to draw
 * @param text title and axes; the x axis names what the bars are
 * @returns the figure
 * @throws RangeError when there are no bars, or one has no finite value (or, on a log axis, none above 0)
 */
export function bars(list: Bar[], text: ChartText): Figure {
  checkNamed('bars', list);
  const bad = list.find(({value}) => !Number.isFinite(value) || (text.y.log && value <= 0));
  if (bad) throw new RangeError(`bar '${bad.name}' has the value ${bad.value}${text.y.log ? ' on a log axis' : ''}`);
  const {width = 700, height = 400} = text;
  const labels = list.map(({name}) => wrap(name, Math.max(8, Math.floor(78 / list.length))).join('<br>'));
  const tops = list.map(({value, error = 0}) => value + error);
  const trace: PlotlyObject = {
    type: 'bar',
    x: labels,
    y: list.map(({value}) => value),
    marker: {
      color: list.map(({baseline}) => (baseline ? '#D0D0D0' : PALETTE[0])),
      line: {color: list.map(({baseline}) => (baseline ? BASELINE : PALETTE[0])), width: 1},
      pattern: {shape: list.map(({baseline}) => (baseline ? '/' : '')), fgcolor: BASELINE, size: 7},
    },
    showlegend: false,
  };
  const uncertain = list.flatMap((bar, i) => (bar.error === undefined ? [] : [{...bar, label: labels[i]}]));
  const errors: PlotlyObject = {
    type: 'scatter',
    mode: 'markers',
    x: uncertain.map(({label}) => label),
    y: uncertain.map(({value}) => value),
    error_y: {type: 'data', array: uncertain.map(({error}) => error), color: '#222222', thickness: 1.5, width: 5},
    marker: {size: 1, color: '#222222'},
    hoverinfo: 'skip',
    showlegend: false,
  };
  // Values stand above the error bars: Plotly's own bar text would be crossed by them.
  const annotations = list.map(({value}, i) => ({
    x: labels[i],
    y: text.y.log ? Math.log10(tops[i]) : Math.max(0, tops[i]),
    text: short(value),
    showarrow: false,
    yanchor: 'bottom',
    font: {size: 12},
  }));
  const [low, high] = [Math.min(...list.map(({value}) => value)), Math.max(...tops)];
  const range: [number, number] | undefined = text.y.log
    ? [10 ** Math.floor(Math.log10(low) - 0.3), high * (high / low) ** 0.12]
    : [Math.min(0, low * 1.1), Math.max(0, high * 1.12)];
  const described = list.map(({name, value, error}) => `${name} ${short(value)}${error ? ` ± ${short(error)}` : ''}`);
  return {
    data: uncertain.length > 0 ? [trace, errors] : [trace],
    layout: {
      ...baseLayout({title: text.title, width, height, legend: []}),
      bargap: 0.35,
      xaxis: {...axisLayout(text.x), type: 'category', showgrid: false, tickangle: list.length > 9 ? -40 : 0},
      yaxis: axisLayout({...text.y, range: text.y.range ?? range}),
      annotations,
    },
    alt: text.alt ?? `${text.title}. Bars of ${text.y.label}: ${described.join('; ')}.`,
  };
}

/** One model in a plane of cost and error. */
export interface Point {
  name: string;
  x: number;
  y: number;
  /** Half length of the error bar of y. */
  error?: number;
  /** Lowest and highest y, such as over seeds: an error bar that need not be even. */
  range?: [number, number];
  /** Drawn in grey; defaults to false. */
  baseline?: boolean;
}

/** Options of {@link points}. */
export interface PointsText extends ChartText {
  /** Grey levels to compare with, such as {naive: 0.02}. */
  levels?: Record<string, number>;
}

/** Plotly's error bar of a point, if it has one. */
function errorBar({y, error, range}: Point): PlotlyObject {
  const look = {type: 'data', thickness: 1.5, width: 5};
  if (range) return {error_y: {...look, symmetric: false, array: [range[1] - y], arrayminus: [y - range[0]]}};
  return error === undefined ? {} : {error_y: {...look, array: [error]}};
}

/** A level from side to side, wherever the points lie. */
function levelTrace([name, value]: [string, number], i: number, text: ChartText): PlotlyObject {
  const dash = nth(BASELINE_DASHES, i);
  const line = {color: BASELINE, width: 1.25, dash};
  const ends = {x: [...(text.x.range ?? [])], y: [value, value]};
  return {type: 'scatter', mode: 'lines', name, ...ends, showlegend: true, line, meta: {legendDash: dash}};
}

/**
 * Named points, such as parameters against test MSE.
 *
 * @param list the points; each gets its own marker and legend entry
 * @param text title and axes, see {@link PointsText}; levels need the range of x
 * @returns the figure: the points, then the levels
 * @throws RangeError when there are no points, a range does not hold its point, or there are levels without a range of x
 */
export function points(list: Point[], text: PointsText): Figure {
  checkNamed('points', list);
  const levels = Object.entries(text.levels ?? {});
  if (levels.length > 0 && !text.x.range) throw new RangeError('points: levels need the range of the x axis');
  const odd = list.find(({y, range}) => range && !(range[0] <= y && y <= range[1]));
  if (odd) throw new RangeError(`point '${odd.name}' has y = ${odd.y} outside of its range ${odd.range?.join(' to ')}`);
  const {width = 700, height = 400} = text;
  const dots = list.map((point, i): PlotlyObject => {
    const {name, x, y, baseline} = point;
    return {
      type: 'scatter',
      mode: 'markers',
      name,
      x: [x],
      y: [y],
      marker: {
        color: baseline ? BASELINE : nth(PALETTE, i),
        symbol: nth(MARKERS, i),
        size: point.range || point.error !== undefined ? 9 : 12,
      },
      ...errorBar(point),
    };
  });
  const described = [
    ...list.map(({name, x, y}) => `${name} at ${short(x)}, ${short(y)}`),
    ...levels.map(([name, value]) => `${name} ${short(value)}`),
  ];
  const legend = [...list, ...levels.map(([name]) => ({name}))].map(({name}) => name);
  const frame = (names: string[], right?: number) =>
    baseLayout({title: text.title, width, height, legend: names, right});
  const figure = {
    data: [...dots, ...levels.map((level, i) => levelTrace(level, i, text))],
    layout: {
      ...frame(legend),
      xaxis: axisLayout(text.x, extent(list.map(({x}) => x))),
      yaxis: axisLayout(text.y, extent(list.map(({y}) => y))),
    },
    alt: text.alt ?? `${text.title}. Points of ${text.y.label} against ${text.x.label}: ${described.join('; ')}.`,
  };
  return nameAtEnd(figure, text.y, frame);
}
