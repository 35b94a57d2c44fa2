import type {Series} from '../data';
import {checkWhole} from '../data/arguments';
import {checkMatrix, type Matrix, matrix, zeros} from './matrix';

/**
 * A batch of sequences as the cells of this room read it: one matrix a time step.
 *
 * @param x [sequences, time steps, features]
 * @returns [time steps], each [sequences, features]
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function timeSteps(x: Series): Matrix[] {
  const rows = Array.from({length: x.length}, (_, i) => x.row(i));
  const of = (row: number[], t: number) => row.slice(t * x.features, (t + 1) * x.features);
  return Array.from({length: x.timeSteps}, (_, t) => matrix(rows.map((row) => of(row, t))));
}

/**
 * Gradients of a loss that reads the last state alone, as `lstmBackward` and its like take them: zeros at every step but the last.
 *
 * @param steps number of time steps
 * @param gradient ∂L/∂H_T, [batch, units]
 * @returns [steps], each [batch, units]
 * @throws RangeError when steps is no whole number above 0
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function onlyAtLast(steps: number, gradient: Matrix): Matrix[] {
  checkWhole('onlyAtLast: steps', steps);
  checkMatrix('onlyAtLast: gradient', gradient);
  return Array.from({length: steps}, (_, t) => (t === steps - 1 ? gradient : zeros(...gradient.shape)));
}
