import type {Numbers} from '../data';
import {checkWhole, show} from '../data/arguments';
import {logSoftmax, readLogs} from './log-probabilities';

/** Tokens from the most to the least likely, at most `count`; of equals the lower number first. */
export function likeliest(logProbabilities: ArrayLike<number>, count: number): number[] {
  const found: number[] = [];
  for (let token = 0; token < logProbabilities.length; token++) {
    const value = logProbabilities[token];
    // Most tokens are less likely than the last one kept: no search for them.
    if (found.length === count && !(value > logProbabilities[found[count - 1]])) continue;
    let [low, high] = [0, found.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (logProbabilities[found[middle]] >= value) low = middle + 1;
      else high = middle;
    }
    found.splice(low, 0, token);
    if (found.length > count) found.pop();
  }
  return found;
}

/** Only these tokens, with probabilities that sum to 1 again. */
function only(logs: Float64Array, tokens: readonly number[]): Float64Array {
  const kept = new Float64Array(logs.length).fill(Number.NEGATIVE_INFINITY);
  for (const token of tokens) kept[token] = logs[token];
  return logSoftmax(kept).values;
}

/**
 * Makes a distribution sharper or flatter.
 *
 *     p'_i ∝ p_i^(1/T)
 *
 * T = 1 changes nothing; near 0 only the likeliest token is left; a large T makes all tokens alike.
 *
 * @param logProbabilities [vocabulary] natural logarithms; -Infinity for what cannot be
 * @param temperature T, above 0; for its limit 0 use `greedy`
 * @returns [vocabulary] log-probabilities
 * @throws RangeError when the temperature is not above 0, or a value is no log-probability
 *
 * Source: Ackley, Hinton and Sejnowski 1985, doi:10.1207/s15516709cog0901_7. Lesson: notebooks/05-text/5.2.
 */
export function applyTemperature(logProbabilities: Numbers, temperature: number): Float64Array {
  const logs = readLogs(logProbabilities, 'applyTemperature');
  checkTemperature('applyTemperature', temperature);
  if (temperature === 1) return logs;
  // Counted from the likeliest token, so that it stays at 0 however small the temperature is.
  const top = logs.reduce((a, b) => Math.max(a, b));
  return logSoftmax(logs.map((value) => (value - top) / temperature)).values;
}

/** Throws unless the temperature is a finite number above 0. */
export function checkTemperature(where: string, temperature: number): void {
  if (!(temperature > 0 && Number.isFinite(temperature))) {
    const hint = temperature === 0 ? '; for 0 use greedy' : '';
    throw new RangeError(`${where}: temperature must be a finite number above 0, got ${show(temperature)}${hint}`);
  }
}

/**
 * Keeps the k likeliest tokens; of equally likely ones those with the lower number.
 *
 * @param logProbabilities [vocabulary] natural logarithms
 * @param k tokens to keep; k of the vocabulary or more changes nothing
 * @returns [vocabulary] log-probabilities that sum to 1 again, -Infinity for the rest
 * @throws RangeError when k is no whole number >= 1, or a value is no log-probability
 *
 * Source: Fan, Lewis and Dauphin 2018, arXiv:1805.04833. Lesson: notebooks/05-text/5.2.
 */
export function keepTopK(logProbabilities: Numbers, k: number): Float64Array {
  const logs = readLogs(logProbabilities, 'keepTopK');
  checkWhole('keepTopK: k', k);
  return k >= logs.length ? logs : only(logs, likeliest(logs, k));
}

/** Throws unless p lies in (0, 1]. */
export function checkTopP(name: string, p: number): void {
  if (!(typeof p === 'number' && p > 0 && p <= 1)) {
    throw new RangeError(`${name} must lie in (0, 1], got ${show(p)}`);
  }
}

/**
 * Keeps the nucleus: the fewest likeliest tokens whose probabilities sum to at least p.
 *
 * Unlike the k likeliest it keeps few tokens where the model is sure and many where it is not.
 *
 * @param logProbabilities [vocabulary] natural logarithms
 * @param p share of the probability to keep, in (0, 1]; 1 changes nothing
 * @returns [vocabulary] log-probabilities that sum to 1 again, -Infinity for the rest
 * @throws RangeError when p does not lie in (0, 1], or a value is no log-probability
 *
 * Source: Holtzman et al. 2020, arXiv:1904.09751. Lesson: notebooks/05-text/5.2.
 */
export function keepNucleus(logProbabilities: Numbers, p: number): Float64Array {
  const logs = readLogs(logProbabilities, 'keepNucleus');
  checkTopP('keepNucleus: p', p);
  if (p === 1) return logs;
  const order = Array.from(logs, (_, token) => token).sort((a, b) => logs[b] - logs[a] || a - b);
  let [sum, count] = [0, 0];
  while (count < order.length && sum < p) sum += Math.exp(logs[order[count++]]);
  return only(logs, order.slice(0, count));
}
