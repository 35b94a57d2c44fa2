import * as tf from '@tensorflow/tfjs';
import {padSequences, random, Tokens} from '../data';
import {checkFlags, checkGiven, checkList, checkOneOf, checkOptions, checkWhole} from '../data/arguments';
import {embedding, simpleRNN} from '../layers';

/** Options of {@link buildTokenReader}. */
export interface TokenReaderOptions {
  /** Skips id 0, so that it keeps the state; defaults to false. */
  maskZero?: boolean;
  /** Ids that there are, 0 included; defaults to 50. */
  ids?: number;
  /** Numbers of a token's vector; defaults to 8. */
  width?: number;
  /** Numbers of the state; defaults to 16. */
  units?: number;
}

/**
 * A fresh simple recurrent layer that reads ids and hands on its last state.
 *
 *     h_t = tanh(e(id_t) W_xh + h_(t-1) W_hh + b),   with `maskZero` h_t = h_(t-1) where id_t = 0
 *
 * @param options see {@link TokenReaderOptions}
 * @returns an uncompiled model, its weights drawn from the engine's seed: ids [batch, time steps] to [batch, units]
 * @throws RangeError for an option that is unknown or of no meaning
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function buildTokenReader(options: TokenReaderOptions = {}): tf.LayersModel {
  checkOptions('buildTokenReader', options, ['maskZero', 'ids', 'width', 'units']);
  const {maskZero = false, ids = 50, width = 8, units = 16} = options;
  checkFlags('buildTokenReader', {maskZero});
  checkGiven('buildTokenReader', {ids, width, units});
  const input = tf.input({shape: [null], dtype: 'int32'});
  const vectors = embedding({inputDim: ids, outputDim: width, maskZero}).apply(input);
  return tf.model({inputs: input, outputs: simpleRNN({units}).apply(vectors) as tf.SymbolicTensor});
}

/**
 * How far apart a reader's final states are after two batches of sequences, in lengths of the second.
 *
 *     |h(a) - h(b)| / |h(b)|
 *
 * @param reader ids [batch, time steps] to states, such as {@link buildTokenReader}
 * @param a sequences of ids, or a single one as a plain list
 * @param b as many sequences; their length may differ
 * @returns 0 where the states are equal, 1 as far as zeros would be
 * @throws RangeError when the states differ in shape, or those of b are all zeros
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function statesApart(
  reader: tf.LayersModel,
  a: Tokens | readonly number[],
  b: Tokens | readonly number[],
): number {
  const both = [a, b].map((ids) => (ids instanceof Tokens ? ids : new Tokens(ids as number[], [1, ids.length])));
  const [distance, length] = tf.tidy(() => {
    const [found, wanted] = both.map((ids) => reader.predict(ids.toTensor()) as tf.Tensor2D);
    const shapes = [found, wanted].map(({shape}) => `[${shape.join(', ')}]`);
    if (shapes[0] !== shapes[1]) throw new RangeError(`statesApart: a gives states ${shapes[0]}, b ${shapes[1]}`);
    return [found.sub(wanted).norm().dataSync()[0], wanted.norm().dataSync()[0]];
  });
  if (length === 0) throw new RangeError('statesApart: the states of b are all zeros, which have no length');
  return distance / length;
}

/** Options of {@link paddingDrift} and {@link paddingKept}. */
export interface PaddingDriftOptions {
  /** Whether the reader skips PAD. */
  maskZero: boolean;
  /** Where the padding stands. */
  padding: 'before' | 'after';
  /** One fresh reader and one random sequence a seed. */
  seeds: readonly number[];
  /** Tokens of a sequence; defaults to 10. */
  tokens?: number;
  /** What stands in the added steps: PAD, or as a control further words; defaults to 'pad'. */
  fill?: 'pad' | 'words';
}

/** For each seed a reader, random sequences, and how to lengthen one by a number of steps. */
function eachReader(
  where: string,
  pads: readonly number[],
  options: PaddingDriftOptions,
  measure: (
    reader: tf.LayersModel,
    sequences: number[][],
    padded: (ids: number[], count: number) => Tokens,
    seed: number,
  ) => number[],
): number[][] {
  checkOptions(where, options, ['maskZero', 'padding', 'seeds', 'tokens', 'fill']);
  const {maskZero, padding, seeds, tokens = 10, fill = 'pad'} = options;
  checkOneOf(`${where}: fill`, fill, ['pad', 'words']);
  checkList(`${where}: pads`, pads);
  for (const pad of pads) checkWhole(`${where}: a number of pads`, pad, 0);
  checkList(`${where}: seeds`, seeds);
  checkWhole(`${where}: tokens`, tokens);
  return seeds.map((seed) => {
    const {integer} = random(seed);
    const draw = (count: number) => Array.from({length: count}, () => integer(1, 50));
    const sequences = [draw(tokens), draw(tokens)];
    const further = draw(Math.max(...pads));
    const padded = (ids: number[], count: number) => {
      const added = fill === 'pad' ? [] : further.slice(0, count);
      const filled = padding === 'after' ? [...ids, ...added] : [...added, ...ids];
      return padSequences([filled], {length: tokens + count, padding});
    };
    const reader = buildTokenReader({maskZero});
    try {
      return measure(reader, sequences, padded, seed);
    } finally {
      reader.dispose();
    }
  });
}

/**
 * How far padding moves the final state of fresh readers from that of the sequence alone; see {@link statesApart}.
 *
 * @param pads numbers of padded steps
 * @param options see {@link PaddingDriftOptions}; the weights come from the engine's seed
 * @returns [seeds][pads]
 * @throws RangeError when there is no seed, or a number has no meaning
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function paddingDrift(pads: readonly number[], options: PaddingDriftOptions): number[][] {
  return eachReader('paddingDrift', pads, options, (reader, [ids], padded) =>
    pads.map((pad) => statesApart(reader, padded(ids, pad), padded(ids, 0))),
  );
}

/**
 * What padding leaves of the difference between two sequences: how far apart a fresh reader's final states are with it,
 * over how far apart they are without. 1 where nothing is lost, 0 where padding has wiped out what was read.
 *
 * @param pads numbers of padded steps
 * @param options see {@link PaddingDriftOptions}; the weights come from the engine's seed
 * @returns [seeds][pads]
 * @throws RangeError when there is no seed, a number has no meaning, or the two random sequences of a seed are the same
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function paddingKept(pads: readonly number[], options: PaddingDriftOptions): number[][] {
  return eachReader('paddingKept', pads, options, (reader, [a, b], padded, seed) => {
    const apart = (pad: number) =>
      tf.tidy(() => {
        const [one, other] = [a, b].map((ids) => reader.predict(padded(ids, pad).toTensor()) as tf.Tensor2D);
        return one.sub(other).norm().dataSync()[0];
      });
    const alone = apart(0);
    if (alone === 0) throw new RangeError(`paddingKept: seed ${seed} drew the same sequence twice; take more tokens`);
    return pads.map((pad) => apart(pad) / alone);
  });
}
