import {asNdArray, type Numbers} from '../data';
import {nameAtEnd} from './baseline-names';
import type {Axis, ChartText, Figure, PlotlyObject} from './figure';
import {axisLayout, BASELINE, BASELINE_DASHES, baseLayout, DASHES, MARKERS, nth, PALETTE} from './look';

/** One line of a chart. */
export interface Line {
  /** What the legend calls it; a line without a name is not in the legend. */
  name?: string;
  /** Heights. */
  y: Numbers;
  /** Places; defaults to 0, 1, 2 ... */
  x?: Numbers;
  /** 'line', 'markers' or 'both'; defaults to 'line'. */
  draw?: 'line' | 'markers' | 'both';
  /** Half height of a band around the line, such as a standard deviation. */
  spread?: Numbers;
  /** Thin, grey, and named at its right end; defaults to false. */
  baseline?: boolean;
  /** Plotly's name of the dash; defaults to the one of the place in the palette. */
  dash?: string;
  /** Place in the palette; defaults to the place in the list. */
  style?: number;
}

const MODES = {line: 'lines', markers: 'markers', both: 'lines+markers'} as const;

/** Reads one list of numbers. */
export function readVector(numbers: Numbers, name: string): number[] {
  const {values, shape} = asNdArray(numbers, name);
  if (shape.filter((size) => size !== 1).length > 1) {
    throw new RangeError(`${name} must be one list of numbers, got shape [${shape.join(', ')}]`);
  }
  return Array.from(values);
}

/** Colour as rgba, for bands. */
export function transparent(colour: string, alpha: number): string {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return `rgba(${part(1)},${part(3)},${part(5)},${alpha})`;
}

function reversed(values: number[]): number[] {
  return [...values].reverse();
}

/** The traces of one line: its band, if any, and the line. */
export function lineTraces(line: Line, index: number): PlotlyObject[] {
  const name = line.name ?? `line ${index + 1}`;
  const y = readVector(line.y, `y of '${name}'`);
  const x = line.x === undefined ? y.map((_, i) => i) : readVector(line.x, `x of '${name}'`);
  if (x.length !== y.length) throw new RangeError(`'${name}' has ${x.length} places x but ${y.length} heights y`);
  const style = line.style ?? index;
  const color = line.baseline ? BASELINE : nth(PALETTE, style);
  const dash = line.dash ?? nth(line.baseline ? BASELINE_DASHES : DASHES, style);
  const isNamed = line.baseline && line.name !== undefined;
  const trace: PlotlyObject = {
    type: 'scatter',
    mode: MODES[line.draw ?? 'line'],
    name,
    x,
    y,
    showlegend: line.name !== undefined,
    line: {color, width: line.baseline ? 1.25 : 2, dash},
    marker: {color, size: line.baseline ? 6 : 8, symbol: nth(MARKERS, style)},
    ...(isNamed ? {meta: {legendDash: dash}} : {}),
  };
  if (line.spread === undefined) return [trace];
  const spread = readVector(line.spread, `spread of '${name}'`);
  if (spread.length !== y.length)
    throw new RangeError(`'${name}' has ${y.length} heights but ${spread.length} spreads`);
  const band: PlotlyObject = {
    type: 'scatter',
    mode: 'lines',
    x: [...x, ...reversed(x)],
    y: [...y.map((value, i) => value + spread[i]), ...reversed(y.map((value, i) => value - spread[i]))],
    fill: 'toself',
    fillcolor: transparent(color, 0.18),
    line: {width: 0},
    hoverinfo: 'skip',
    showlegend: false,
  };
  return [band, trace];
}

/** A number for prose: three significant digits. */
export function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : String(value);
}

/** Lowest and highest value that a log axis can draw. */
export function extent(values: Iterable<number>): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value) || value <= 0) continue;
    [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  return [low, high];
}

/** 'from 0.1 to 2.5' over all finite values. */
export function rangeText(values: Iterable<number>): string {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? 'without values' : `from ${short(low)} to ${short(high)}`;
}

/** 'naive stays at 0.02', 'model from 0.14 at 1 to 0.003 at 10, highest 0.3 at 2': the course of a line. */
function courseText(line: Line, name: string): string {
  const [y, x] = [readVector(line.y, name), line.x === undefined ? undefined : readVector(line.x, name)];
  const known = y.flatMap((value, i) => (Number.isFinite(value) ? [{value, place: short(x?.[i] ?? i)}] : []));
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return `${name} without values`;
  const by = [...known].sort((a, b) => a.value - b.value);
  const [lowest, highest] = [by[0], by[by.length - 1]];
  if (lowest.value === highest.value) return `${name} ${known.length > 1 ? 'stays at ' : ''}${short(first.value)}`;
  const beyond = 0.05 * (highest.value - lowest.value);
  const [bottom, top] = [Math.min(first.value, last.value), Math.max(first.value, last.value)];
  const low = lowest.value < bottom - beyond ? `, lowest ${short(lowest.value)} at ${lowest.place}` : '';
  const high = highest.value > top + beyond ? `, highest ${short(highest.value)} at ${highest.place}` : '';
  return `${name} from ${short(first.value)} at ${first.place} to ${short(last.value)} at ${last.place}${low}${high}`;
}

/** Steps and epochs are counted: few of them need a tick each, where Plotly would write halves between them. */
function countingTicks(places: number[], axis: Axis): PlotlyObject {
  const isCounted = !axis.log && !axis.ticks && !axis.range && places.every(Number.isInteger);
  const span = Math.max(...places) - Math.min(...places);
  return isCounted && span >= 1 && span <= 3 ? {dtick: 1} : {};
}

/**
 * Lines in one pair of axes.
 *
 * @param lines see {@link Line}
 * @param text title, axes with units, see {@link ChartText}
 * @returns the figure
 * @throws RangeError when there is no line, or lengths differ
 */
export function lines(lines: Line[], text: ChartText): Figure {
  if (lines.length === 0) throw new RangeError('lines needs at least one line');
  const data = lines.flatMap(lineTraces);
  const legend = lines.flatMap(({name}) => (name === undefined ? [] : [name]));
  const {width = 700, height = 400} = text;
  const places = data.flatMap(({x}) => x as number[]);
  const described = lines.flatMap((line) => (line.name === undefined ? [] : [courseText(line, line.name)]));
  const frame = (names: string[], right?: number) =>
    baseLayout({title: text.title, width, height, legend: names, right});
  const figure = {
    data,
    layout: {
      ...frame(legend),
      xaxis: {...axisLayout(text.x, extent(places)), ...countingTicks(places, text.x)},
      yaxis: axisLayout(text.y, extent(data.flatMap(({y}) => y as number[]))),
    },
    alt:
      text.alt ??
      `${text.title}. ${text.y.label} over ${text.x.label}: ${described.join('; ') || 'lines without names'}.`,
  };
  return nameAtEnd(figure, text.y, frame);
}
