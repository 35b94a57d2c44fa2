import {asNdArray, type Numbers} from '../data';
import {colourBar} from './colour-bar';
import {type Axis, axisTitle, type ChartText, type Figure, type PlotlyObject} from './figure';
import {lines, rangeText} from './lines';
import {axisLayout, baseLayout} from './look';

/** From orange through white to blue (Okabe and Ito's hues); on grey paper both ends turn dark, so cells carry numbers. */
export const DIVERGING = [
  [0, '#B34700'],
  [0.25, '#E9A36B'],
  [0.5, '#FFFFFF'],
  [0.75, '#7DB4DC'],
  [1, '#00456F'],
];
/** Light to dark, so that grey paper keeps the order. */
export const SEQUENTIAL = [
  [0, '#F7FBFF'],
  [0.5, '#6BAED6'],
  [1, '#08306B'],
];

/** What a heatmap says about itself. */
export interface HeatmapText extends ChartText {
  /** What the colour measures. */
  colour: Axis;
  /** Names of the rows, which may repeat; defaults to 0, 1, 2 ... */
  rows?: string[];
  /** Names of the columns, which may repeat; defaults to 0, 1, 2 ... */
  columns?: string[];
  /** Writes the value into each cell; defaults to true up to 150 cells. */
  numbers?: boolean;
}

/** Names of cells along one side: as a category axis, or as ticks where names repeat, since a category axis merges equal names. */
function namedSide(names: string[]): {places: string[] | number[]; axis: PlotlyObject} {
  const bare = {showgrid: false, showline: false, ticks: ''};
  if (new Set(names).size === names.length) {
    return {places: names, axis: {type: 'category', ...bare, nticks: Math.min(names.length, 20)}};
  }
  const places = names.map((_, i) => i);
  const every = Math.ceil(names.length / 20);
  const tickvals = places.filter((i) => i % every === 0);
  return {places, axis: {type: 'linear', ...bare, tickvals, ticktext: tickvals.map((i) => names[i])}};
}

function indexNames(count: number): string[] {
  return Array.from({length: count}, (_, i) => String(i));
}

/**
 * A matrix as coloured cells, row 0 on top: weights, states by time, attention.
 *
 * @param matrix [rows, columns]
 * @param text title, axes, colour
 * @returns the figure; colours are centred on 0 where signs are mixed
 * @throws RangeError when it is no matrix, or a number of names does not fit
 */
export function heatmap(matrix: Numbers, text: HeatmapText): Figure {
  const {values, shape} = asNdArray(matrix, 'matrix');
  if (shape.length !== 2 || values.length === 0) {
    throw new RangeError(`heatmap needs [rows, columns] with values, got shape [${shape.join(', ')}]`);
  }
  const [rows, columns] = shape;
  const [rowNames, columnNames] = [text.rows ?? indexNames(rows), text.columns ?? indexNames(columns)];
  if (rowNames.length !== rows || columnNames.length !== columns) {
    throw new RangeError(
      `heatmap: shape [${rows}, ${columns}] but ${rowNames.length} row names and ${columnNames.length} column names`,
    );
  }
  const z = Array.from({length: rows}, (_, i) => Array.from(values.subarray(i * columns, (i + 1) * columns)));
  const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  const isMixed = values.some((value) => value < 0);
  const isNumbered = text.numbers ?? values.length <= 150;
  const {width = 700, height = 400} = text;
  const [across, down] = [namedSide(columnNames), namedSide(rowNames)];
  const trace = {
    type: 'heatmap',
    z,
    x: across.places,
    y: down.places,
    colorscale: isMixed ? DIVERGING : SEQUENTIAL,
    ...(isMixed ? {zmin: -most, zmax: most} : {}),
    xgap: 1,
    ygap: 1,
    colorbar: colourBar(axisTitle(text.colour)),
    ...(isNumbered ? {texttemplate: '%{z:.2f}', textfont: {size: 11}} : {}),
  };
  const layout = baseLayout({title: text.title, width, height, legend: []});
  return {
    data: [trace],
    layout: {
      ...layout,
      xaxis: {...axisLayout(text.x), ...across.axis},
      yaxis: {...axisLayout(text.y), ...down.axis, autorange: 'reversed'},
    },
    alt:
      text.alt ??
      `${text.title}. ${rows} × ${columns} cells, ${text.colour.label} ${rangeText(values)}, by ${text.y.label} and ${text.x.label}.`,
  };
}

/**
 * The state of a recurrent layer over time, one line a unit.
 *
 * @param states [time steps, units]
 * @param text title and axes
 * @returns the figure; beyond seven units lines are grey and without legend
 * @throws RangeError when it is no matrix
 */
export function stateTrajectories(states: Numbers, text: ChartText): Figure {
  const {values, shape} = asNdArray(states, 'states');
  if (shape.length !== 2) throw new RangeError(`states must be [time steps, units], got [${shape.join(', ')}]`);
  const [steps, units] = shape;
  const few = units <= 7;
  const list = Array.from({length: units}, (_, unit) => ({
    name: few ? `unit ${unit}` : undefined,
    y: Array.from({length: steps}, (_, t) => values[t * units + unit]),
    baseline: !few,
    style: few ? unit : 3,
    draw: few && steps <= 30 ? ('both' as const) : ('line' as const),
  }));
  const alt = `${text.title}. ${units} units over ${steps} time steps, states ${rangeText(values)}.`;
  return lines(list, {...text, alt: text.alt ?? alt});
}
