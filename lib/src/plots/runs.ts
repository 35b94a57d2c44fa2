import {asNdArray, type Numbers} from '../data';
import {median, quantile} from '../metrics';
import type {ChartText, Figure, PlotlyObject} from './figure';
import {type Line, lines, short, transparent} from './lines';
import {nth, PALETTE} from './look';

/** Repeated runs of one setting, such as one a seed. */
export interface RunGroup {
  name: string;
  /** [runs, places] */
  runs: Numbers;
  /** Places; defaults to 0, 1, 2 ... */
  x?: number[];
  /** Place in the palette; defaults to the place in the list. */
  style?: number;
}

/** Options of {@link runBands}. */
export interface RunBandsText extends ChartText {
  /** Shares of the runs below and above the band; defaults to 0.1 and 0.9. */
  band?: [number, number];
  /** Grey levels to compare with, such as {'1% of the first distance': 0.01}. */
  levels?: Record<string, number>;
}

interface Summary {
  x: number[];
  low: number[];
  middle: number[];
  high: number[];
}

function summarise({name, runs, x}: RunGroup, [low, high]: [number, number]): Summary {
  const {values, shape} = asNdArray(runs, `runs of '${name}'`);
  if (shape.length !== 2 || values.length === 0) {
    throw new RangeError(`runs of '${name}' must be [runs, places] with values, got shape [${shape.join(', ')}]`);
  }
  const [count, places] = shape;
  if (x && x.length !== places) throw new RangeError(`'${name}' has ${x.length} places x but runs of ${places}`);
  const column = (at: number) => Float64Array.from({length: count}, (_, run) => values[run * places + at]);
  const columns = Array.from({length: places}, (_, at) => column(at));
  return {
    x: x ?? columns.map((_, at) => at),
    low: columns.map((one) => quantile(one, low)),
    middle: columns.map(median),
    high: columns.map((one) => quantile(one, high)),
  };
}

/**
 * The median of repeated runs as a line, in a band that holds most of them (10 % to 90 %).
 *
 * On a log axis a median ends where it falls below the range, and bands are cut off there.
 *
 * @param groups see {@link RunGroup}
 * @param text title and axes, see {@link RunBandsText}; a log axis needs its range
 * @returns the figure: all bands, then all medians, then the levels
 * @throws RangeError when there is no group, shapes do not fit, or a log axis has no range
 *
 * Lesson: notebooks/01-foundations/1.3.
 */
export function runBands(groups: RunGroup[], text: RunBandsText): Figure {
  if (groups.length === 0) throw new RangeError('runBands needs at least one group of runs');
  if (text.y.log && !text.y.range) throw new RangeError('runBands: a log axis needs its range, since runs may reach 0');
  const {band = [0.1, 0.9], levels = {}} = text;
  const floor = text.y.log && text.y.range ? text.y.range[0] : Number.NEGATIVE_INFINITY;
  // A line ends where it leaves the axes; drawn on along the edge, it would claim values that it does not have.
  const cut = (values: number[]) =>
    values.map((value, i) => (value >= floor ? value : (values[i - 1] ?? floor) >= floor ? floor : Number.NaN));
  const raised = (values: number[]) => values.map((value) => Math.max(value, floor));
  const summaries = groups.map((group) => summarise(group, band));
  const bands = summaries.map(
    ({x, low, high}, i): PlotlyObject => ({
      type: 'scatter',
      mode: 'lines',
      x: [...x, ...[...x].reverse()],
      y: [...raised(low), ...raised(high).reverse()],
      fill: 'toself',
      fillcolor: transparent(nth(PALETTE, groups[i].style ?? i), 0.18),
      line: {width: 0},
      hoverinfo: 'skip',
      showlegend: false,
    }),
  );
  const medians = summaries.map(({x, middle}, i): Line => {
    return {name: groups[i].name, x, y: cut(middle), style: groups[i].style ?? i};
  });
  const places = summaries.flatMap(({x}) => x);
  const ends = [Math.min(...places), Math.max(...places)];
  const grey = Object.entries(levels).map(([name, level], style): Line => {
    return {name, x: ends, y: [level, level], baseline: true, style};
  });
  const described = summaries.map(({x, middle}, i) => {
    return `${groups[i].name} from ${short(middle[0])} at ${x[0]} to ${short(middle.at(-1) ?? 0)} at ${x.at(-1)}`;
  });
  const alt = `${text.title}. Medians of ${text.y.label} over ${text.x.label}, with bands: ${described.join('; ')}.`;
  const figure = lines([...medians, ...grey], {...text, alt: text.alt ?? alt});
  return {...figure, data: [...bands, ...figure.data]};
}
