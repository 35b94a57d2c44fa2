import type {Numbers} from '../data';
import {asRows} from './predictor';

/**
 * What the squared errors of an iterated forecast grow to, if its one-step errors know nothing of each other.
 *
 *     MSE_k = MSE_1 · (1 + r_2² + ... + r_k²),   r_j² the mean over the examples
 *
 * Uncorrelated errors add as squares, whatever the signs of their echoes.
 *
 * @param firstMse mean squared error of one step ahead
 * @param response [examples, horizon - 1], see `nudgeResponse`
 * @returns [horizon], the first is `firstMse`
 * @throws RangeError when the error is negative or not finite, or the response has no rows
 *
 * Lesson: notebooks/02-forecasting/2.2. Check: the variance of an autoregressive process that is forecast.
 */
export function echoGrowth(firstMse: number, response: Numbers): number[] {
  if (!(firstMse >= 0 && Number.isFinite(firstMse))) {
    throw new RangeError(`echoGrowth: firstMse must be a finite number >= 0, got ${firstMse}`);
  }
  const {rows, width, values} = asRows(response, 'echoGrowth: response');
  const grown = [firstMse];
  for (let j = 0; j < width; j++) {
    let squares = 0;
    for (let i = 0; i < rows; i++) squares += values[i * width + j] ** 2;
    grown.push(grown[j] + (firstMse * squares) / rows);
  }
  return grown;
}
