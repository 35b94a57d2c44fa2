import {checkList} from '../data/arguments';
import {bleu, type Tokens} from './bleu';

/** A row of a table of translations, see {@link bleuRows}. */
export interface BleuRow {
  translation: string;
  BLEU: number;
  /** Share of the words, in per cent, that stand in the reference. */
  'single words': number;
  /** The same for runs of four words. */
  'runs of four': number;
  /** The brevity penalty: 1 where the translations are not too short. */
  brevity: number;
}

/**
 * {@link bleu} of several translations of the same sentences, as rows of a table.
 *
 * @param references for each sentence the tokens of its reference
 * @param translations for each way its outputs, by name
 * @returns a row for each, in the same order
 * @throws as `bleu`
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function bleuRows(
  references: readonly Tokens[],
  translations: Readonly<Record<string, readonly Tokens[]>>,
): BleuRow[] {
  return Object.entries(translations).map(([translation, outputs]) => {
    const {score, precisions, brevityPenalty} = bleu(references, outputs);
    const shares = {'single words': precisions[0], 'runs of four': precisions[3]};
    return {translation, BLEU: score, ...shares, brevity: brevityPenalty};
  });
}

/**
 * Share of right tokens by their place in the sequence; places that a hypothesis does not have are wrong.
 *
 * @param references right tokens
 * @param hypotheses as many
 * @returns one share for each place of the longest reference, of the references that have this place
 * @throws RangeError when there are none, or the numbers differ
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function shareByPlace(references: readonly Tokens[], hypotheses: readonly Tokens[]): number[] {
  checkList('shareByPlace: references', references);
  if (references.length !== hypotheses.length) {
    throw new RangeError(`shareByPlace: there are ${references.length} references but ${hypotheses.length} hypotheses`);
  }
  const longest = Math.max(...references.map(({length}) => length));
  return Array.from({length: longest}, (_, place) => {
    const rows = references.flatMap((reference, i) => (place < reference.length ? [i] : []));
    return rows.filter((i) => references[i][place] === hypotheses[i][place]).length / rows.length;
  });
}

/**
 * How far the largest weight of a row lies from where it should: shares of the rows by this distance.
 *
 * @param weights rows of weights
 * @param places for each row the place where the largest should be
 * @returns the distances that occur, the commonest first, and their shares; of equal weights the first counts
 * @throws RangeError when there are no rows, or the numbers differ
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function peakOffsets(
  weights: readonly (readonly number[])[],
  places: readonly number[],
): {offset: number; share: number}[] {
  checkList('peakOffsets: weights', weights);
  if (weights.length !== places.length) {
    throw new RangeError(`peakOffsets: there are ${weights.length} rows but ${places.length} places`);
  }
  const counts = new Map<number, number>();
  weights.forEach((row, i) => {
    const offset = row.indexOf(Math.max(...row)) - places[i];
    counts.set(offset, (counts.get(offset) ?? 0) + 1);
  });
  return Array.from(counts, ([offset, count]) => ({offset, share: count / weights.length})).sort(
    (a, b) => b.share - a.share || a.offset - b.offset,
  );
}
