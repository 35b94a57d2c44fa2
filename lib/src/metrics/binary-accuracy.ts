import type {Numbers} from '../data';
import {sameShape} from './same-shape';

/**
 * Share of yes-or-no questions that were answered right: a number above one half says yes.
 *
 * @param yTrue 0 or 1, any shape
 * @param yPred probabilities, or the outputs of a linear model, the same shape
 * @returns 0 to 1
 * @throws RangeError when shapes differ, there is nothing, or a truth is neither 0 nor 1
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function binaryAccuracy(yTrue: Numbers, yPred: Numbers): number {
  const [truth, said] = sameShape(yTrue, yPred, 'binaryAccuracy', ['yTrue', 'yPred']);
  const bad = truth.values.findIndex((label) => label !== 0 && label !== 1);
  if (bad >= 0) throw new RangeError(`binaryAccuracy: yTrue holds ${truth.values[bad]} at place ${bad}, not 0 or 1`);
  const right = truth.values.filter((label, i) => (said.values[i] > 0.5 ? 1 : 0) === label);
  return right.length / truth.values.length;
}
