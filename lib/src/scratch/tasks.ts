import {random} from '../data/random';
import {type Matrix, matrix} from './matrix';

/** Sequences with a target at every step, time step by time step. */
export interface SequenceTask {
  /** Inputs, each [sequences, 1] */
  X: Matrix[];
  /** Targets, each [sequences, 1] */
  Y: Matrix[];
}

/** Options of {@link randomTask}. */
export interface RandomTaskOptions {
  /** Number of sequences. */
  count: number;
  /** Time steps of each. */
  steps: number;
  seed: number;
  /** Inputs lie in [low, high); defaults to -0.5 to 0.5. */
  low?: number;
  high?: number;
}

function byStep(sequences: number[][]): Matrix[] {
  return sequences[0].map((_, t) => matrix(sequences.map((sequence) => [sequence[t]])));
}

/**
 * Random sequences, and what a rule makes of each.
 *
 * @param target the rule: one sequence in, as many numbers out
 * @param options see {@link RandomTaskOptions}
 * @returns inputs and targets by time step
 * @throws RangeError when a size is no whole number above 0, or the rule gives another number of steps
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function randomTask(
  target: (sequence: number[]) => number[],
  {count, steps, seed, low = -0.5, high = 0.5}: RandomTaskOptions,
): SequenceTask {
  for (const [name, size] of Object.entries({count, steps})) {
    if (!Number.isInteger(size) || size < 1)
      throw new RangeError(`${name} must be a whole number above 0, got ${size}`);
  }
  const {uniform} = random(seed);
  const inputs = Array.from({length: count}, () => Array.from({length: steps}, () => uniform(low, high)));
  const targets = inputs.map((sequence) => target([...sequence]));
  const odd = targets.find(({length}) => length !== steps);
  if (odd) throw new RangeError(`the target must have ${steps} steps as its sequence, got ${odd.length}`);
  return {X: byStep(inputs), Y: byStep(targets)};
}

/**
 * Matrices by time step as one list of numbers a sequence.
 *
 * @param steps by time step, each [sequences, 1]
 * @returns [sequences, time steps]
 * @throws RangeError when there is no step, or one has more than one column
 */
export function toSequences(steps: readonly Matrix[]): number[][] {
  if (steps.length === 0) throw new RangeError('there must be at least one time step, got none');
  const count = steps[0].shape[0];
  const odd = steps.find(({shape}) => shape[0] !== count || shape[1] !== 1);
  if (odd) throw new RangeError(`every step must have shape [${count}, 1], got [${odd.shape.join(', ')}]`);
  return Array.from({length: count}, (_, i) => steps.map(({values}) => values[i]));
}

/** A rule for {@link randomTask}: the sum of all inputs so far. */
export function runningSum(sequence: readonly number[]): number[] {
  let sum = 0;
  return sequence.map((value) => {
    sum += value;
    return sum;
  });
}

/**
 * A rule for {@link randomTask}: what came some steps ago, 0 before that.
 *
 * @param delay in time steps
 * @throws RangeError when the delay is no whole number from 0
 */
export function echo(delay: number): (sequence: readonly number[]) => number[] {
  if (!Number.isInteger(delay) || delay < 0) throw new RangeError(`delay must be a whole number from 0, got ${delay}`);
  return (sequence) => sequence.map((_, t) => (t < delay ? 0 : sequence[t - delay]));
}
