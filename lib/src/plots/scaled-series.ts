import {checkList, checkWhole} from '../data/arguments';
import type {Axis, Figure, TitleText} from './figure';
import {type Line, lines} from './lines';
import {panels} from './panels';

/** Options of {@link scaledSeries}. */
export interface ScaledSeriesText extends TitleText {
  /** Steps of the training part, from the first on. */
  known: number;
  /** First step of the test part. */
  test: number;
}

/**
 * One series scaled in several ways, side by side: dashed the largest value of training, dotted where the test begins.
 * Each panel says how high training and test rise, and how much of the test lies above all of training.
 *
 * @param scaled the scaled series by the name of the way, all of one length
 * @param text title, end of the training part, start of the test part
 * @returns the figure, one panel a way with the same axes
 * @throws RangeError when there is none, lengths differ, or a border lies outside the series
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function scaledSeries(scaled: Readonly<Record<string, ArrayLike<number>>>, text: ScaledSeriesText): Figure {
  const ways = Object.entries(scaled);
  if (ways.length === 0) throw new RangeError('scaledSeries needs at least one scaled series');
  const {known, test, ...frame} = text;
  const [[first, {length}]] = ways;
  for (const [name, values] of ways) {
    checkList(`scaledSeries: '${name}'`, values);
    if (values.length !== length) {
      throw new RangeError(`scaledSeries: '${name}' has ${values.length} steps, '${first}' ${length}`);
    }
  }
  checkWhole('scaledSeries: known', known, 1, length);
  checkWhole('scaledSeries: test', test, known, length - 1);
  const all = ways.flatMap(([, values]) => Array.from(values));
  const range: [number, number] = [Math.min(...all) - 0.3, Math.max(...all) + 0.3];
  const y: Axis = {label: 'scaled value', unit: 'deviations', range};
  const told: string[] = [];
  const parts = ways.map(([title, values]) => {
    const list = Array.from(values);
    const [most, late] = [Math.max(...list.slice(0, known)), list.slice(test)];
    const above = (100 * late.filter((value) => value > most).length) / late.length;
    const ends = `training up to ${most.toFixed(2)}; test up to ${Math.max(...late).toFixed(2)}, ${above.toFixed(0)} % of it above`;
    told.push(`${title}: ${ends}`);
    const drawn: Line[] = [
      {y: list, style: 0},
      {x: [0, length - 1], y: [most, most], style: 1, dash: 'dash'},
      {x: [test, test], y: range, style: 3, dash: 'dot'},
    ];
    return lines(drawn, {title: `${title}: ${ends}`, x: {label: 'time step', unit: ''}, y, height: 300});
  });
  return panels(parts, {alt: `${frame.title}. ${told.join('. ')}.`, ...frame});
}
