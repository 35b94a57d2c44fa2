import {checkList} from '../data/arguments';

/**
 * Share of the sequences that are right from the first to the last token.
 *
 * @param references the right sequences: texts, or lists of tokens
 * @param hypotheses as many
 * @returns 0 to 1
 * @throws RangeError when there are none, or the numbers differ
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function exactMatch(
  references: readonly (string | readonly (string | number)[])[],
  hypotheses: readonly (string | readonly (string | number)[])[],
): number {
  checkList('exactMatch: references', references);
  checkList('exactMatch: hypotheses', hypotheses);
  if (references.length !== hypotheses.length) {
    throw new RangeError(`exactMatch: there are ${references.length} references but ${hypotheses.length} hypotheses`);
  }
  const isRight = references.filter((reference, i) => JSON.stringify(reference) === JSON.stringify(hypotheses[i]));
  return isRight.length / references.length;
}
