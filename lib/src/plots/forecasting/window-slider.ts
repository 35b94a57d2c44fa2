import {asNdArray, type Numbers} from '../../data';
import {checkWhole} from '../../data/arguments';
import type {ChartText, Figure} from '../figure';
import {type Line, lines} from '../lines';
import {withSlider} from '../slider';

/** Options of {@link windowSlider}. */
export interface WindowSliderText extends ChartText {
  /** Steps of the input. */
  lookback: number;
  /** Steps of the target. */
  horizon: number;
  /** Window shown first, counted from 1; defaults to the first. */
  start?: number;
}

/**
 * A window of input and target that a slider moves along a series, one position for each window that fits.
 *
 * @param series [time steps]
 * @param text title, axes and sizes; see {@link WindowSliderText}
 * @returns the figure with frames
 * @throws RangeError when fewer than two windows fit, or a size is no whole number above 0
 *
 * Lesson: notebooks/01-foundations/1.1.
 */
export function windowSlider(series: Numbers, text: WindowSliderText): Figure {
  const {lookback, horizon, start = 1, alt, ...chart} = text;
  checkWhole('windowSlider: lookback', lookback);
  checkWhole('windowSlider: horizon', horizon);
  const y = Array.from(asNdArray(series, 'windowSlider: series').values);
  const count = y.length - lookback - horizon + 1;
  if (count < 2) {
    throw new RangeError(`windowSlider: ${Math.max(0, count)} windows fit into ${y.length} steps, it needs two`);
  }
  checkWhole('windowSlider: start', start, 1, count);
  const part = (from: number, length: number) => ({
    x: Array.from({length}, (_, k) => from + k),
    y: y.slice(from, from + length),
  });
  const positions = Array.from({length: count}, (_, first) => {
    const input: Line = {name: 'input', ...part(first, lookback), style: 0};
    const target: Line = {name: 'target', ...part(first + lookback, horizon), style: 1, draw: 'both'};
    return {name: `${first + 1}`, figure: lines([{name: 'series', y, baseline: true}, input, target], chart)};
  });
  const moves = `Of ${y.length} steps ${lookback} are the input, the next ${horizon} the target`;
  return withSlider(positions, {
    label: 'window',
    start: start - 1,
    alt: alt ?? `${text.title}. ${moves}; the slider moves both along the series, ${count} windows in all.`,
  });
}
