import {checkList, checkOptions, checkSeed, checkWhole} from '../arguments';
import type {Tokens} from '../grid';
import {random} from '../random';
import {type Bucket, type BucketOptions, padSequences} from './padding';

/**
 * Deals sequences into batches at random, each padded to its own longest: what `bucketByLength` is compared with.
 *
 * @param sequences lists of ids, none of them 0
 * @param options see {@link BucketOptions}
 * @returns batches; every sequence is in one of them
 * @throws RangeError when there is no sequence or the batch size is no whole number >= 1
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function batchAtRandom(sequences: readonly ArrayLike<number>[], options: BucketOptions): Bucket[] {
  checkOptions('batchAtRandom', options, ['batchSize', 'seed', 'padding']);
  const {batchSize, seed = 42, padding = 'after'} = options;
  checkWhole('batchAtRandom: batchSize', batchSize);
  checkSeed('batchAtRandom: seed', seed);
  checkList('batchAtRandom: sequences', sequences);
  const order = random(seed).permutation(sequences.length);
  return Array.from({length: Math.ceil(order.length / batchSize)}, (_, b) => {
    const rows = order.slice(b * batchSize, (b + 1) * batchSize);
    const chosen = rows.map((row) => sequences[row]);
    return {rows, x: padSequences(chosen, {padding})};
  });
}

/**
 * How much of the steps of some batches is padding: the share of zeros.
 *
 * @param batches ids, 0 where there is padding
 * @returns 0 to 1
 * @throws RangeError when there is no batch
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function paddingShare(batches: readonly Tokens[]): number {
  checkList('paddingShare: batches', batches);
  let [zeros, steps] = [0, 0];
  for (const {values} of batches) {
    zeros += values.filter((id) => id === 0).length;
    steps += values.length;
  }
  if (steps === 0) throw new RangeError('paddingShare: batches must not be empty, got no steps');
  return zeros / steps;
}
