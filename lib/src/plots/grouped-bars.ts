import {asNdArray, type Numbers} from '../data';
import type {ChartText, Figure, PlotlyObject} from './figure';
import {short} from './lines';
import {axisLayout, baseLayout, INK, nth, PALETTE, wrap} from './look';

/** Hatches change with the colour, so that grey paper keeps bars apart. */
const PATTERNS = ['', '/', '.', 'x', '\\', '-', '+'];

/** Bars of one colour, one a category. */
export interface BarGroup {
  name: string;
  /** [categories] */
  values: Numbers;
  /** [categories] half lengths of error bars. */
  errors?: Numbers;
}

/** Options of {@link groupedBars}. */
export interface GroupedBarsText extends ChartText {
  /** Names of the categories along the x axis. */
  categories: string[];
  /** Level to compare with, such as {name: 'chance', value: 0.1}. */
  level?: {name: string; value: number};
}

/**
 * Bars side by side by category: parameters of LSTM beside GRU, precision beside recall by type.
 *
 * @param groups see {@link BarGroup}, one to seven
 * @param text title, axes, categories
 * @returns the figure; values stand above the bars where there is room
 * @throws RangeError when there is no group, or a number of values does not fit
 *
 * Lesson: notebooks/03-gated-cells/3.2.
 */
export function groupedBars(groups: BarGroup[], text: GroupedBarsText): Figure {
  const {categories, level, title, width = 700, height = 400} = text;
  if (groups.length === 0 || groups.length > PATTERNS.length) {
    throw new RangeError(`groupedBars draws 1 to ${PATTERNS.length} groups, got ${groups.length}`);
  }
  const read = groups.map(({name, values, errors}) => {
    const heights = Array.from(asNdArray(values, name).values);
    const spreads = errors === undefined ? undefined : Array.from(asNdArray(errors, `errors of '${name}'`).values);
    for (const list of spreads ? [heights, spreads] : [heights]) {
      if (list.length !== categories.length) {
        throw new RangeError(`groupedBars: '${name}' has ${list.length} values for ${categories.length} categories`);
      }
    }
    const bad = heights.find((value) => !Number.isFinite(value) || (text.y.log && value <= 0));
    if (bad !== undefined) throw new RangeError(`'${name}' has the value ${bad}${text.y.log ? ' on a log axis' : ''}`);
    return {name, heights, spreads};
  });
  const labels = categories.map((name) => wrap(name, Math.max(8, Math.floor(78 / categories.length))).join('<br>'));
  const isRoomy = categories.length * groups.length <= 14;
  const data = read.map(({name, heights, spreads}, i): PlotlyObject => {
    const color = nth(PALETTE, i);
    const error = {type: 'data', array: spreads, color: '#222222', thickness: 1.5, width: 4};
    return {
      ...{type: 'bar', name, x: labels, y: heights},
      marker: {
        color,
        line: {color, width: 1},
        pattern: {shape: PATTERNS[i], fgcolor: '#FFFFFF', bgcolor: color, size: 7, solidity: 0.35},
      },
      ...(spreads ? {error_y: error} : {}),
      ...(isRoomy && !spreads
        ? {text: heights.map(barText), textposition: 'outside', textangle: 0, cliponaxis: false, textfont: {size: 11}}
        : {}),
    };
  });
  if (level) {
    data.push({
      ...{type: 'scatter', mode: 'lines', name: level.name, x: [labels[0], labels.at(-1)]},
      // Dark, unlike a baseline between curves: the line runs across bars of every colour.
      ...{y: [level.value, level.value], line: {color: INK, width: 2.5, dash: 'dash'}},
    });
  }
  const described = read.map(({name, heights}) => {
    return `${name} ${heights.map((value, i) => `${short(value)} for ${categories[i]}`).join(', ')}`;
  });
  const most = Math.max(...read.flatMap(({heights, spreads}) => heights.map((one, i) => one + (spreads?.[i] ?? 0))));
  const isPositive = read.every(({heights}) => heights.every((value) => value >= 0));
  const range: {range?: [number, number]} = isPositive && !text.y.log ? {range: [0, 1.1 * (most || 1)]} : {};
  const versus = level ? `; ${level.name} ${short(level.value)}` : '';
  return {
    data,
    layout: {
      ...baseLayout({title, width, height, legend: data.map(({name}) => String(name))}),
      barmode: 'group',
      bargap: 0.28,
      xaxis: {...axisLayout(text.x), type: 'category', showgrid: false, ...levelNames(labels, width)},
      yaxis: axisLayout({...range, ...text.y}),
    },
    alt: text.alt ?? `${title}. Bars of ${text.y.label}: ${described.join('; ')}${versus}.`,
  };
}

/** Smaller letters where names side by side would touch: Plotly would turn them. */
function levelNames(labels: string[], width: number): PlotlyObject {
  const lengths = labels.map((label) => Math.max(...label.split('<br>').map((line) => line.length)));
  const longest = Math.max(0, ...lengths.slice(1).map((length, i) => (length + lengths[i]) / 2));
  const fits = (size: number) => 0.57 * size * longest <= (width - 92) / labels.length;
  const size = fits(13) ? undefined : [12, 11].find(fits);
  return size === undefined ? {} : {tickfont: {size}, tickangle: 0};
}

/** Three digits, or all of them with separators for counts. */
function barText(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en-US') : short(value);
}

/**
 * Bars lying on their side, for names that need room: the most frequent words.
 *
 * @param list names and values, drawn from top to bottom in this order
 * @param text title and axes: x measures the bars, y names what they are
 * @returns the figure
 * @throws RangeError when there are no bars, or a value is not finite
 *
 * Lesson: notebooks/01-foundations/1.1.
 */
export function rankedBars(list: {name: string; value: number}[], text: ChartText): Figure {
  if (list.length === 0) throw new RangeError('rankedBars needs at least one bar');
  const bad = list.find(({value}) => !Number.isFinite(value));
  if (bad) throw new RangeError(`bar '${bad.name}' has the value ${bad.value}`);
  const {title, width = 700, height = 110 + 22 * list.length} = text;
  const longest = Math.max(...list.map(({name}) => name.length));
  const values = list.map(({value}) => value);
  return {
    data: [
      {
        ...{type: 'bar', orientation: 'h', x: values, y: list.map(({name}) => name), showlegend: false},
        ...{text: values.map(barText), textposition: 'outside', cliponaxis: false, marker: {color: PALETTE[0]}},
      },
    ],
    layout: {
      ...baseLayout({title, width, height, legend: [], tickCharacters: Math.min(24, longest + 2)}),
      bargap: 0.25,
      xaxis: axisLayout({range: [Math.min(0, ...values), 1.1 * Math.max(0, ...values)], ...text.x}),
      yaxis: {
        ...axisLayout(text.y),
        type: 'category',
        autorange: 'reversed',
        showgrid: false,
        tickcolor: '#FFFFFF',
        dtick: 1,
      },
    },
    alt:
      text.alt ??
      `${title}. Bars of ${text.x.label}: ${list.map(({name, value}) => `${name} ${short(value)}`).join(', ')}.`,
  };
}
