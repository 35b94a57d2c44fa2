import {checkList, checkOptions, checkSeed, checkWhole} from './arguments';
import {random} from './random';

/** Sequences with a class each. */
export interface LabelledSequences {
  sequences: string[];
  labels: number[];
}

/** Options of {@link cutSequences}. */
export interface CutOptions {
  /** Symbols of a piece. */
  length: number;
  /** Pieces of each sequence; defaults to 1. */
  copies?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

/**
 * Pieces from random places of sequences, each with the class of its sequence: what was always in the middle may now lie
 * anywhere.
 *
 * @param examples sequences at least as long as a piece, and a class for each
 * @param options see {@link CutOptions}
 * @returns as many pieces for each sequence, in the order of the sequences, copy after copy
 * @throws RangeError when a sequence is shorter than a piece, or counts differ
 *
 * Lesson: notebooks/06-applications/6.5.
 */
export function cutSequences({sequences, labels}: LabelledSequences, options: CutOptions): LabelledSequences {
  checkOptions('cutSequences', options, ['length', 'copies', 'seed']);
  const {length, copies = 1, seed = 42} = options;
  checkWhole('cutSequences: length', length);
  checkWhole('cutSequences: copies', copies);
  checkSeed('cutSequences: seed', seed);
  checkList('cutSequences: sequences', sequences);
  if (labels.length !== sequences.length) {
    throw new RangeError(`cutSequences: ${sequences.length} sequences but ${labels.length} labels`);
  }
  const {integer} = random(seed);
  const pieces = Array.from({length: copies}, () =>
    sequences.map((sequence, i) => {
      if (sequence.length < length) {
        throw new RangeError(`cutSequences: sequences[${i}] has ${sequence.length} symbols, a piece ${length}`);
      }
      const start = integer(0, sequence.length - length + 1);
      return sequence.slice(start, start + length);
    }),
  );
  return {sequences: pieces.flat(), labels: Array.from({length: copies}, () => [...labels]).flat()};
}
