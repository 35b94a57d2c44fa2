import type {Numbers} from '../data';
import type {ChartText, Figure, PlotlyObject} from './figure';
import {readVector} from './lines';
import {axisLayout, baseLayout, MARKERS, nth, PALETTE} from './look';

/** Points drawn at most a model: more only slow the page down. */
const MOST = 1000;

/**
 * Predictions against the truth; a perfect model lies on the diagonal.
 *
 * @param yTrue the true values, [n] or [n, 1]
 * @param predictions the same number of values a model, by its name
 * @param text title and axes; both axes need the same unit
 * @returns the figure with at most 1,000 evenly chosen points a model
 * @throws RangeError when there is no model, or counts differ
 */
export function truthScatter(yTrue: Numbers, predictions: Record<string, Numbers>, text: ChartText): Figure {
  const truth = readVector(yTrue, 'yTrue');
  const models = Object.entries(predictions);
  if (models.length === 0) throw new RangeError('truthScatter needs at least one model');
  const every = Math.max(1, Math.ceil(truth.length / MOST));
  const chosen = (values: number[]) =>
    values.filter((_, i) => i % every === 0).map((value) => Number(value.toPrecision(4)));
  const all = [...truth];
  const data: PlotlyObject[] = models.map(([name, numbers], i) => {
    const values = readVector(numbers, name);
    if (values.length !== truth.length) {
      throw new RangeError(`truthScatter: ${truth.length} true values but ${values.length} of '${name}'`);
    }
    all.push(...values);
    const marker = {color: nth(PALETTE, i), symbol: nth(MARKERS, i), size: truth.length > 200 ? 5 : 8, opacity: 0.55};
    return {type: 'scatter', mode: 'markers', name, x: chosen(truth), y: chosen(values), marker};
  });
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of all) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const line = {color: '#222222', width: 1, dash: 'dash'};
  data.push({type: 'scatter', mode: 'lines', name: 'perfect', x: [low, high], y: [low, high], line});
  const {width = 700, height = 400} = text;
  const names = models.map(([name]) => name);
  return {
    data,
    layout: {
      ...baseLayout({title: text.title, width, height, legend: [...names, 'perfect']}),
      xaxis: axisLayout(text.x),
      yaxis: axisLayout(text.y),
    },
    alt:
      text.alt ??
      `${text.title}. ${text.y.label} against ${text.x.label} for ${names.join(', ')}, ${truth.length} values; ` +
        'a dashed diagonal marks perfect predictions.',
  };
}
