import type {Numbers} from '../../data';
import {asNdArray} from '../../data';
import {checkOptions} from '../../data/arguments';
import type {Axis, Figure, PlotlyObject, TitledText} from '../figure';
import {lineTraces, readVector} from '../lines';
import {axisLayout, baseLayout} from '../look';
import {panels} from '../panels';

/** A run of steps that are not as the others, such as `data.generateAnomalies` gives. */
export interface AnomalyRange {
  /** First step. */
  start: number;
  /** The step after the last one. */
  end: number;
}

/** A part of a series with what was forecast and detected there. */
export interface AnomalyPanel {
  /** What stands above the panel: 'training', 'test'. */
  name: string;
  /** [time steps] in original units. */
  values: Numbers;
  /** Step of the first value; defaults to 0. */
  start?: number;
  /** [time steps] ends of the predicted interval; NaN where there is none, as before the first window. */
  interval?: {lower: Numbers; upper: Numbers};
  /** Steps that were called anomalous, counted as `start` is. */
  detected?: readonly number[];
}

const [RANGE_FILL, RANGE_LINE, BAND] = ['rgba(230,159,0,0.25)', '#8A6000', 'rgba(0,114,178,0.28)'];

interface Part {
  name: string;
  values: number[];
  start: number;
  ends?: {lower: number[]; upper: number[]};
  detected: readonly number[];
}

function read({name, values, start = 0, interval, detected = []}: AnomalyPanel): Part {
  const y = readVector(values, `values of '${name}'`);
  if (y.length === 0) throw new RangeError(`anomalyRanges: '${name}' has no values`);
  const bad = y.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`anomalyRanges: '${name}' holds ${y[bad]} at place ${bad}`);
  if (!Number.isInteger(start)) throw new RangeError(`anomalyRanges: '${name}' starts at ${start}, not a whole number`);
  const odd = detected.find((t) => !Number.isInteger(t) || t < start || t >= start + y.length);
  if (odd !== undefined) {
    throw new RangeError(
      `anomalyRanges: step ${odd} detected in '${name}', which goes from ${start} to ${start + y.length - 1}`,
    );
  }
  if (!interval) return {name, values: y, start, detected};
  const [lower, upper] = [interval.lower, interval.upper].map((end) => Array.from(asNdArray(end, 'interval').values));
  if (lower.length !== y.length || upper.length !== y.length) {
    throw new RangeError(
      `anomalyRanges: '${name}' has ${y.length} values but ${lower.length} lower and ${upper.length} upper ends`,
    );
  }
  const wrong = lower.findIndex((low, k) => low > upper[k]);
  if (wrong >= 0) {
    throw new RangeError(
      `anomalyRanges: '${name}': lower is ${lower[wrong]} but upper ${upper[wrong]} at step ${start + wrong}`,
    );
  }
  return {name, values: y, start, ends: {lower, upper}, detected};
}

/** The interval as closed bands, one for each stretch without NaN. */
function bandTrace({start, ends}: Part): PlotlyObject[] {
  if (!ends) return [];
  const [x, y]: [(number | null)[], (number | null)[]] = [[], []];
  let from = 0;
  while (from < ends.lower.length) {
    let to = from;
    while (to < ends.lower.length && Number.isFinite(ends.lower[to]) && Number.isFinite(ends.upper[to])) to++;
    if (to > from) {
      if (x.length > 0) {
        x.push(null);
        y.push(null);
      }
      const steps = Array.from({length: to - from}, (_, k) => start + from + k);
      x.push(...steps, ...steps.reverse());
      y.push(...ends.upper.slice(from, to), ...ends.lower.slice(from, to).reverse());
    }
    from = to + 1;
  }
  const look = {fill: 'toself', fillcolor: BAND, line: {color: '#0072B2', width: 0.8}, hoverinfo: 'skip'};
  return [{type: 'scatter', mode: 'lines', name: 'predicted interval', x, y, ...look}];
}

/** Ranges inside a part, cut to it. */
function within(ranges: readonly AnomalyRange[], {start, values}: Part): [from: number, to: number][] {
  return ranges
    .map(({start: from, end}): [number, number] => [Math.max(from, start), Math.min(end, start + values.length)])
    .filter(([from, to]) => from < to);
}

function rangeTrace(cut: [number, number][], [low, high]: [number, number]): PlotlyObject[] {
  if (cut.length === 0) return [];
  const ends = cut.map(([from, to]) => [from - 0.5, to - 0.5]);
  return [
    {
      ...{type: 'scatter', mode: 'lines', name: 'anomaly', fill: 'toself', fillcolor: RANGE_FILL, hoverinfo: 'skip'},
      line: {color: RANGE_LINE, width: 1, dash: 'dash'},
      x: ends.flatMap(([from, to], i) => [...(i > 0 ? [null] : []), from, from, to, to, from]),
      y: ends.flatMap((_, i) => [...(i > 0 ? [null] : []), low, high, high, low, low]),
    },
  ];
}

function detectedTrace({detected, start, values}: Part): PlotlyObject[] {
  if (detected.length === 0) return [];
  return [
    {
      ...{type: 'scatter', mode: 'markers', name: 'detected', x: [...detected]},
      y: detected.map((t) => values[t - start]),
      marker: {symbol: 'x-thin', size: 8, color: '#C24A00', line: {color: '#C24A00', width: 1.8}},
    },
  ];
}

/**
 * Where a series is not as usual: true ranges shaded, with the predicted interval and the points that were detected.
 *
 * @param parts one panel each, below each other, such as training and test; see {@link AnomalyPanel}
 * @param ranges true anomalies, counted in steps of the whole series, see {@link AnomalyRange}
 * @param text title; the axes default to time and value; the height to 230 pixels a panel and the head
 * @returns the figure, all panels with the same y axis; its text counts detected steps inside and outside of the ranges
 * @throws RangeError when lengths differ, a range is empty, or a detected step lies outside of its part
 *
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function anomalyRanges(
  parts: readonly AnomalyPanel[],
  ranges: readonly AnomalyRange[],
  text: TitledText,
): Figure {
  if (parts.length === 0) throw new RangeError('anomalyRanges needs at least one part of a series');
  for (const part of parts) {
    checkOptions(`anomalyRanges: part '${part.name}'`, part, ['name', 'values', 'start', 'interval', 'detected']);
  }
  const empty = ranges.find(({start, end}) => !(Number.isInteger(start) && Number.isInteger(end) && start < end));
  if (empty) throw new RangeError(`anomalyRanges: the range from ${empty.start} to ${empty.end} is empty`);
  const all = parts.map(read);
  const shown = all.flatMap(({values, ends}) => [...values, ...(ends ? [...ends.lower, ...ends.upper] : [])]);
  const [low, high] = shown
    .filter(Number.isFinite)
    .reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
  const edge = 0.05 * (high - low || 1);
  const {title, width = 700, alt} = text;
  const x: Axis = text.x ?? {label: 'time', unit: 'steps'};
  const y: Axis = {...(text.y ?? {label: 'value', unit: ''})};
  const range = y.range ?? [low - edge, high + edge];
  const figures = all.map((part): Figure => {
    const {name, values, start} = part;
    const steps = values.map((_, t) => start + t);
    const [line] = lineTraces({name: 'series', x: steps, y: values, style: 6}, 0);
    line.line = {...(line.line as object), width: 1.2};
    const data = [...rangeTrace(within(ranges, part), range), ...bandTrace(part), line, ...detectedTrace(part)];
    return {
      data,
      layout: {
        ...baseLayout({title: name, width, height: 260, legend: []}),
        xaxis: axisLayout({...x, range: [start - 1, start + values.length]}),
        yaxis: axisLayout({...y, range}),
      },
      alt: name,
    };
  });
  const described = all.map((part) => {
    const cut = within(ranges, part);
    const hits = part.detected.filter((t) => cut.some(([from, to]) => t >= from && t < to)).length;
    const where = cut.map(([from, to]) => `${from} to ${to - 1}`).join(', ') || 'none';
    const found =
      part.detected.length > 0 ? `; detected ${hits} steps inside, ${part.detected.length - hits} outside` : '';
    return `${part.name}, steps ${part.start} to ${part.start + part.values.length - 1}: anomalies ${where}${found}`;
  });
  const rowHeight = text.height === undefined ? 230 : (text.height - 64) / all.length;
  return panels(figures, {title, columns: 1, width, rowHeight, alt: alt ?? `${title}. ${described.join('. ')}.`});
}
