import {checkMatrix, type Matrix, map, subtract} from './matrix';

/**
 * Mean squared error over all numbers, and its gradient with respect to the predictions, 2 (ŷ - y) / count.
 *
 * @param yTrue targets, [batch, outputs]
 * @param yPred predictions, [batch, outputs]
 * @returns the loss, and its gradient [batch, outputs]
 * @throws RangeError when the shapes differ
 */
export function meanSquaredError(yTrue: Matrix, yPred: Matrix): {loss: number; gradient: Matrix} {
  checkMatrix('meanSquaredError: yTrue', yTrue);
  checkMatrix('meanSquaredError: yPred', yPred);
  const error = subtract(yPred, yTrue);
  const count = error.values.length;
  const loss = error.values.reduce((sum, e) => sum + e * e, 0) / count;
  return {loss, gradient: map(error, (e) => (2 * e) / count)};
}
