import {asNdArray, type Numbers} from '../../data';
import {checkWhole} from '../../data/arguments';
import type {ChartText, Figure} from '../figure';
import {type Line, lines} from '../lines';
import {withSlider} from '../slider';

/** Options of {@link forecastAsRead}. */
export interface ForecastAsReadText extends ChartText {
  /** How many values have been read at each position of the slider. */
  moments: number[];
  /** Position shown first, counted from 0; defaults to the first. */
  start?: number;
}

/**
 * One series, and what a seq2seq network forecasts after each number of values read; a slider goes on reading.
 *
 * @param series [time steps]
 * @param answers [steps read, horizon]: row t is the forecast after t + 1 values
 * @param text title, axes and moments; see {@link ForecastAsReadText}
 * @returns the figure with frames
 * @throws RangeError when there are fewer than two moments, or one has no row of answers
 *
 * Lesson: notebooks/02-forecasting/2.2.
 */
export function forecastAsRead(series: Numbers, answers: Numbers, text: ForecastAsReadText): Figure {
  const {moments, start = 0, alt, ...chart} = text;
  const y = Array.from(asNdArray(series, 'forecastAsRead: series').values);
  const {values, shape} = asNdArray(answers, 'forecastAsRead: answers');
  if (shape.length !== 2) {
    throw new RangeError(`forecastAsRead: answers must be [steps read, horizon], got [${shape.join(', ')}]`);
  }
  const [rows, horizon] = shape;
  const upTo = (from: number, to: number) => Array.from({length: to - from + 1}, (_, k) => from + k);
  const positions = moments.map((count, at) => {
    checkWhole(`forecastAsRead: moments[${at}]`, count, 1, Math.min(rows, y.length));
    const says = Array.from(values.subarray((count - 1) * horizon, count * horizon));
    const drawn: Line[] = [
      {name: 'series', y, x: upTo(1, y.length), style: 6, dash: 'dot'},
      {name: 'read', y: y.slice(0, count), x: upTo(1, count), style: 0, dash: 'solid'},
      {
        name: 'forecast',
        y: [y[count - 1], ...says],
        x: upTo(count, count + horizon),
        style: 1,
        dash: 'solid',
        draw: 'both',
      },
    ];
    return {name: `${count}`, figure: lines(drawn, chart)};
  });
  return withSlider(positions, {
    label: 'steps read',
    start,
    alt:
      alt ??
      `${text.title}. A series of ${y.length} steps and the forecast of ${horizon} after ${moments.join(', ')} values read; the slider goes on reading.`,
  });
}
