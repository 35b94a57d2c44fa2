import type {ChartText, Figure, PlotlyObject} from './figure';
import {extent, short} from './lines';
import {axisLayout, BASELINE, baseLayout, MARKERS, nth, PALETTE, wrap} from './look';

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
  /** Drawn in grey; defaults to false. */
  baseline?: boolean;
}

/**
 * Named points, such as parameters against test MSE.
 *
 * @param list the points; each gets its own marker and legend entry
 * @param text title and axes
 * @returns the figure
 * @throws RangeError when there are no points
 */
export function points(list: Point[], text: ChartText): Figure {
  checkNamed('points', list);
  const {width = 700, height = 400} = text;
  const data = list.map(({name, x, y, error, baseline}, i) => ({
    type: 'scatter',
    mode: 'markers',
    name,
    x: [x],
    y: [y],
    marker: {color: baseline ? BASELINE : nth(PALETTE, i), symbol: nth(MARKERS, i), size: 12},
    ...(error === undefined ? {} : {error_y: {type: 'data', array: [error], thickness: 1.5}}),
  }));
  const described = list.map(({name, x, y}) => `${name} at ${short(x)}, ${short(y)}`);
  return {
    data,
    layout: {
      ...baseLayout({title: text.title, width, height, legend: list.map(({name}) => name)}),
      xaxis: axisLayout(text.x, extent(list.map(({x}) => x))),
      yaxis: axisLayout(text.y, extent(list.map(({y}) => y))),
    },
    alt: text.alt ?? `${text.title}. Points of ${text.y.label} against ${text.x.label}: ${described.join('; ')}.`,
  };
}
