import {checkOptions, checkSeed, checkWhole} from './arguments';
import {random} from './random';

/** Options of {@link uniformRows}. */
export interface UniformRowsOptions {
  /** Fixes the numbers; defaults to 42. */
  seed?: number;
}

/**
 * A sequence of random inputs: numbers between -1 and 1, all equally likely, row by row.
 *
 * @param rows number of time steps, 0 or more
 * @param width numbers in each row
 * @param options see {@link UniformRowsOptions}
 * @returns [rows, width]; of one seed, fewer rows are the beginning of more
 * @throws RangeError when rows or width is no whole number of its range
 *
 * Lesson: notebooks/01-foundations/1.3.
 */
export function uniformRows(rows: number, width: number, options: UniformRowsOptions = {}): number[][] {
  checkOptions('uniformRows', options, ['seed']);
  const {seed = 42} = options;
  checkSeed('uniformRows: seed', seed);
  checkWhole('uniformRows: rows', rows, 0);
  checkWhole('uniformRows: width', width);
  const {uniform} = random(seed);
  return Array.from({length: rows}, () => Array.from({length: width}, () => uniform(-1, 1)));
}
