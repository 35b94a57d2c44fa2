import {asNdArray, type NdArray, type Numbers} from '../data';
import type {ChartText, Figure} from './figure';
import {lines, rangeText} from './lines';
import {panels} from './panels';
import {withSlider} from './slider';

/** Options of {@link unrolling}; both axes have titles of their own unless given. */
export type UnrollingText = Pick<ChartText, 'title' | 'alt' | 'width' | 'height'> & Partial<Pick<ChartText, 'x' | 'y'>>;

function read(rows: Record<string, Numbers>): [string, NdArray][] {
  const matrices = Object.entries(rows).map(([name, numbers]): [string, NdArray] => [name, asNdArray(numbers, name)]);
  if (matrices.length === 0) throw new RangeError('unrolling needs at least one matrix [time steps, width]');
  for (const [name, {shape}] of matrices) {
    if (shape.length !== 2)
      throw new RangeError(`${name} must be [time steps, width], got shape [${shape.join(', ')}]`);
    const [steps, expected] = [shape[0], matrices[0][1].shape[0]];
    if (steps !== expected) throw new RangeError(`${name} has ${steps} time steps, ${matrices[0][0]} ${expected}`);
  }
  if (matrices[0][1].shape[0] < 2) throw new RangeError('unrolling needs at least two time steps');
  return matrices;
}

/** The same range for every panel, so that heights compare. */
function commonRange(matrices: [string, NdArray][]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of matrices.flatMap(([, {values}]) => Array.from(values))) {
    [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  const edge = 0.08 * (high - low || 1);
  return [low - edge, high + edge];
}

/**
 * What a recurrent network reads, remembers and says, one panel each; a slider reads the sequence step by step.
 *
 * @param rows matrices [time steps, width] by name, such as {inputs, states, outputs}
 * @param text the finding, see {@link UnrollingText}
 * @returns the figure; without a slider (on paper) all steps are shown
 * @throws RangeError when something is no matrix, or numbers of time steps differ
 *
 * Lesson: notebooks/01-foundations/1.3.
 */
export function unrolling(rows: Record<string, Numbers>, text: UnrollingText): Figure {
  const matrices = read(rows);
  const steps = matrices[0][1].shape[0];
  const x = {label: 'time step', unit: '', range: [0.7, steps + 0.3] as [number, number], ...text.x};
  const y = {label: 'value', unit: '', range: commonRange(matrices), ...text.y};
  const panel = ([name, {values, shape}]: [string, NdArray], count: number, isFirst: boolean): Figure =>
    lines(
      Array.from({length: shape[1]}, (_, j) => ({
        name: `column ${j}`,
        x: Array.from({length: count}, (_step, t) => t + 1),
        y: Array.from({length: count}, (_step, t) => values[t * shape[1] + j]),
        draw: 'both' as const,
      })),
      {
        title: `${name} [${shape.join(', ')}]`,
        x,
        y: isFirst ? y : {...y, label: '', unit: ''},
        alt: `${name} [${shape.join(', ')}], ${rangeText(values)}.`,
      },
    );
  const {title, alt, width, height = 340} = text;
  const frame = (count: number): Figure =>
    panels(
      matrices.map((matrix, i) => panel(matrix, count, i === 0)),
      {title, alt, width, columns: matrices.length, rowHeight: height - 64},
    );
  const frames = Array.from({length: steps}, (_, t) => ({name: String(t + 1), figure: frame(t + 1)}));
  return withSlider(frames, {label: 'steps read', start: steps - 1});
}
