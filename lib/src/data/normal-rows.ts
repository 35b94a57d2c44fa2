import {checkNotBelow0, checkOptions, checkSeed, checkWhole} from './arguments';
import {random} from './random';

/** Options of {@link normalRows}. */
export interface NormalRowsOptions {
  /** Fixes the numbers; defaults to 42. */
  seed?: number;
  /** Standard deviation, 0 or more; defaults to 1. */
  deviation?: number;
}

/**
 * A sequence of random inputs: numbers of a bell curve around 0, row by row.
 *
 * @param rows number of time steps, 0 or more
 * @param width numbers in each row
 * @param options see {@link NormalRowsOptions}
 * @returns [rows, width]; of one seed, fewer rows are the beginning of more
 * @throws RangeError when rows or width is no whole number of its range, or the deviation is negative or not finite
 *
 * Lesson: notebooks/01-foundations/1.3.
 */
export function normalRows(rows: number, width: number, options: NormalRowsOptions = {}): number[][] {
  checkOptions('normalRows', options, ['seed', 'deviation']);
  const {seed = 42, deviation = 1} = options;
  checkWhole('normalRows: rows', rows, 0);
  checkWhole('normalRows: width', width);
  checkNotBelow0('normalRows: deviation', deviation);
  checkSeed('normalRows: seed', seed);
  const {normal} = random(seed);
  return Array.from({length: rows}, () => Array.from({length: width}, () => normal(0, deviation)));
}
