import {checkAbove0, checkFlag, checkList, checkOptions, checkWhole} from '../data/arguments';

/** Options of {@link naiveBayes}. */
export interface NaiveBayesOptions {
  /** Words that stand side by side in the longest term: 1 counts words, 2 words and pairs, ...; defaults to 1. */
  longest?: number;
  /** Sentences that every term is taken to have been in, in both classes, above 0; defaults to 1. */
  prior?: number;
  /** A term counts as often as a text holds it, not once; defaults to false. */
  repeats?: boolean;
}

/** Judges a text by counts of its words; made by {@link naiveBayes}. */
export interface NaiveBayes {
  name: string;
  /** Terms that have a weight. */
  parameters: number;
  /** Weight of a term, its words with blanks between; 0 for one that training never saw. */
  weight(term: string): number;
  /** [sequences] log-odds of class 1: the sum of the weights of a sequence's terms, each counted once unless `repeats`. */
  logOdds(sequences: readonly (readonly string[])[]): number[];
  /** [sequences] the likelier class, 0 or 1. */
  predict(sequences: readonly (readonly string[])[]): number[];
}

/** Every run of one to `longest` tokens. */
function termsOf(tokens: readonly string[], longest: number, repeats: boolean): string[] {
  const terms: string[] = [];
  for (let length = 1; length <= longest; length++) {
    for (let i = 0; i + length <= tokens.length; i++) terms.push(tokens.slice(i, i + length).join(' '));
  }
  return repeats ? terms : [...new Set(terms)];
}

/**
 * Two classes of texts told apart by counting: how many texts of each class hold a term.
 *
 *     weight(w) = log( (n_1(w) + prior) / Σ_v (n_1(v) + prior) ) - log( (n_0(w) + prior) / Σ_v (n_0(v) + prior) )
 *     log-odds(text) = log(n_1 / n_0) + Σ weight(w) over the different terms w of the text
 *
 * With words as terms it is blind to their order: a bag of words.
 *
 * @param sequences lists of tokens, as `tokenise` gives them
 * @param labels [sequences] 0 or 1, both there
 * @param options see {@link NaiveBayesOptions}
 * @returns see {@link NaiveBayes}
 * @throws RangeError when the numbers of texts and labels differ, a label is not 0 or 1, or a class has no text
 *
 * Source: Wang and Manning 2012, ACL P12-2018 (their binarised multinomial naive Bayes). Lesson: notebooks/05-text/5.1.
 */
export function naiveBayes(
  sequences: readonly (readonly string[])[],
  labels: ArrayLike<number>,
  options: NaiveBayesOptions = {},
): NaiveBayes {
  checkOptions('naiveBayes', options, ['longest', 'prior', 'repeats']);
  const {longest = 1, prior = 1, repeats = false} = options;
  checkWhole('naiveBayes: longest', longest);
  checkAbove0('naiveBayes: prior', prior);
  checkFlag('naiveBayes: repeats', repeats);
  checkList('naiveBayes: sequences', sequences);
  if (labels.length !== sequences.length) {
    throw new RangeError(`naiveBayes: there are ${sequences.length} sequences, but ${labels.length} labels`);
  }
  const counts = new Map<string, [number, number]>();
  const [texts, seen] = [
    [0, 0],
    [0, 0],
  ];
  sequences.forEach((tokens, i) => {
    const label = labels[i];
    if (label !== 0 && label !== 1) throw new RangeError(`naiveBayes: labels are 0 or 1, got ${label} at place ${i}`);
    texts[label]++;
    for (const term of termsOf(tokens, longest, repeats)) {
      const count = counts.get(term) ?? [0, 0];
      count[label]++;
      seen[label]++;
      counts.set(term, count);
    }
  });
  if (texts.includes(0)) throw new RangeError(`naiveBayes: no sequence is of class ${texts.indexOf(0)}`);
  const [base0, base1] = seen.map((sum) => sum + prior * counts.size);
  const weights = new Map(
    Array.from(counts, ([term, [n0, n1]]) => [term, Math.log(((n1 + prior) * base0) / ((n0 + prior) * base1))]),
  );
  const bias = Math.log(texts[1] / texts[0]);
  const weight = (term: string) => weights.get(term) ?? 0;
  const logOdds = (given: readonly (readonly string[])[]) =>
    given.map((tokens) => termsOf(tokens, longest, repeats).reduce((sum, term) => sum + weight(term), bias));
  return {
    name: longest === 1 ? 'naive Bayes, words' : `naive Bayes, runs of up to ${longest} words`,
    parameters: weights.size,
    weight,
    logOdds,
    predict: (given) => logOdds(given).map((odds) => (odds > 0 ? 1 : 0)),
  };
}
