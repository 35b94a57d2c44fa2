import {asNdArray, type Numbers} from '../data';
import type {Figure} from './figure';
import {type Line, lines, short} from './lines';
import {panels} from './panels';

/** What a figure of targets and predictions says about itself. */
export interface TargetsText {
  /** The finding. */
  title: string;
  /** What the values are. */
  label: string;
  /** Unit of the values; defaults to ''. */
  unit?: string;
  /** Length of the sequences in training, drawn as a border; defaults to none. */
  trainedSteps?: number;
  /** Sequences drawn; defaults to 2. */
  examples?: number;
  alt?: string;
}

/**
 * Targets as dots and predictions as a line, one panel a sequence, all in the same range.
 *
 * @param targets [sequences, time steps]
 * @param predictions the same shape
 * @param text see {@link TargetsText}
 * @returns the figure; time steps count from 1
 * @throws RangeError when the shapes differ, or there are fewer sequences than examples
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function targetsAndPredictions(targets: Numbers, predictions: Numbers, text: TargetsText): Figure {
  const {title, label, unit = '', trainedSteps, examples = 2} = text;
  const [truth, guess] = [asNdArray(targets, 'targets'), asNdArray(predictions, 'predictions')];
  if (truth.shape.length !== 2 || `${truth.shape}` !== `${guess.shape}`) {
    const shapes = [truth, guess].map(({shape}) => `[${shape.join(', ')}]`).join(' and ');
    throw new RangeError(`targets and predictions must both be [sequences, time steps], got ${shapes}`);
  }
  const [count, steps] = truth.shape;
  if (!Number.isInteger(examples) || examples < 1 || examples > count) {
    throw new RangeError(`examples must be a whole number from 1 to ${count}, got ${examples}`);
  }
  const rowsOf = (values: ArrayLike<number>): number[][] =>
    Array.from({length: examples}, (_, i) => Array.from(values).slice(i * steps, (i + 1) * steps));
  const [y, yhat] = [rowsOf(truth.values), rowsOf(guess.values)];
  const [low, high] = [Math.min(...y.flat(), ...yhat.flat()), Math.max(...y.flat(), ...yhat.flat())];
  const room = 0.06 * (high - low || 1);
  const range: [number, number] = [low - room, high + room];
  const x = y[0].map((_, t) => t + 1);
  const figures = y.map((target, i) => {
    const drawn: Line[] = [
      {name: 'target', x, y: target, draw: 'markers'},
      {name: 'prediction', x, y: yhat[i], dash: 'solid'},
    ];
    if (trainedSteps !== undefined) {
      const border = {x: [trainedSteps, trainedSteps], y: range, baseline: true, dash: 'dot'};
      drawn.push({name: 'longest sequence in training', ...border});
    }
    const axes = {x: {label: 'time step', unit: ''}, y: {label, unit, range}};
    return lines(drawn, {title: `sequence ${i + 1}`, ...axes});
  });
  const ends = y.map((target, i) => {
    return `sequence ${i + 1}: target ${short(target[steps - 1])}, prediction ${short(yhat[i][steps - 1])}`;
  });
  const border = trainedSteps === undefined ? '' : ` A border after step ${trainedSteps}, the longest in training.`;
  const alt = text.alt ?? `${title}. ${label} over ${steps} time steps; at the last one ${ends.join('; ')}.${border}`;
  return panels(figures, {title, alt});
}
