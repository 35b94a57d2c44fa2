import {quantile} from '../metrics';
import {spread} from './spread';

/** Two rivals in a table, see {@link versus}. */
export interface Versus {
  first: string;
  error: string;
  second: string;
  'its error': string;
  /** Whether no run of one lies among those of the other. */
  apart: boolean;
}

/**
 * Two rivals and whether they differ by more than the luck of their seeds: the ranges of their runs do not touch.
 *
 * @param runs two names, each with one number a run
 * @returns one row of a table
 * @throws RangeError when there are not two rivals, or one has no runs
 *
 * Lesson: notebooks/03-gated-cells/3.4.
 */
export function versus(runs: Record<string, readonly number[]>): Versus {
  const rivals = Object.entries(runs);
  if (rivals.length !== 2) throw new RangeError(`versus compares two rivals, got ${rivals.length}`);
  const empty = rivals.find(([, values]) => values.length === 0);
  if (empty) throw new RangeError(`versus: '${empty[0]}' has no runs`);
  const [[first, a], [second, b]] = rivals.map(([name, values]): [string, number[]] => [name, [...values]]);
  const ends = (values: number[]) => [quantile(values, 0), quantile(values, 1)];
  const [[lowA, highA], [lowB, highB]] = [ends(a), ends(b)];
  return {first, error: spread(a), second, 'its error': spread(b), apart: highA < lowB || highB < lowA};
}
