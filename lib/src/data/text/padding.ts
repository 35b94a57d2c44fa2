import {checkList, checkOneOf, checkOptions, checkSeed, checkWhole} from '../arguments';
import {Tokens} from '../grid';
import {random} from '../random';

/** Options of {@link padSequences}. */
export interface PadOptions {
  /** Time steps of the result; defaults to those of the longest sequence. */
  length?: number;
  /** Where zeros are added to shorter sequences; defaults to 'after'. */
  padding?: 'before' | 'after';
  /** Where longer sequences are cut; defaults to 'after': their start stays. */
  truncating?: 'before' | 'after';
}

/**
 * Makes sequences of ids equally long: zeros (PAD) where one is too short, a cut where it is too long.
 *
 * @param sequences lists of ids, none of them 0
 * @param options see {@link PadOptions}
 * @returns [sequences, length]
 * @throws RangeError when there is no sequence, or the length is no whole number >= 1, or an id is 0
 *
 * Differs: Keras' `pad_sequences` pads and cuts before by default.
 * Lesson: notebooks/01-foundations/1.2. Check: agrees with Keras.
 */
export function padSequences(sequences: readonly ArrayLike<number>[], options: PadOptions = {}): Tokens {
  checkOptions('padSequences', options, ['length', 'padding', 'truncating']);
  checkList('padSequences: sequences', sequences);
  sequences.forEach((sequence, row) => {
    checkList(`padSequences: sequences[${row}]`, sequence, {empty: true});
  });
  const longest = sequences.reduce((most, {length}) => Math.max(most, length), 0);
  const {length = longest, padding = 'after', truncating = 'after'} = options;
  checkWhole('padSequences: length', length);
  checkOneOf('padSequences: padding', padding, ['before', 'after']);
  checkOneOf('padSequences: truncating', truncating, ['before', 'after']);
  const values = new Float64Array(sequences.length * length);
  sequences.forEach((sequence, row) => {
    const kept = Math.min(sequence.length, length);
    const from = truncating === 'after' ? 0 : sequence.length - kept;
    const to = row * length + (padding === 'after' ? 0 : length - kept);
    for (let i = 0; i < kept; i++) {
      if (sequence[from + i] === 0) {
        throw new RangeError(`padSequences: sequences[${row}] holds 0 at place ${from + i}, which is the id of PAD`);
      }
      values[to + i] = sequence[from + i];
    }
  });
  return new Tokens(values, [sequences.length, length]);
}

/** Sequences of similar length that make one batch. */
export interface Bucket {
  /** Which sequences, by their place in the list. */
  rows: number[];
  /** [rows, longest of them]. */
  x: Tokens;
}

/** Options of {@link bucketByLength}. */
export interface BucketOptions {
  /** Sequences a batch. */
  batchSize: number;
  /** Shuffles equally long sequences and the batches; defaults to 42. */
  seed?: number;
  /** Where zeros are added; defaults to 'after'. */
  padding?: 'before' | 'after';
}

/**
 * Groups sequences of similar length into batches, each padded to its own longest: fewer zeros to compute with.
 *
 * @param sequences lists of ids, none of them 0
 * @param options see {@link BucketOptions}
 * @returns batches in random order; every sequence is in one of them
 * @throws RangeError when there is no sequence or the batch size is no whole number >= 1
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function bucketByLength(sequences: readonly ArrayLike<number>[], options: BucketOptions): Bucket[] {
  checkOptions('bucketByLength', options, ['batchSize', 'seed', 'padding']);
  const {batchSize, seed = 42, padding = 'after'} = options;
  checkWhole('bucketByLength: batchSize', batchSize);
  checkOneOf('bucketByLength: padding', padding, ['before', 'after']);
  checkSeed('bucketByLength: seed', seed);
  checkList('bucketByLength: sequences', sequences);
  const {permutation, shuffle} = random(seed);
  const order = permutation(sequences.length).sort((a, b) => sequences[a].length - sequences[b].length);
  const starts = Array.from({length: Math.ceil(order.length / batchSize)}, (_, i) => i * batchSize);
  return shuffle(starts).map((start) => {
    const rows = order.slice(start, start + batchSize);
    return {
      rows,
      x: padSequences(
        rows.map((row) => sequences[row]),
        {padding},
      ),
    };
  });
}
