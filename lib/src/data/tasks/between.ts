import {checkOptions} from '../arguments';
import {Series, Targets} from '../arrays';
import {generateHold, type HoldOptions} from './hold';

/** Sequences in which each step lies between two marked numbers. */
export interface BetweenTask {
  /** [n, steps, 2] a number, and the mark: 1 or 0; the first and the last step are marked. */
  x: Series;
  /** [n, steps, 1] mean of the number marked last and the one marked next; at a mark, the number itself. */
  y: Targets;
  /**
   * [n, steps, 1] the best that can be said without the steps to come: half of the number marked last (the next one is as
   * likely above zero as below), at a mark the number.
   */
  bestSoFar: Targets;
}

/**
 * The hold task with two ends: say at each step what lies halfway between the number marked last and the one marked next.
 *
 * @param n number of sequences
 * @param steps time steps of each
 * @param options seed, and share of marked steps (here 0.2 unless given), see `generateHold`
 * @returns see {@link BetweenTask}; numbers are uniform on -1 ... 1
 * @throws RangeError as `generateHold`
 *
 * Lesson: notebooks/03-gated-cells/3.3.
 */
export function generateBetween(n: number, steps: number, options: HoldOptions = {}): BetweenTask {
  checkOptions('generateBetween', options, ['seed', 'share']);
  const {
    x: {values},
    y: held,
  } = generateHold(n, steps, {...options, share: options.share ?? 0.2});
  const y = new Float64Array(n * steps);
  const best = new Float64Array(n * steps);
  for (let i = 0; i < n; i++) {
    const end = (i + 1) * steps - 1;
    values[2 * end + 1] = 1;
    let next = values[2 * end];
    for (let at = end; at >= i * steps; at--) {
      const isMarked = values[2 * at + 1] === 1;
      if (isMarked) next = values[2 * at];
      y[at] = isMarked ? next : (held.values[at] + next) / 2;
      best[at] = isMarked ? next : held.values[at] / 2;
    }
  }
  const shape = [n, steps, 1];
  return {x: new Series(values, [n, steps, 2]), y: new Targets(y, shape), bestSoFar: new Targets(best, shape)};
}

/**
 * The marked steps of one sequence of a task with marks.
 *
 * @param x [sequences, time steps, 2] a number, and the mark: 1 or 0, such as x of {@link generateBetween}
 * @param sequence which sequence, counted from 0
 * @returns steps, counted from 1, ascending
 * @throws RangeError when there is no such sequence, or x has not two features
 *
 * Lesson: notebooks/03-gated-cells/3.3.
 */
export function markedSteps(x: Series, sequence: number): number[] {
  if (x.shape[2] !== 2) throw new RangeError(`markedSteps: x must be [sequences, time steps, 2], got [${x.shape}]`);
  if (!(Number.isInteger(sequence) && sequence >= 0 && sequence < x.length)) {
    throw new RangeError(`markedSteps: sequence must be a whole number from 0 to ${x.length - 1}, got ${sequence}`);
  }
  const {values} = x.rows(sequence, sequence + 1);
  const steps = Array.from({length: x.shape[1]}, (_, t) => t + 1);
  return steps.filter((step) => values[2 * step - 1] === 1);
}
