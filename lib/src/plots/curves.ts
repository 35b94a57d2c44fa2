import {asNdArray, type Numbers} from '../data';
import type {ChartText, Figure} from './figure';
import {type Line, lines} from './lines';

/** What a chart of curves says, see {@link curves}. */
export interface CurvesText extends ChartText {
  /** Places of the values, for all curves; defaults to 1, 2, 3 ... */
  at?: readonly number[];
}

/**
 * Lists of numbers as lines with markers, counted from 1: a value an epoch, or a value a place.
 *
 * @param values by the name of the curve
 * @param text title and axes, see {@link CurvesText}
 * @returns the figure
 * @throws RangeError as `lines`
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function curves(values: Record<string, Numbers>, text: CurvesText): Figure {
  const {at, ...rest} = text;
  const drawn = Object.entries(values).map(([name, numbers]): Line => {
    const y = Array.from(asNdArray(numbers, `values of '${name}'`).values);
    return {name, y, x: at ? [...at] : y.map((_, i) => i + 1), draw: 'both'};
  });
  return lines(drawn, rest);
}
