import type {Numbers, Series} from '../data';
import {asNdArray} from '../data';
import type {Axis, ChartText, Figure} from './figure';
import {type Line, lines} from './lines';
import {panels} from './panels';

/** Options of {@link series} and {@link forecasts}. */
export interface ExamplesText extends ChartText {
  /** Series drawn, from the first; defaults to 6 (series) or 3 (forecasts). */
  count?: number;
  /** Panels in a row; defaults to 3. */
  columns?: number;
  /** Place of the first step on the x axis; defaults to 0. */
  start?: number;
}

function grid(figures: Figure[], text: ExamplesText, alt: string): Figure {
  const {columns = 3, width, height} = text;
  const rows = Math.ceil(figures.length / columns);
  const rowHeight = height === undefined ? (rows === 1 ? 320 : 210) : (height - 64) / rows;
  return panels(figures, {title: text.title, columns, width, rowHeight, alt: text.alt ?? alt});
}

function common(values: number[], axis: Axis): Axis {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const edge = 0.06 * (high - low || 1);
  return {...axis, range: axis.range ?? [low - edge, high + edge]};
}

/** Only the outer axes carry titles: the inner ones would repeat them. */
function outer(axis: Axis, isOuter: boolean): Axis {
  return isOuter ? axis : {...axis, label: '', unit: ''};
}

/**
 * The first series of a set, each in its own small panel with the same axes.
 *
 * @param set [series, time steps]; of several features the first is drawn
 * @param text title and axes, see {@link ExamplesText}; x counts from `start`, the first step
 * @returns the figure
 */
export function series(set: Series, text: ExamplesText): Figure {
  const count = Math.min(text.count ?? 6, set.length);
  const columns = text.columns ?? 3;
  const rows = Array.from({length: count}, (_, i) => set.row(i).filter((_value, k) => k % set.features === 0));
  const y = common(rows.flat(), text.y);
  const {start = 0} = text;
  const figures = rows.map((row, i) =>
    lines([{x: row.map((_value, k) => start + k), y: row, draw: 'line', style: 0}], {
      title: `series ${i + 1}`,
      x: outer(text.x, i + columns >= count),
      y: outer(y, i % columns === 0),
    }),
  );
  return grid(figures, text, `${text.title}. ${count} of ${set.length} series of ${set.timeSteps} steps, one a panel.`);
}

/**
 * Forecasts beside the truth: the known past, then both continuations.
 *
 * @param x [series, lookback]
 * @param yTrue [series, horizon]
 * @param predictions [series, horizon] of each model, by its name
 * @param text title and axes, see {@link ExamplesText}; x counts from `start`, the first known step
 * @returns the figure
 * @throws RangeError when a shape does not fit
 */
export function forecasts(x: Series, yTrue: Numbers, predictions: Record<string, Numbers>, text: ExamplesText): Figure {
  const truth = asNdArray(yTrue, 'yTrue');
  const horizon = truth.values.length / truth.shape[0];
  const models = Object.entries(predictions).map(([name, numbers]) => ({name, ...asNdArray(numbers, name)}));
  for (const {name, values} of [{name: 'yTrue', values: truth.values}, ...models]) {
    if (values.length !== x.length * horizon) {
      throw new RangeError(
        `forecasts: ${name} holds ${values.length} values, expected ${x.length} series × ${horizon}`,
      );
    }
  }
  const count = Math.min(text.count ?? 3, x.length);
  const columns = text.columns ?? 3;
  const future = (values: Float64Array, i: number) => Array.from(values.subarray(i * horizon, (i + 1) * horizon));
  const {start = 0} = text;
  const knownSteps = Array.from({length: x.timeSteps}, (_, k) => start + k);
  const steps = Array.from({length: horizon}, (_, k) => start + x.timeSteps + k);
  const draw = horizon === 1 ? 'markers' : 'both';
  const shown: number[] = [];
  const charts = Array.from({length: count}, (_, i) => {
    const past = x.row(i);
    const list: Line[] = [
      {name: 'known', x: knownSteps, y: past, style: 6},
      {name: 'truth', x: steps, y: future(truth.values, i), style: 0, draw},
      ...models.map(({name, values}, j) => ({name, x: steps, y: future(values, i), style: j + 1, draw}) as Line),
    ];
    shown.push(...past, ...list.slice(1).flatMap(({y}) => Array.from(asNdArray(y).values)));
    return list;
  });
  const y = common(shown, text.y);
  const figures = charts.map((list, i) =>
    lines(list, {
      title: `series ${i + 1}`,
      x: outer(text.x, i + columns >= count),
      y: outer(y, i % columns === 0),
    }),
  );
  const names = models.map(({name}) => name).join(', ');
  return grid(figures, text, `${text.title}. ${count} series: known values, truth and the forecasts of ${names}.`);
}
