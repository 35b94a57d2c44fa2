import {asNdArray, type Numbers} from '../data';
import type {Figure, TitledText} from './figure';
import {type Line, lines} from './lines';

/** Options of {@link slopeProfile}. */
export interface SlopeProfileText extends TitledText {
  /** Input steps shown, from the end; defaults to all. */
  last?: number;
}

const rounded = (value: number) => Number(value.toFixed(4));

/**
 * What a network listens to: the mean slope of its forecasts by input step, in a band of one deviation, beside the weights
 * of a linear model. Where the band is narrow the network treats all series alike, as a line must.
 *
 * @param network mean and deviation of the slopes over series, such as `models.inputSlopes` gives, one feature a step
 * @param weights [time steps] of the linear model
 * @param text title; the axes have names of their own
 * @returns the figure; steps are counted from 1
 * @throws RangeError when numbers of steps differ, or `last` is no number of them
 *
 * Lesson: notebooks/02-forecasting/2.1.
 */
export function slopeProfile(
  network: {mean: Numbers; deviation: Numbers},
  weights: Numbers,
  text: SlopeProfileText,
): Figure {
  const parts = {mean: network.mean, deviation: network.deviation, weights};
  const [mean, deviation, line] = Object.entries(parts).map(([name, numbers]) => {
    return Array.from(asNdArray(numbers, `slopeProfile: ${name}`).values, rounded);
  });
  const steps = mean.length;
  if (deviation.length !== steps || line.length !== steps) {
    throw new RangeError(
      `slopeProfile: ${steps} mean slopes, but ${deviation.length} deviations and ${line.length} weights`,
    );
  }
  const {last = steps} = text;
  if (!Number.isInteger(last) || last < 1 || last > steps) {
    throw new RangeError(`slopeProfile: last must be a whole number from 1 to ${steps}, got ${last}`);
  }
  const x = Array.from({length: last}, (_, i) => steps - last + i + 1);
  const ending = (values: number[]) => values.slice(steps - last);
  const slope: Line = {
    name: 'network: mean slope ± deviation',
    x,
    y: ending(mean),
    spread: ending(deviation),
    style: 1,
  };
  const weight: Line = {name: 'least squares: weight', x, y: ending(line), draw: 'both', style: 0};
  return lines([slope, weight], {
    x: {label: last < steps ? `input step, the last ${last}` : 'input step', unit: 'steps'},
    y: {label: 'slope of the forecast', unit: ''},
    ...text,
  });
}
