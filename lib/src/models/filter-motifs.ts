import {checkList, checkOptions, checkWhole} from '../data/arguments';
import type {Grid} from '../data/grid';
import {sequenceLogo} from '../data/tasks/dna';
import type {FilterHits} from './filter-hits';

/** What one filter looks for, and where it finds it. */
export interface FilterMotif {
  filter: number;
  /** [width, 4] shares of A, C, G, T in the windows that it answers to: a logo. */
  motif: Grid;
  /** [classes][steps] share of the examples of a class in which it answers at that step. */
  answers: number[][];
  /** By class, its most frequent step less how often it answers at any step of any example: what is special there. */
  lift: number[];
}

/** Options of {@link filterMotifs}. */
export interface FilterMotifsOptions {
  /** Letters that a filter sees. */
  width: number;
  /** Filters with fewer answers are left out; defaults to 20. */
  least?: number;
}

/**
 * The windows that filters answer to, aligned: their motifs, and at which step they answer in examples of each class.
 *
 * @param found what {@link filterHits} gave for these sequences
 * @param sequences DNA, all of one length
 * @param labels [sequences] classes, counting from 0
 * @param options see {@link FilterMotifsOptions}
 * @returns one entry for each filter with enough answers, in their order
 * @throws RangeError when counts differ, or a label is no class
 *
 * Lesson: notebooks/06-applications/6.5.
 */
export function filterMotifs(
  found: readonly FilterHits[],
  sequences: readonly string[],
  labels: readonly number[],
  options: FilterMotifsOptions,
): FilterMotif[] {
  checkOptions('filterMotifs', options, ['width', 'least']);
  const {width, least = 20} = options;
  checkWhole('filterMotifs: width', width);
  checkWhole('filterMotifs: least', least);
  checkList('filterMotifs: sequences', sequences);
  if (labels.length !== sequences.length) {
    throw new RangeError(`filterMotifs: ${sequences.length} sequences but ${labels.length} labels`);
  }
  labels.forEach((label, i) => {
    checkWhole(`filterMotifs: labels[${i}]`, label, 0);
  });
  const classes = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  const members = Array.from({length: classes}, (_, kind) => labels.filter((label) => label === kind).length);
  const steps = sequences[0].length - width + 1;
  return found
    .filter(({hits}) => hits.length >= least)
    .map(({filter, hits}) => {
      const counts = members.map(() => new Array<number>(steps).fill(0));
      for (const {example, step} of hits) counts[labels[example]][step]++;
      const answers = counts.map((row, kind) => row.map((count) => (members[kind] > 0 ? count / members[kind] : 0)));
      const usual = hits.length / (steps * sequences.length);
      return {
        filter,
        motif: sequenceLogo(hits.map(({example, step}) => sequences[example].slice(step, step + width))).shares,
        answers,
        lift: answers.map((row) => Math.max(...row) - usual),
      };
    });
}
