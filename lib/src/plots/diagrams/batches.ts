import type {Diagram} from '../figure';
import {arrow, box, checkCount, drawing, INPUT_FILL, OUTPUT_FILL, SOFT, STATE_FILL, text} from './svg';

/** Options of {@link paddedBatch}. */
export interface PaddedBatchOptions {
  /** Where the padding stands; defaults to 'post' (after the sequence). */
  padding?: 'pre' | 'post';
}

/**
 * Sequences of different lengths in one batch, filled up with PAD, and the mask that tells them apart.
 *
 * @param lengths time steps of each sequence, one to eight sequences of 1 to 10 steps
 * @param options see {@link PaddedBatchOptions}
 * @returns the drawing
 * @throws RangeError when lengths do not fit, or the padding is unknown
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function paddedBatch(lengths: number[], {padding = 'post'}: PaddedBatchOptions = {}): Diagram {
  checkCount('the number of sequences', lengths.length, 1, 8);
  for (const length of lengths) checkCount('a length', length, 1, 10);
  if (padding !== 'pre' && padding !== 'post')
    throw new RangeError(`padding must be 'pre' or 'post', got '${padding}'`);
  const steps = Math.max(...lengths);
  const [cell, bit, left] = [46, 26, 118];
  const mask = left + steps * cell + 40;
  const parts = [
    text([left + (steps * cell) / 2, 20], `batch [${lengths.length}, ${steps}]`, {size: 13}),
    text([mask + (steps * bit) / 2, 20], 'mask', {size: 13}),
  ];
  lengths.forEach((length, i) => {
    const y = 54 + i * 36;
    parts.push(text([left - 12, y], `length ${length}`, {anchor: 'end', size: 13}));
    for (let t = 0; t < steps; t++) {
      const place = padding === 'post' ? t : t - (steps - length);
      const isReal = place >= 0 && place < length;
      const look = isReal ? {fill: STATE_FILL} : {fill: INPUT_FILL, color: SOFT, dash: '3 3'};
      const label = isReal ? `x_{${place + 1}}` : 'PAD';
      parts.push(
        box([left + (t + 0.5) * cell, y], [cell - 4, 28], label, {...look, width: 1, size: isReal ? 14 : 11}),
        box([mask + (t + 0.5) * bit, y], [bit - 3, 28], isReal ? '1' : '0', {...look, width: 1, size: 13}),
      );
    }
  });
  const padded = lengths.reduce((sum, length) => sum + steps - length, 0);
  const y = 54 + lengths.length * 36 + 8;
  parts.push(text([left, y], `${padded} of ${lengths.length * steps} cells are padding`, {anchor: 'start', size: 13}));
  const alt =
    `A batch of ${lengths.length} sequences of ${lengths.join(', ')} steps, padded ${padding === 'post' ? 'after' : 'before'} ` +
    `the sequence to ${steps} steps: ${padded} of ${lengths.length * steps} cells are padding, where the mask is 0.`;
  return drawing(Math.max(mask + steps * bit + 20, 360), y + 24, parts, alt);
}

/** Lengths of the parts of a series, in time order. */
export interface TimeSplitOptions {
  train: number;
  valid: number;
  test: number;
  /** What the lengths count; defaults to 'steps'. */
  unit?: string;
}

/**
 * A series cut in time order: what comes later is tested, and scalers see the training part only.
 *
 * @param options see {@link TimeSplitOptions}
 * @returns the drawing; widths are true to scale
 * @throws RangeError when a length is no whole number above 0, or a part is too small to draw
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function timeSplit({train, valid, test, unit = 'steps'}: TimeSplitOptions): Diagram {
  const total = train + valid + test;
  const list = Object.entries({train, valid, test});
  for (const [name, length] of list) {
    checkCount(name, length, 1, 1e9);
    if (length < 0.1 * total)
      throw new RangeError(`${name} ${length} is less than a tenth of ${total}: too small to draw`);
  }
  const looks = [
    {name: 'training', fill: STATE_FILL, width: 1.5, use: 'weights, scalers, vocabulary'},
    {name: 'validation', fill: OUTPUT_FILL, width: 1.5, use: 'choices'},
    {name: 'test', fill: INPUT_FILL, width: 3, use: 'once'},
  ];
  const [left, scale] = [30, 640 / total];
  const parts: string[] = [];
  let from = left;
  list.forEach(([, length], i) => {
    const {name, fill, width, use} = looks[i];
    const [size, middle] = [length * scale, from + (length * scale) / 2];
    parts.push(
      box([middle, 66], [size - 4, 54], '', {fill, width}),
      text([middle, 58], name, {size: size < 90 ? 11 : 14, bold: true}),
      text([middle, 78], length.toLocaleString('en-US'), {size: 13}),
      text([middle, 112], use, {size: 12, fill: SOFT}),
    );
    from += size;
  });
  parts.push(
    arrow([
      [left, 146],
      [left + 640, 146],
    ]),
    text([left, 168], 'past', {anchor: 'start', size: 13}),
    text([left + 640, 168], `time, ${total.toLocaleString('en-US')} ${unit}`, {anchor: 'end', size: 13}),
    text([left, 18], 'what is fitted sees the training part only', {anchor: 'start', size: 13}),
  );
  const alt =
    `A series of ${total} ${unit} cut in time order: the first ${train} are for training (weights, scalers, vocabulary), ` +
    `the next ${valid} for validation (choices), the last ${test} for the test, which is used once.`;
  return drawing(700, 184, parts, alt);
}
