import {checkList, checkOptions, checkWhole} from '../data/arguments';
import {everySequence} from './every-sequence';

/** Options of {@link ctcAlignments}. */
export interface CtcAlignmentsOptions {
  /** Time steps. */
  steps: number;
  /** Symbols, the blank included, which is 0. */
  classes: number;
}

/**
 * Every alignment that CTC reads as a label, by brute force: equal neighbours become one, then blanks are dropped.
 *
 * @param label class numbers from 1; 0 is the blank
 * @param options see {@link CtcAlignmentsOptions}; classes^steps must not pass a million
 * @returns rows of class numbers, one a step; none where the label does not fit into the steps
 * @throws RangeError when a letter is no class or sizes are no whole numbers
 *
 * Source: Graves et al. 2006, doi:10.1145/1143844.1143891. Lesson: notebooks/07-reference/7.1.
 */
export function ctcAlignments(label: readonly number[], options: CtcAlignmentsOptions): number[][] {
  checkOptions('ctcAlignments', options, ['steps', 'classes']);
  const {steps, classes} = options;
  checkList('ctcAlignments: label', label);
  for (const letter of label) checkWhole('ctcAlignments: a letter of label', letter, 1, classes - 1);
  const read = (row: number[]) => row.filter((symbol, t) => symbol !== 0 && symbol !== row[t - 1]).join();
  return everySequence(classes, steps).filter((row) => read(row) === label.join());
}

/**
 * The probability of a label, added up over all its alignments: what CTC's recursion must give.
 *
 * @param label class numbers from 1; 0 is the blank
 * @param p probabilities of the symbols, [time steps][classes]
 * @returns a number from 0 to 1; 0 where the label does not fit into the steps
 * @throws RangeError when a letter is no class or there are too many steps
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function ctcProbability(label: readonly number[], p: readonly (readonly number[])[]): number {
  checkList('ctcProbability: p', p);
  checkList('ctcProbability: p[0]', p[0]);
  const alignments = ctcAlignments(label, {steps: p.length, classes: p[0].length});
  return alignments.reduce((sum, row) => sum + row.reduce((product, k, t) => product * p[t][k], 1), 0);
}
