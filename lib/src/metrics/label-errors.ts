import {checkList} from '../data/arguments';

/** A word, a character or a class number. */
export type TranscriptLabel = string | number;

/** What is wrong with transcripts. */
export interface LabelErrors {
  /** Label error rate: changes by labels that were spoken. Of words it is the word error rate. May pass 1. */
  rate: number;
  /** Share of the transcripts that are not right from end to end. */
  wrong: number;
  /** Labels in place of others. */
  substitutions: number;
  /** Labels that were spoken and not written. */
  deletions: number;
  /** Labels that were written and not spoken. */
  insertions: number;
  /** Labels that were spoken. */
  labels: number;
}

interface Changes {
  substitutions: number;
  deletions: number;
  insertions: number;
}

const total = ({substitutions, deletions, insertions}: Changes) => substitutions + deletions + insertions;
const plus = (changes: Changes, name: keyof Changes): Changes => ({...changes, [name]: changes[name] + 1});

/** Fewest changes from what was spoken to what was written (Levenshtein); of equal ones, rather a substitution. */
function changesOf(spoken: readonly TranscriptLabel[], written: readonly TranscriptLabel[]): Changes {
  const none: Changes = {substitutions: 0, deletions: 0, insertions: 0};
  // row[j]: changes from the labels spoken so far to the first j written.
  let row = [none];
  for (let j = 0; j < written.length; j++) row.push(plus(row[j], 'insertions'));
  for (const label of spoken) {
    const next = [plus(row[0], 'deletions')];
    for (let j = 1; j <= written.length; j++) {
      const same = label === written[j - 1] ? row[j - 1] : plus(row[j - 1], 'substitutions');
      const ways = [same, plus(row[j], 'deletions'), plus(next[j - 1], 'insertions')];
      next.push(ways.reduce((best, way) => (total(way) < total(best) ? way : best)));
    }
    row = next;
  }
  return row[written.length];
}

/**
 * Errors of transcripts: the fewest labels to replace, delete or insert.
 *
 *     rate = (substitutions + deletions + insertions) / labels spoken
 *
 * @param truths labels as spoken, one list a transcript
 * @param transcripts labels as written
 * @returns see {@link LabelErrors}, over all transcripts together
 * @throws RangeError when there are none, their numbers differ, or no label was spoken
 *
 * Source: Levenshtein 1966. Lesson: notebooks/06-applications/6.2.
 */
export function labelErrors(
  truths: readonly (readonly TranscriptLabel[])[],
  transcripts: readonly (readonly TranscriptLabel[])[],
): LabelErrors {
  checkList('labelErrors: truths', truths);
  checkList('labelErrors: transcripts', transcripts);
  if (truths.length !== transcripts.length) {
    throw new RangeError(`labelErrors: ${truths.length} truths but ${transcripts.length} transcripts`);
  }
  const each = truths.map((truth, i) => changesOf(truth, transcripts[i]));
  const sum = (name: keyof Changes) => each.reduce((all, changes) => all + changes[name], 0);
  const labels = truths.reduce((all, {length}) => all + length, 0);
  if (labels === 0) throw new RangeError('labelErrors: no label was spoken');
  const [substitutions, deletions, insertions] = [sum('substitutions'), sum('deletions'), sum('insertions')];
  return {
    rate: (substitutions + deletions + insertions) / labels,
    wrong: each.filter((changes) => total(changes) > 0).length / truths.length,
    ...{substitutions, deletions, insertions, labels},
  };
}
