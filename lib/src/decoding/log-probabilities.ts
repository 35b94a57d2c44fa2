import {asNdArray, type NdArray, type Numbers} from '../data';

/** ln(e^a + e^b), also where one or both are ln 0. */
export function logAdd(a: number, b: number): number {
  const [high, low] = a > b ? [a, b] : [b, a];
  return low === Number.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(low - high));
}

/** Throws where a value is no log-probability: NaN, or above 0 by more than rounding. */
function checkLogs(values: Float64Array, name: string): void {
  const bad = values.findIndex((value) => !(value <= 1e-5));
  if (bad >= 0) {
    throw new RangeError(
      `${name} holds ${values[bad]} at place ${bad}, which is no log-probability (<= 0); ` +
        'use Math.log of probabilities, or logSoftmax of logits',
    );
  }
}

/** Log-probabilities of one step, [vocabulary] or [1, vocabulary]. */
export function readLogs(logProbabilities: Numbers, where: string): Float64Array {
  const name = `${where}: logProbabilities`;
  const {values, shape} = asNdArray(logProbabilities, name);
  if (values.length === 0 || shape[shape.length - 1] !== values.length) {
    throw new RangeError(`${name} must be [vocabulary] with values, got [${shape.join(', ')}]`);
  }
  checkLogs(values, name);
  if (!values.some((value) => value > Number.NEGATIVE_INFINITY)) {
    throw new RangeError(`${name}: no token has a probability above 0`);
  }
  return values;
}

/** Log-probabilities of several rows, [rows, width]. */
export function readLogRows(
  logProbabilities: Numbers,
  rowName: string,
  where: string,
): {values: Float64Array; shape: number[]} {
  const name = `${where}: logProbabilities`;
  const {values, shape} = asNdArray(logProbabilities, name);
  if (shape.length !== 2 || values.length === 0) {
    throw new RangeError(`${name} must be [${rowName}] with values, got [${shape.join(', ')}]`);
  }
  checkLogs(values, name);
  return {values, shape};
}

function normalise(row: Float64Array): void {
  const top = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const total = row.reduce((sum, value) => sum + Math.exp(value - top), 0);
  const log = Math.log(total);
  // In two steps: beside a large number the logarithm would be lost.
  for (let i = 0; i < row.length; i++) row[i] = row[i] - top - log;
}

/**
 * Log-probabilities out of logits, along the last axis.
 *
 *     log p_i = a_i - ln Σ_j e^(a_j)
 *
 * The largest logit is taken out first, so nothing overflows. Log-probabilities stay as they are (up to rounding).
 *
 * @param logits [..., vocabulary]; -Infinity for what cannot be
 * @returns the same shape
 * @throws RangeError when there are no values, one is NaN or Infinity, or a whole row is -Infinity
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function logSoftmax(logits: Numbers): NdArray {
  const {values, shape} = asNdArray(logits, 'logSoftmax: logits');
  if (values.length === 0) throw new RangeError(`logSoftmax: logits is empty, its shape is [${shape.join(', ')}]`);
  const bad = values.findIndex((value) => !(value < Number.POSITIVE_INFINITY));
  if (bad >= 0) throw new RangeError(`logSoftmax: logits holds ${values[bad]} at place ${bad}`);
  const width = shape[shape.length - 1];
  for (let from = 0; from < values.length; from += width) {
    const row = values.subarray(from, from + width);
    if (!row.some((value) => value > Number.NEGATIVE_INFINITY)) {
      throw new RangeError(`logSoftmax: logits: row ${from / width} is -Infinity throughout`);
    }
    normalise(row);
  }
  return {values, shape};
}
