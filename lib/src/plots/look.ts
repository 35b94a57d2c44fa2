import {type Axis, axisTitle, type PlotlyObject} from './figure';

/** Okabe and Ito 2008: eight colours that colour-blind readers tell apart; yellow is left out, since paper is white. */
export const PALETTE = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000'];
/** Dashes and markers change with the colour, so that grey paper keeps lines apart. */
export const DASHES = ['solid', 'dash', 'dot', 'dashdot', 'longdash', 'longdashdot', 'solid'];
export const MARKERS = ['circle', 'square', 'diamond', 'triangle-up', 'x', 'triangle-down', 'cross'];
/** Baselines are grey, so that models stand out. */
export const BASELINE = '#6E6E6E';
export const BASELINE_DASHES = ['dot', 'dash', 'longdashdot', 'solid'];
export const FONT = 'Open Sans, Verdana, DejaVu Sans, Arial, sans-serif';
/** Of text and axes. */
export const INK = '#222222';
const GRID = '#E3E3E3';

/** The n-th colour, dash or marker; starts anew at the end of the list. */
export function nth<T>(list: readonly T[], index: number): T {
  return list[index % list.length];
}

/** Sizes of a figure in pixels and the names in its legend. */
export interface Frame {
  title: string;
  width: number;
  height: number;
  /** Names that the legend shows; none hides it. */
  legend: string[];
  /** Widest tick label of the y axis in characters; defaults to 6. */
  tickCharacters?: number;
  /** Pixels right of the axes; defaults to 20. */
  right?: number;
}

/** Breaks a text into lines of at most `characters`. */
export function wrap(text: string, characters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= characters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Rows that a horizontal legend needs: one when all names fit, else Plotly's grid of equal columns. */
export function legendRows(names: string[], width: number): number {
  if (names.length === 0) return 0;
  const widths = names.map((name) => 46 + 6.6 * name.length);
  if (widths.reduce((sum, one) => sum + one, 0) <= width) return 1;
  return Math.ceil(names.length / Math.max(1, Math.floor(width / Math.max(...widths))));
}

/**
 * The layout that every figure of the course shares: white paper, title and legend above the data, never on it.
 *
 * @param frame see {@link Frame}
 * @returns a Plotly layout without axes
 */
export function baseLayout({title, width, height, legend, tickCharacters = 6, right = 20}: Frame): PlotlyObject {
  const lines = wrap(title, Math.floor((width - 30) / 8.2));
  const left = 30 + 7 * tickCharacters;
  const legendHeight = 20 * legendRows(legend, width - left - right);
  return {
    width,
    height,
    autosize: false,
    paper_bgcolor: '#FFFFFF',
    plot_bgcolor: '#FFFFFF',
    font: {family: FONT, size: 13, color: INK},
    colorway: PALETTE,
    title: {
      text: lines.join('<br>'),
      font: {size: 16, color: INK},
      x: 0,
      xref: 'container',
      xanchor: 'left',
      y: 1,
      yref: 'container',
      yanchor: 'top',
      // Plotly lifts a title of several lines by half of what it adds.
      pad: {l: 14, t: 12 + 13 * (lines.length - 1)},
    },
    margin: {l: left, r: right, t: 24 + 20 * lines.length + legendHeight, b: 52},
    showlegend: legend.length > 0,
    legend: {orientation: 'h', x: 0, xanchor: 'left', y: 1.01, yanchor: 'bottom', font: {size: 12}, tracegroupgap: 0},
    hovermode: 'closest',
  };
}

/** 0.001, 20, 10,000: a power of ten, or a multiple of one, without rounding errors. */
function tickText(value: number): string {
  return Number(value.toPrecision(1)).toLocaleString('en-US', {maximumFractionDigits: 9});
}

/** Ticks of a log axis: 1, 2, 5 over few decades, then 0.01, 0.1, 1, then powers of ten. */
function logTicks([low, high]: [number, number]): PlotlyObject {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  if (!Number.isFinite(first) || !Number.isFinite(last)) return {};
  const decades = last - first;
  const isReadable = decades <= 6 && first >= -4 && last <= 5;
  if (decades > 3 && !isReadable) return {dtick: Math.ceil(decades / 7), exponentformat: 'power'};
  const digits = decades > 3 ? [1] : [1, 2, 5];
  const tickvals: number[] = [];
  for (let power = first; power <= last; power++) for (const digit of digits) tickvals.push(digit * 10 ** power);
  return {tickvals, ticktext: tickvals.map(tickText)};
}

/**
 * An axis in the look of the course.
 *
 * @param axis what it measures
 * @param extent lowest and highest value of the data; a log axis needs it for its ticks
 * @returns a Plotly axis
 */
export function axisLayout(axis: Axis, extent: [number, number] = axis.range ?? [0, 1]): PlotlyObject {
  const range = axis.range && (axis.log ? axis.range.map((value) => Math.log10(value)) : axis.range);
  return {
    title: {text: axisTitle(axis), font: {size: 13}, standoff: 8},
    type: axis.log ? 'log' : 'linear',
    ...(range ? {range} : {}),
    ...(axis.log ? logTicks(axis.range ?? extent) : {}),
    ...(axis.ticks ? {tickvals: axis.ticks, ticktext: axis.ticks.map(String)} : {}),
    showline: true,
    linecolor: INK,
    gridcolor: GRID,
    zeroline: false,
    ticks: 'outside',
    automargin: true,
  };
}
