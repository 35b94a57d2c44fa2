import type {Numbers} from '../data';
import {checkFunction, checkList, checkWhole} from '../data/arguments';
import {readLogs} from './log-probabilities';

/**
 * How undecided a distribution is: the mean surprise of what is drawn from it.
 *
 *     H = - Σ p_i ln p_i
 *
 * @param logProbabilities [vocabulary] natural logarithms; -Infinity for what cannot be
 * @returns nats: 0 for a certain token, ln n for n equally likely ones
 * @throws RangeError when a value is no log-probability
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function entropy(logProbabilities: Numbers): number {
  const logs = readLogs(logProbabilities, 'entropy');
  return logs.reduce((sum, value) => (value === Number.NEGATIVE_INFINITY ? sum : sum - Math.exp(value) * value), 0);
}

/** What a cut keeps along a text, see {@link cutAlong}. */
export interface CutAlong {
  /** [steps] tokens that are left to choose among. */
  kept: Float64Array;
  /** Share of the steps whose own token was cut off. */
  lost: number;
}

/**
 * Cuts the distributions along a text, and looks whether the text could still have been written.
 *
 * @param said [steps][vocabulary] log-probabilities of the next token, step by step
 * @param came [steps] the tokens that came
 * @param cut such as `(logs) => keepTopK(logs, 5)`
 * @returns see {@link CutAlong}
 * @throws RangeError when there are no steps, or not one token a step
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function cutAlong(
  said: readonly Numbers[],
  came: ArrayLike<number>,
  cut: (logs: Numbers) => ArrayLike<number>,
): CutAlong {
  checkList('cutAlong: said', said);
  checkFunction('cutAlong: cut', cut);
  if (came.length !== said.length)
    throw new RangeError(`cutAlong: ${said.length} steps but ${came.length} tokens came`);
  let lost = 0;
  const kept = Float64Array.from(said, (logs, t) => {
    const left = cut(logs);
    checkWhole(`cutAlong: came[${t}]`, came[t], 0, left.length - 1);
    if (left[came[t]] === Number.NEGATIVE_INFINITY) lost++;
    return Array.from(left).filter((value) => value > Number.NEGATIVE_INFINITY).length;
  });
  return {kept, lost: lost / said.length};
}
