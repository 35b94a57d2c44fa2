import {asNdArray, type Numbers} from '../data';
import type {Axis, Figure, PlotlyObject} from './figure';
import {heatmap} from './heatmap';

/** What an error matrix says about itself. */
export interface ErrorMatrixText {
  title: string;
  /** Names of the rows: tasks. */
  rows: string[];
  /** Names of the columns: what was trained on them. */
  columns: string[];
  /** Errors below this are written as '<0.01', since their digits say nothing; defaults to 0.01. */
  solved?: number;
  /** Names what the columns are; '' where a slider needs the room. Defaults to 'reader'. */
  across?: string;
  height?: number;
  alt?: string;
}

const COLOUR: Axis = {label: 'error', unit: 'share of the variance'};

/**
 * Errors of several networks on several tasks as a matrix of colours from 0 to 1, where 1 is what the mean of the targets
 * reaches. What is worse than the mean is drawn as 1.
 *
 * @param errors [tasks, networks] as shares of the variance of the targets
 * @param text see {@link ErrorMatrixText}
 * @returns the figure; matrices of several runs can be compared, since their colours mean the same
 * @throws RangeError when it is no matrix, an error is negative or not finite, or a number of names does not fit
 *
 * Lesson: notebooks/03-gated-cells/3.4.
 */
export function errorMatrix(errors: Numbers, text: ErrorMatrixText): Figure {
  const {title, rows, columns, solved = 0.01, across = 'reader', height = 430, alt} = text;
  const {values, shape} = asNdArray(errors, 'errors');
  const bad = values.find((value) => !Number.isFinite(value) || value < 0);
  if (bad !== undefined) throw new RangeError(`errorMatrix: an error is a number from 0 upward, got ${bad}`);
  const clipped = {values: Float64Array.from(values, (error) => Math.min(error, 1)), shape};
  const [x, y] = [across, 'task'].map((label): Axis => ({label, unit: ''}));
  const figure = heatmap(clipped, {title, x, y, colour: COLOUR, rows, columns, height, alt});
  const [trace, ...others] = figure.data;
  const texts = (trace.z as number[][]).map((row) =>
    row.map((error) => (error < solved ? `<${solved}` : error.toFixed(2))),
  );
  const scaled: PlotlyObject = {...trace, zmin: 0, zmax: 1, text: texts, texttemplate: '%{text}'};
  return {...figure, data: [scaled, ...others]};
}
