import {asNdArray, type Numbers} from '../data';
import {type Axis, axisTitle, type Figure, type PlotlyObject} from './figure';
import {axisLayout, baseLayout} from './look';
import {panels} from './panels';

/** What a network's outputs hear of its inputs. */
export interface InfluenceMap {
  name: string;
  /** [output steps, input steps], 0 where nothing arrives, see `models.stepInfluence`. */
  influence: Numbers;
  /** Input steps to be marked, counted from 1. */
  marks?: number[];
}

/** Options of {@link influenceMaps}. */
export interface InfluenceMapsText {
  title: string;
  /** What the colour measures. */
  colour: Axis;
  /** Panels in a row; defaults to 3. */
  columns?: number;
  /** Pixels of a row; defaults to 230. */
  rowHeight?: number;
  /** Pixels; defaults to 700. */
  width?: number;
  alt?: string;
}

/** Light to dark, so that grey paper keeps the order; the lowest colour still differs from the empty ground. */
const SCALE = [
  [0, '#C6DBEF'],
  [0.5, '#4292C6'],
  [1, '#08306B'],
];

/**
 * Which input step moves which output step, a panel a network: output steps downwards, input steps to the right.
 *
 * Colours are powers of ten; cells where exactly nothing arrives stay empty.
 *
 * @param maps see {@link InfluenceMap}
 * @param text title and colour, see {@link InfluenceMapsText}
 * @returns the figure; all panels share the colours
 * @throws RangeError when there is no map, one is no matrix, or a value is negative or not finite
 *
 * Lesson: notebooks/03-gated-cells/3.3.
 */
export function influenceMaps(maps: InfluenceMap[], text: InfluenceMapsText): Figure {
  if (maps.length === 0) throw new RangeError('influenceMaps needs at least one map');
  const read = maps.map(({name, influence, marks = []}) => {
    const {values, shape} = asNdArray(influence, `influence of '${name}'`);
    if (shape.length !== 2 || values.length === 0) {
      throw new RangeError(`influenceMaps: '${name}' must be [output steps, input steps], got [${shape.join(', ')}]`);
    }
    const bad = values.find((value) => !(value >= 0 && Number.isFinite(value)));
    if (bad !== undefined) throw new RangeError(`influenceMaps: '${name}' holds ${bad}`);
    return {name, values: Array.from(values), rows: shape[0], columns: shape[1], marks};
  });
  const powers = read.flatMap(({values}) => values.filter((value) => value > 0).map(Math.log10));
  const cmax = text.colour.range ? Math.log10(text.colour.range[1]) : Math.ceil(Math.max(...powers, -1));
  const cmin = text.colour.range
    ? Math.log10(text.colour.range[0])
    : Math.max(Math.floor(Math.min(...powers)), cmax - 6);
  const ticks = Array.from({length: Math.round(cmax - cmin) + 1}, (_, i) => cmin + i);
  const colorbar = {
    title: {text: axisTitle(text.colour), side: 'right', font: {size: 12}},
    ...{thickness: 12, outlinewidth: 0, tickvals: ticks, len: 0.9},
    ticktext: ticks.map((power) => (power === 0 ? '1' : `10<sup>${power}</sup>`)),
  };
  const figures = read.map(({name, values, rows, columns, marks}, i): Figure => {
    const side = (steps: number) => ({showgrid: false, ticks: '', dtick: Math.max(1, Math.ceil(steps / 5)), tick0: 1});
    const z = Array.from({length: rows}, (_, t) =>
      values.slice(t * columns, (t + 1) * columns).map((value) => (value > 0 ? Math.log10(value) : null)),
    );
    const steps = (count: number) => Array.from({length: count}, (_, k) => k + 1);
    const heat: PlotlyObject = {
      type: 'heatmap',
      x: steps(columns),
      y: steps(rows),
      z,
      xgap: 1,
      ygap: 1,
      coloraxis: 'coloraxis',
    };
    const dots: PlotlyObject[] =
      marks.length === 0
        ? []
        : [
            {
              ...{
                type: 'scatter',
                mode: 'markers',
                x: marks,
                y: marks.map(() => 0),
                showlegend: false,
                hoverinfo: 'skip',
              },
              ...{marker: {symbol: 'triangle-down', size: 9, color: '#D55E00'}, cliponaxis: false},
            },
          ];
    return {
      data: [heat, ...dots],
      layout: {
        ...baseLayout({title: name, width: 260, height: 260, legend: []}),
        xaxis: {
          ...axisLayout({label: i >= read.length - (text.columns ?? 3) ? 'input step' : '', unit: ''}),
          ...side(columns),
          range: [0.5, columns + 0.5],
        },
        yaxis: {
          ...axisLayout({label: i % (text.columns ?? 3) === 0 ? 'output step' : '', unit: ''}),
          ...side(rows),
          range: [rows + 0.5, marks.length > 0 ? -0.5 : 0.5],
        },
        coloraxis: {colorscale: SCALE, cmin, cmax, colorbar},
      },
      alt: `${name}: ${describe(values, rows, columns)}`,
    };
  });
  const {columns = 3, rowHeight = 230, width = 700, title} = text;
  const alt = text.alt ?? `${title}. ${figures.map((figure) => figure.alt).join(' ')}`;
  const figure = panels(figures, {title, columns, rowHeight, width, alt});
  // All panels share one colour bar, for which panels leaves no room.
  const margin = figure.layout.margin as Record<string, number>;
  return {...figure, layout: {...figure.layout, width: width + 60, margin: {...margin, r: margin.r + 60}}};
}

/** Which cells are empty, in words. */
function describe(values: number[], rows: number, columns: number): string {
  const share = (isIn: (t: number, s: number) => boolean) => {
    const cells = values.filter((_, at) => isIn(Math.floor(at / columns), at % columns));
    return cells.filter((value) => value > 0).length / (cells.length || 1);
  };
  const words = (part: number) => (part === 1 ? 'all' : part === 0 ? 'none' : `${Math.round(100 * part)} percent`);
  if (rows !== columns) return `${words(share(() => true))} of the inputs move an output.`;
  return `of earlier and equal steps ${words(share((t, s) => s <= t))} move an output, of later ones ${words(share((t, s) => s > t))}.`;
}
