import type {Diagram} from '../figure';
import {
  box,
  checkCount,
  drawing,
  GRADIENT,
  OUTPUT_FILL,
  type Place,
  path,
  type ShapeStyle,
  STATE_FILL,
  text,
} from './svg';

/** Options of {@link seq2seqAlignment}. */
export interface Seq2seqAlignmentOptions {
  /** Input steps, 2 to 60; defaults to 6. */
  lookback?: number;
  /** Targets of every input step, 1 to 20; defaults to 3. */
  horizon?: number;
}

/** Below this, cells in pixels carry no numbers. */
const READABLE = 22;
/** The input step that has just been read. */
const NOW_FILL = '#7DB4DC';

/** A bar with sharp corners over several small cells: one shape a run keeps the drawing light. */
function bar(from: Place, to: Place, look: ShapeStyle): string {
  const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  return box([x, y], [to[0] - from[0], to[1] - from[1]], '', look).replace('rx="5"', 'rx="0"');
}

/**
 * Which targets each input step of a seq2seq model has: at every step the next `horizon` steps of the series.
 *
 *     targets of step t: x_{t+1} ... x_{t+horizon}
 *
 * The targets of the last steps lie behind the input: they come from a longer series, never from padding.
 *
 * @param options see {@link Seq2seqAlignmentOptions}
 * @returns the drawing: one row an input step, one column a step of the series; the last row is the forecast
 * @throws RangeError when lookback or horizon do not fit
 *
 * Lesson: notebooks/02-forecasting/2.2 and notebooks/04-convolutions/4.2.
 */
export function seq2seqAlignment({lookback = 6, horizon = 3}: Seq2seqAlignmentOptions = {}): Diagram {
  checkCount('lookback', lookback, 2, 60);
  checkCount('horizon', horizon, 1, 20);
  const length = lookback + horizon;
  const [left, top] = [140, 84];
  const size = Math.min(42, 560 / length);
  const height = Math.min(30, size);
  const gap = size < READABLE ? Math.min(2, size / 5) : 4;
  const isNumbered = size >= READABLE;
  const places = (t: number, row: number): [number, number] => [left + (t + 0.5) * size, top + (row + 0.5) * height];
  const parts = [
    text([left - 12, 24], 'step of the series', {anchor: 'end', size: 12}),
    text([left - 12, 62], 'input step', {anchor: 'end', size: 12}),
  ];
  for (let t = 0; t < length; t++) {
    if (isNumbered || (t + 1) % 10 === 0 || t === 0) {
      parts.push(text([places(t, 0)[0], 24], String(t + 1), {size: 12}));
    }
  }
  for (let row = 0; row < lookback; row++) {
    const isLast = row === lookback - 1;
    if (isNumbered || (row + 1) % 10 === 0 || row === 0) {
      parts.push(text([left - 12, places(0, row)[1]], String(row + 1), {anchor: 'end', size: 12, bold: isLast}));
    }
    const target = {fill: OUTPUT_FILL, color: isLast ? GRADIENT : undefined};
    if (!isNumbered) {
      const run = (start: number, end: number, look: ShapeStyle) => {
        const y = top + row * height + gap / 2;
        return bar([left + start * size, y], [left + end * size - gap, y + height - gap], look);
      };
      if (row > 0) parts.push(run(0, row, {fill: STATE_FILL, width: 0.4}));
      parts.push(run(row, row + 1, {fill: NOW_FILL, width: 0.4}));
      parts.push(run(row + 1, row + 1 + horizon, {...target, width: isLast ? 1.6 : 0.8}));
      continue;
    }
    for (let t = 0; t <= row + horizon; t++) {
      const isTarget = t > row;
      const look = isTarget
        ? {...target, width: isLast ? 3 : 1.8}
        : {fill: t === row ? NOW_FILL : STATE_FILL, width: 1};
      parts.push(box(places(t, row), [size - gap, height - gap], isTarget ? 'y' : 'x', {...look, size: 12}));
    }
  }
  const [border, bottom] = [left + lookback * size, top + lookback * height];
  parts.push(
    path(
      [
        [border, 44],
        [border, bottom + 8],
      ],
      {dash: '5 4', width: 1.5},
    ),
    text([border - 8, 52], 'given as input', {anchor: 'end', size: 12}),
    text([border + 8, 52], 'still to come', {anchor: 'start', size: 12}),
  );
  const y = bottom + 32;
  const swatch = (x: number, at: number, fill: string, label: string, width = 1) =>
    box([x + 11, at], [20, 18], '', {fill, width}) + text([x + 28, at], label, {anchor: 'start', size: 13});
  parts.push(
    swatch(left, y, NOW_FILL, 'the step that has just been read'),
    swatch(left + 270, y, STATE_FILL, 'read before: in the state'),
    swatch(left, y + 28, OUTPUT_FILL, `its targets: the next ${horizon}`, 1.8),
    box([left + 281, y + 28], [20, 18], '', {fill: OUTPUT_FILL, width: 3, color: GRADIENT}),
    text([left + 298, y + 28], 'targets of the last step: the forecast', {anchor: 'start', size: 13}),
  );
  const alt =
    `${lookback} input steps, one a row, over a series of ${length} steps. Each step has the next ${horizon} steps of the ` +
    `series as targets: step 1 has steps 2 to ${horizon + 1}, step ${lookback} has steps ${lookback + 1} to ${length}. ` +
    `Targets after step ${lookback} come from the longer series, not from padding; those of the last step are the forecast.`;
  return drawing(Math.max(left + length * size + 20, left + 580), y + 50, parts, alt);
}
