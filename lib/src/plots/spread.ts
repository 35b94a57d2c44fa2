import {asNdArray, type Numbers} from '../data';
import {quantile} from '../metrics';
import type {ChartText, Figure, PlotlyObject, TitledText} from './figure';
import {extent, short, transparent} from './lines';
import {axisLayout, BASELINE, baseLayout, DASHES, nth, PALETTE, wrap} from './look';

/** Many numbers of one thing, such as the errors of a model on all test series. */
export interface SpreadGroup {
  name: string;
  /** Any shape. */
  values: Numbers;
  /** Drawn in grey; defaults to false. */
  baseline?: boolean;
}

function readGroup({name, values}: SpreadGroup): Float64Array {
  const {values: read} = asNdArray(values, name);
  if (read.length === 0) throw new RangeError(`'${name}' has no values`);
  const bad = read.find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw new RangeError(`'${name}' holds ${bad}`);
  return read;
}

/**
 * Box plots: the middle half of the values as a box with the median, whiskers from 5% to 95%, the mean as a diamond.
 *
 * @param groups see {@link SpreadGroup}
 * @param text title and axes; the x axis names what the boxes are
 * @returns the figure
 * @throws RangeError when there is no group, one has no values, or a value cannot be drawn
 *
 * Lesson: notebooks/02-forecasting/2.2 and 2.3.
 */
export function boxes(groups: SpreadGroup[], text: ChartText): Figure {
  if (groups.length === 0) throw new RangeError('boxes needs at least one group');
  const summaries = groups.map((group) => {
    const values = readGroup(group);
    const at = (share: number) => quantile(values, share);
    const [low, q1, median, q3, high] = [0.05, 0.25, 0.5, 0.75, 0.95].map(at);
    if (text.y.log && low <= 0) throw new RangeError(`'${group.name}' has values of 0 or less on a log axis`);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return {low, q1, median, q3, high, mean};
  });
  const labels = groups.map(({name}) => wrap(name, Math.max(8, Math.floor(78 / groups.length))).join('<br>'));
  const data = summaries.map(({low, q1, median, q3, high, mean}, i): PlotlyObject => {
    const {baseline} = groups[i];
    const color = baseline ? BASELINE : PALETTE[0];
    return {
      ...{type: 'box', name: labels[i], x: [labels[i]], q1: [q1], median: [median], q3: [q3], mean: [mean]},
      ...{lowerfence: [low], upperfence: [high], boxmean: false, showlegend: false, width: 0.5},
      line: {color, width: 2},
      fillcolor: baseline ? '#E3E3E3' : transparent(PALETTE[0], 0.25),
    };
  });
  data.push({
    ...{type: 'scatter', mode: 'markers', name: 'mean', x: labels, y: summaries.map(({mean}) => mean)},
    marker: {symbol: 'diamond', size: 10, color: PALETTE[1], line: {color: '#FFFFFF', width: 1}},
  });
  const {width = 700, height = 400, title} = text;
  const described = summaries.map(({q1, median, q3}, i) => {
    return `${groups[i].name} median ${short(median)}, half between ${short(q1)} and ${short(q3)}`;
  });
  return {
    data,
    layout: {
      ...baseLayout({title, width, height, legend: ['mean']}),
      xaxis: {...axisLayout(text.x), type: 'category', showgrid: false},
      yaxis: axisLayout(text.y, extent(summaries.flatMap(({low, high}) => [low, high]))),
    },
    alt: text.alt ?? `${title}. Boxes of ${text.y.label}, whiskers from 5% to 95%: ${described.join('; ')}.`,
  };
}

/** Options of {@link histogram}. */
export interface HistogramText extends TitledText {
  /** Bins of equal width over all groups; defaults to 40. */
  bins?: number;
}

/**
 * How often values fall where, as outlines of one scale: initial weights, errors, gradient norms.
 *
 * @param groups see {@link SpreadGroup}
 * @param text title, axes; `x.range` fixes the bins (values outside are not drawn, and the text says how many)
 * @returns the figure; heights are shares of each group
 * @throws RangeError when there is no group, one has no values, or bins are impossible
 *
 * Lesson: notebooks/01-foundations/1.5.
 */
export function histogram(groups: SpreadGroup[], text: HistogramText): Figure {
  if (groups.length === 0) throw new RangeError('histogram needs at least one group');
  const {bins = 40, title, width = 700, height = 380} = text;
  if (!Number.isInteger(bins) || bins < 1) throw new RangeError(`bins must be a whole number above 0, got ${bins}`);
  const read = groups.map(readGroup);
  const x = text.x ?? {label: 'value', unit: ''};
  const all = read.flatMap((values) => Array.from(values));
  const edge = (pick: (a: number, b: number) => number) => all.reduce((a, b) => pick(a, b));
  const [low, high] = x.range ?? [edge(Math.min), edge(Math.max)];
  const size = (high - low || 1) / bins;
  const edges = Array.from({length: bins + 1}, (_, i) => low + i * size);
  const outside: string[] = [];
  let style = 0;
  const data = groups.map(({name, baseline}, i): PlotlyObject => {
    const counts = new Array<number>(bins).fill(0);
    let missed = 0;
    for (const value of read[i]) {
      const bin = value === high ? bins - 1 : Math.floor((value - low) / size);
      if (bin < 0 || bin >= bins) missed++;
      else counts[bin]++;
    }
    if (missed > 0) outside.push(`${missed} of '${name}'`);
    const look = baseline ? 1 : style++;
    const color = baseline ? BASELINE : nth(PALETTE, look);
    const shares = counts.map((count) => count / read[i].length);
    return {
      ...{type: 'scatter', mode: 'lines', name, x: [low, ...edges, high], y: [0, ...shares, shares[bins - 1], 0]},
      line: {color, width: 2, shape: 'hv', dash: nth(DASHES, look)},
      ...{fill: 'tozeroy', fillcolor: transparent(color, 0.12)},
    };
  });
  const described = read.map((values, i) => {
    return `${groups[i].name}, ${values.length} values with median ${short(quantile(values, 0.5))}`;
  });
  const cut = outside.length > 0 ? ` Not drawn, outside the axis: ${outside.join(', ')}.` : '';
  return {
    data,
    layout: {
      ...baseLayout({title, width, height, legend: groups.map(({name}) => name)}),
      xaxis: {...axisLayout(x), range: [low, high]},
      yaxis: {...axisLayout(text.y ?? {label: 'share of the values', unit: ''}), rangemode: 'tozero'},
    },
    alt: text.alt ?? `${title}. Histograms of ${x.label}: ${described.join('; ')}.${cut}`,
  };
}
