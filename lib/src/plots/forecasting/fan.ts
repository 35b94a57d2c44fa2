import type {Numbers} from '../../data';
import type {Figure, PlotlyObject, TitledText} from '../figure';
import {lineTraces, rangeText, readVector} from '../lines';
import {axisLayout, baseLayout, PALETTE} from '../look';

/** An interval around a forecast, one pair of ends a step. */
export interface FanInterval {
  /** Share of futures that it was made for, between 0 and 1, such as 0.9. */
  coverage: number;
  /** [horizon] */
  lower: Numbers;
  /** [horizon] */
  upper: Numbers;
}

/** What {@link forecastFan} draws beside the intervals. */
export interface FanParts {
  /** [time steps] the known past. */
  known: Numbers;
  /** From one to four intervals. */
  intervals: FanInterval[];
  /** [horizon] the middle of the forecast, such as its median. */
  middle: Numbers;
  /** [horizon] what came; truths outside the widest interval are marked. */
  truth?: Numbers;
  /** Place of the first known step on the x axis; defaults to 0. */
  start?: number;
}

/** Light for wide intervals, dark for narrow ones; each stays readable behind lines. */
const FILLS = ['#DCEAF4', '#B5D3E8', '#8ABADB', '#5FA0CC'];

function checkEnds(lower: number[], upper: number[], horizon: number, name: string): void {
  if (lower.length !== horizon || upper.length !== horizon) {
    throw new RangeError(`${name} has ${lower.length} lower and ${upper.length} upper ends for ${horizon} steps`);
  }
  const bad = lower.findIndex((low, k) => !(low <= upper[k]));
  if (bad >= 0) throw new RangeError(`${name}: lower is ${lower[bad]} but upper ${upper[bad]} at step ${bad + 1}`);
}

/**
 * A forecast as a fan: nested intervals around its middle, the known past before it, the truth on top.
 *
 * @param parts see {@link FanParts}
 * @param text title; the axes default to time and value
 * @returns the figure; its text counts how many truths each interval held
 * @throws RangeError when lengths differ, a coverage is not between 0 and 1, or a lower end lies above its upper end
 *
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function forecastFan(parts: FanParts, text: TitledText): Figure {
  const known = readVector(parts.known, 'known');
  const middle = readVector(parts.middle, 'middle');
  const truth = parts.truth === undefined ? undefined : readVector(parts.truth, 'truth');
  const {start = 0} = parts;
  if (parts.intervals.length < 1 || parts.intervals.length > FILLS.length) {
    throw new RangeError(`forecastFan draws 1 to ${FILLS.length} intervals, got ${parts.intervals.length}`);
  }
  if (truth && truth.length !== middle.length) {
    throw new RangeError(`forecastFan: ${truth.length} truths for ${middle.length} steps`);
  }
  const intervals = [...parts.intervals]
    .sort((a, b) => b.coverage - a.coverage)
    .map(({coverage, lower, upper}) => {
      if (!(coverage > 0 && coverage < 1)) throw new RangeError(`coverage must be between 0 and 1, got ${coverage}`);
      const name = `${Number((100 * coverage).toPrecision(3))}% interval`;
      const ends = {low: readVector(lower, `lower of ${name}`), high: readVector(upper, `upper of ${name}`)};
      checkEnds(ends.low, ends.high, middle.length, name);
      return {name, ...ends};
    });
  const knownSteps = known.map((_, k) => start + k);
  const steps = middle.map((_, k) => start + known.length + k);
  const isOutside = (value: number, k: number) => value < intervals[0].low[k] || value > intervals[0].high[k];
  const bands = intervals.map(
    ({name, low, high}, i): PlotlyObject => ({
      type: 'scatter',
      mode: 'lines',
      name,
      x: [...steps, ...[...steps].reverse()],
      y: [...high, ...[...low].reverse()],
      fill: 'toself',
      fillcolor: FILLS[i],
      line: {color: '#4E7F9E', width: 0.5},
      hoverinfo: 'skip',
    }),
  );
  const data = [
    ...bands,
    ...lineTraces({name: 'known', x: knownSteps, y: known, style: 6}, 0),
    ...lineTraces({name: 'forecast', x: steps, y: middle, style: 0, dash: 'dash'}, 0),
  ];
  if (truth) {
    data.push(...lineTraces({name: 'truth', x: steps, y: truth, style: 1, dash: 'solid', draw: 'both'}, 0));
    const marker = {size: 14, symbol: 'circle-open', color: '#222222', line: {width: 2}};
    const outside = steps.flatMap((x, k) => (isOutside(truth[k], k) ? [{x, y: truth[k]}] : []));
    const places = {x: outside.map(({x}) => x), y: outside.map(({y}) => y)};
    // The trace is there even where nothing lies outside, so that fans can follow one another under a slider.
    const hidden = outside.length > 0 ? {} : {showlegend: false};
    data.push({type: 'scatter', mode: 'markers', name: 'truth outside', ...places, marker, ...hidden});
  }
  for (const trace of data) if (trace.mode !== 'markers' && trace.fill === undefined) delete trace.showlegend;
  const held = intervals.map(({name, low, high}) => {
    const inside = truth?.filter((value, k) => value >= low[k] && value <= high[k]).length;
    return truth ? `${name} held ${inside} of ${truth.length} truths` : `${name} ${rangeText([...low, ...high])}`;
  });
  const {width = 700, height = 400, title} = text;
  return {
    data,
    layout: {
      ...baseLayout({title, width, height, legend: data.map(({name}) => String(name))}),
      xaxis: axisLayout(text.x ?? {label: 'time', unit: 'steps'}),
      yaxis: axisLayout(text.y ?? {label: 'value', unit: ''}),
      shapes: [
        {
          ...{type: 'line', x0: steps[0] - 0.5, x1: steps[0] - 0.5, xref: 'x', y0: 0, y1: 1, yref: 'paper'},
          line: {color: PALETTE[6], width: 1, dash: 'dot'},
        },
      ],
    },
    alt:
      text.alt ??
      `${title}. ${known.length} known steps, then a forecast of ${steps.length} steps ${rangeText(middle)}: ${held.join('; ')}.`,
  };
}
