import {checkFinite, checkFunction, checkList, checkOptions, checkSeed, checkWhole} from '../data/arguments';
import {random} from '../data/random';
import {checkMatrix, type Matrix, matrix} from './matrix';

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
export function randomTask(target: (sequence: number[]) => number[], options: RandomTaskOptions): SequenceTask {
  checkFunction('randomTask: target', target);
  checkOptions('randomTask', options, ['count', 'steps', 'seed', 'low', 'high']);
  const {count, steps, seed, low = -0.5, high = 0.5} = options;
  checkWhole('randomTask: count', count);
  checkWhole('randomTask: steps', steps);
  checkSeed('randomTask: seed', seed ?? null);
  checkFinite('randomTask: low', low);
  checkFinite('randomTask: high', high);
  const {uniform} = random(seed);
  const inputs = Array.from({length: count}, () => Array.from({length: steps}, () => uniform(low, high)));
  const targets = inputs.map((sequence) => target([...sequence]));
  const odd = targets.find(({length}) => length !== steps);
  if (odd) throw new RangeError(`randomTask: the target must have ${steps} steps as its sequence, got ${odd.length}`);
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
  checkList('toSequences: steps', steps);
  steps.forEach((step, t) => {
    checkMatrix(`toSequences: steps[${t}]`, step);
  });
  const count = steps[0].shape[0];
  const odd = steps.find(({shape}) => shape[0] !== count || shape[1] !== 1);
  if (odd) throw new RangeError(`toSequences: steps must each have shape [${count}, 1], got [${odd.shape.join(', ')}]`);
  return Array.from({length: count}, (_, i) => steps.map(({values}) => values[i]));
}

/**
 * A rule for {@link randomTask}: the sum of all inputs so far.
 *
 * @param sequence inputs, one a step
 * @returns as many sums
 */
export function runningSum(sequence: readonly number[]): number[] {
  checkList('runningSum: sequence', sequence, {empty: true});
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
 * @returns the rule: a sequence -> as many targets
 * @throws RangeError when the delay is no whole number from 0
 */
export function echo(delay: number): (sequence: readonly number[]) => number[] {
  checkWhole('echo: delay', delay, 0);
  return (sequence) => sequence.map((_, t) => (t < delay ? 0 : sequence[t - delay]));
}
