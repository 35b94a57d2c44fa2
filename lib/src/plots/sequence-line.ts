import {asNdArray, type Numbers} from '../data';
import type {Line} from './lines';

/** Options of {@link sequenceLine}: those of a line, and which part of the sequences it shows. */
export interface SequenceLineOptions extends Omit<Line, 'name' | 'x' | 'y' | 'spread'> {
  /** Which sequence, counted from 0; defaults to 0. */
  sequence?: number;
  /** Which of its numbers at each step, counted from 0; defaults to 0. */
  feature?: number;
  /** How many steps from the first on; defaults to all. */
  steps?: number;
  /** Steps to show, counted from 1, instead of all of them. */
  only?: readonly number[];
}

/**
 * One sequence of a batch as a line over time; steps count from 1.
 *
 * @param name what the legend calls it
 * @param batch [sequences, time steps] or [sequences, time steps, features]
 * @param options see {@link SequenceLineOptions}
 * @returns the line, for `lines`
 * @throws RangeError when there is no such sequence, feature or step
 *
 * Lesson: notebooks/03-gated-cells/3.3.
 */
export function sequenceLine(name: string, batch: Numbers, options: SequenceLineOptions = {}): Line {
  const {sequence = 0, feature = 0, steps: given, only, ...look} = options;
  const {values, shape} = asNdArray(batch, name);
  const [count, all, features = 1] = shape;
  if (shape.length < 2 || shape.length > 3) {
    throw new RangeError(
      `sequenceLine: '${name}' must be [sequences, time steps, features], got [${shape.join(', ')}]`,
    );
  }
  const steps = given ?? all;
  for (const [what, value, limit] of [
    ['sequence', sequence, count - 1],
    ['feature', feature, features - 1],
    ['steps', steps - 1, all - 1],
  ] as const) {
    const least = what === 'steps' ? 1 : 0;
    if (Number.isInteger(value) && value >= 0 && value <= limit) continue;
    throw new RangeError(
      `sequenceLine: ${what} must be a whole number from ${least} to ${limit + least}, got ${value + least}`,
    );
  }
  const x = only ? [...only] : Array.from({length: steps}, (_, t) => t + 1);
  const odd = x.find((t) => !(Number.isInteger(t) && t >= 1 && t <= all));
  if (odd !== undefined) throw new RangeError(`sequenceLine: '${name}' has no step ${odd}, it has ${all}`);
  return {...look, name, x, y: x.map((t) => values[(sequence * all + t - 1) * features + feature])};
}
