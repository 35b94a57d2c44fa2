import type {Diagram} from '../figure';
import {
  arrow,
  box,
  checkCount,
  circle,
  drawing,
  GRADIENT,
  INK,
  INPUT_FILL,
  OUTPUT_FILL,
  path,
  SOFT,
  STATE_FILL,
  text,
} from './svg';

const DASH = '6 4';

/**
 * Backpropagation through time: forward arrows, and the gradient that comes back to each state from two sides.
 *
 * @param options `steps` drawn, 2 to 6; defaults to 3; `weight` stands on each arrow from state to state
 * @returns the drawing
 * @throws RangeError when steps do not fit
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function backpropagation({steps = 3, weight}: {steps?: number; weight?: string} = {}): Diagram {
  checkCount('steps', steps, 2, 6);
  const at = (t: number) => 118 + t * 176;
  const back = {color: GRADIENT, dash: DASH};
  const parts = [text([28, 150], 'h_0')];
  for (let t = 0; t < steps; t++) {
    const [x, before] = [at(t), t === 0 ? 44 : at(t - 1) + 34];
    parts.push(
      arrow([
        [before, 143],
        [x - 34, 143],
      ]),
      arrow([
        [x - 8, 226],
        [x - 8, 174],
      ]),
      arrow([
        [x - 8, 126],
        [x - 8, 73],
      ]),
      // Back through time and down from the loss of this step.
      arrow(
        [
          [x - 34, 160],
          [before, 160],
        ],
        back,
      ),
      arrow(
        [
          [x + 10, 73],
          [x + 10, 126],
        ],
        back,
      ),
      arrow(
        [
          [x + 10, 174],
          [x + 10, 226],
        ],
        back,
      ),
      box([x, 150], [68, 48], `h_${t + 1}`, {fill: STATE_FILL}),
      circle([x, 246], 20, `x_${t + 1}`, {fill: INPUT_FILL}),
      circle([x, 52], 21, `L_${t + 1}`, {fill: OUTPUT_FILL}),
      text([x + 20, 100], `∂L_${t + 1}/∂h_${t + 1}`, {anchor: 'start', size: 12, fill: GRADIENT}),
    );
    if (weight) parts.push(text([(before + x - 34) / 2, 128], `· ${weight}`, {size: 12}));
    if (t > 0) parts.push(text([(before + x - 34) / 2, 180], `· ∂h_${t + 1}/∂h_${t}`, {size: 12, fill: GRADIENT}));
  }
  const width = at(steps - 1) + 100;
  const legendY = 296;
  parts.push(
    arrow([
      [28, legendY],
      [72, legendY],
    ]),
    text([82, legendY], 'forward: values', {anchor: 'start', size: 13}),
    arrow(
      [
        [276, legendY],
        [232, legendY],
      ],
      back,
    ),
    text([286, legendY], 'backward: gradients', {anchor: 'start', size: 13, fill: GRADIENT}),
  );
  const alt =
    `${steps} time steps of a recurrent network. Values go forward from state to state. Gradients come back: into every ` +
    'state from its own loss and, except the last, from the state of the next step.';
  return drawing(Math.max(width, 440), 320, parts, alt);
}

/** Options of {@link truncatedBackpropagation}. */
export interface TruncatedOptions {
  /** Time steps drawn, 2 to 12; defaults to 9. */
  steps?: number;
  /** Steps of one chunk; defaults to 3. The last chunk may be shorter: it is kept. */
  chunk?: number;
}

/**
 * Truncated backpropagation: the state crosses the border of a chunk, the gradient does not.
 *
 * @param options see {@link TruncatedOptions}
 * @returns the drawing
 * @throws RangeError when steps or chunk do not fit
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function truncatedBackpropagation({steps = 9, chunk = 3}: TruncatedOptions = {}): Diagram {
  checkCount('steps', steps, 2, 12);
  checkCount('chunk', chunk, 1, steps);
  const gap = 30;
  const at = (t: number) => 62 + t * 62 + Math.floor(t / chunk) * gap;
  const parts: string[] = [];
  for (let start = 0; start < steps; start += chunk) {
    const end = Math.min(start + chunk, steps) - 1;
    const middle = (at(start) + at(end)) / 2;
    const size: [number, number] = [at(end) - at(start) + 58, 126];
    parts.push(box([middle, 96], size, '', {fill: '#F7F7F7', color: SOFT, dash: '3 3', width: 1}));
    const number = start / chunk + 1;
    const length = end - start + 1;
    const note =
      length < chunk ? `chunk ${number} (${length} ${length === 1 ? 'step' : 'steps'}, kept)` : `chunk ${number}`;
    parts.push(text([middle, 20], size[0] < 110 ? note.replace('chunk ', '').replace(/ \(.*/, '*') : note, {size: 12}));
  }
  for (let t = 0; t < steps; t++) {
    const x = at(t);
    if (t > 0) {
      parts.push(
        arrow([
          [at(t - 1) + 18, 90],
          [x - 18, 90],
        ]),
      );
      const isBorder = t % chunk === 0;
      if (isBorder) {
        const middle = (at(t - 1) + x) / 2;
        const cross = (sign: number): string =>
          path(
            [
              [middle - 6, 134 - 6 * sign],
              [middle + 6, 134 + 6 * sign],
            ],
            {color: GRADIENT, width: 2.5},
          );
        parts.push(cross(1), cross(-1));
      } else {
        parts.push(
          arrow(
            [
              [x - 2, 134],
              [at(t - 1) + 2, 134],
            ],
            {color: GRADIENT, dash: DASH},
          ),
        );
      }
    }
    parts.push(circle([x, 90], 18, `h_{${t + 1}}`, {fill: STATE_FILL, size: 13}));
  }
  const y = 188;
  const left = 34;
  parts.push(
    arrow([
      [left, y],
      [left + 40, y],
    ]),
    text([left + 48, y], 'state: carried across', {anchor: 'start', size: 13}),
    arrow(
      [
        [left + 250, y],
        [left + 210, y],
      ],
      {color: GRADIENT, dash: DASH},
    ),
    text([left + 258, y], 'gradient: cut at each border (×)', {anchor: 'start', size: 13, fill: GRADIENT}),
  );
  const alt =
    `${steps} states in chunks of ${chunk}. The state goes on from chunk to chunk; gradients go back inside a chunk and ` +
    'stop at its border. No chunk is left out.';
  return drawing(Math.max(at(steps - 1) + 50, 540), 212, parts, alt);
}

/** Options of {@link windowAlignment}. */
export interface AlignmentOptions {
  /** Steps of the series drawn, 3 to 24; defaults to 14. */
  length?: number;
  /** Input steps of a window; defaults to 6. */
  lookback?: number;
  /** Target steps of a window; defaults to 2. */
  horizon?: number;
  /** Steps from one window to the next; defaults to 2. */
  stride?: number;
}

/**
 * Which steps of a series are inputs and which are targets, window by window.
 *
 * @param options see {@link AlignmentOptions}
 * @returns the drawing: at most six windows
 * @throws RangeError when no window fits
 *
 * Lesson: notebooks/01-foundations/1.2 and notebooks/02-forecasting/2.1.
 */
export function windowAlignment(options: AlignmentOptions = {}): Diagram {
  const {length = 14, lookback = 6, horizon = 2, stride = 2} = options;
  checkCount('length', length, 3, 24);
  checkCount('lookback', lookback, 1, length - 1);
  checkCount('horizon', horizon, 1, length - lookback);
  checkCount('stride', stride, 1, length);
  const [size, left] = [Math.min(34, 560 / length), 104];
  const count = Math.min(6, Math.floor((length - lookback - horizon) / stride) + 1);
  const square = (t: number, y: number, label: string, fill: string, width = 1): string =>
    box([left + (t + 0.5) * size, y], [size - 3, 26], label, {fill, width, size: 12});
  const parts = [text([left - 12, 34], 'series', {anchor: 'end', size: 13})];
  for (let t = 0; t < length; t++) parts.push(square(t, 34, String(t), INPUT_FILL));
  for (let i = 0; i < count; i++) {
    const y = 86 + i * 36;
    parts.push(text([left - 12, y], `window ${i + 1}`, {anchor: 'end', size: 13}));
    for (let k = 0; k < lookback + horizon; k++) {
      const isTarget = k >= lookback;
      parts.push(
        square(i * stride + k, y, isTarget ? 'y' : 'x', isTarget ? OUTPUT_FILL : STATE_FILL, isTarget ? 2.5 : 1),
      );
    }
  }
  const y = 86 + count * 36 + 12;
  parts.push(
    box([left + 12, y], [22, 20], 'x', {fill: STATE_FILL, width: 1, size: 12}),
    text([left + 30, y], `input: lookback ${lookback}`, {anchor: 'start', size: 13}),
    box([left + 190, y], [22, 20], 'y', {fill: OUTPUT_FILL, width: 2.5, size: 12}),
    text([left + 208, y], `target: horizon ${horizon}`, {anchor: 'start', size: 13}),
    text([left + 360, y], `stride ${stride}`, {anchor: 'start', size: 13, fill: INK}),
  );
  const alt =
    `A series of ${length} steps cut into ${count} windows. Each window has ${lookback} input steps and then ${horizon} ` +
    `target steps; the next window starts ${stride} steps later.`;
  return drawing(Math.max(left + length * size + 20, left + 450), y + 26, parts, alt);
}
