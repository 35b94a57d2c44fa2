import {checkFlag, checkList, checkNotBelow0, checkOneOf, checkOptions, checkWhole, show} from '../data/arguments';

/** A word or its number. */
export type BleuToken = string | number;

/** One text as tokens. */
export type Tokens = readonly BleuToken[];

/** What BLEU does where no n-gram of some length matches; the names are those of sacreBLEU. */
export type BleuSmoothing = 'none' | 'floor' | 'add-k' | 'exp';

/** Options of {@link bleu} and {@link sentenceBleu}. */
export interface BleuOptions {
  /** Longest n-gram; defaults to 4. */
  maxOrder?: number;
  /**
   * 'exp' halves the precision of one match for each length without any; 'floor' takes `smoothValue` for the matches;
   * 'add-k' adds `smoothValue` to matches and n-grams of length 2 and more; 'none' leaves a score of 0. Defaults to 'exp'.
   */
  smoothing?: BleuSmoothing;
  /** Defaults to 0.1 for 'floor' and 1 for 'add-k'; the others have none. */
  smoothValue?: number;
  /** Leaves out lengths of which the hypotheses have no n-gram; defaults to false for a corpus, true for a sentence. */
  effectiveOrder?: boolean;
}

/** BLEU and what it is made of. */
export interface Bleu {
  /** 0 to 100. */
  score: number;
  /** Precisions of n-grams of length 1, 2, ..., smoothed, in per cent. */
  precisions: number[];
  /** Factor that punishes hypotheses shorter than their references; at most 1. */
  brevityPenalty: number;
  /** Tokens of all hypotheses. */
  hypothesisLength: number;
  /** Tokens of the references that are nearest in length. */
  referenceLength: number;
}

const SMOOTH_VALUES: Record<BleuSmoothing, number> = {none: 0, floor: 0.1, 'add-k': 1, exp: 0};

function ngrams(tokens: Tokens, order: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + order <= tokens.length; i++) {
    const key = JSON.stringify(tokens.slice(i, i + order));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Length of the reference that is nearest to that of the hypothesis, the shorter of two. */
function nearestLength(references: readonly Tokens[], length: number): number {
  return references
    .map((reference) => reference.length)
    .reduce((best, other) => {
      const nearer = Math.abs(other - length) - Math.abs(best - length);
      return nearer < 0 || (nearer === 0 && other < best) ? other : best;
    });
}

function checkTokens(tokens: Tokens, name: string): void {
  if (!Array.isArray(tokens)) {
    throw new TypeError(`${name} must be a list of tokens, got ${show(tokens)}; split a text first: text.split(' ')`);
  }
  const bad = tokens.findIndex((token) => typeof token !== 'string' && typeof token !== 'number');
  if (bad >= 0) throw new TypeError(`${name}[${bad}] must be a word or a number, got ${show(tokens[bad])}`);
}

/** One reference or several, as several. */
function readReferences(references: Tokens | readonly Tokens[], i: number, where: string): readonly Tokens[] {
  const several = Array.isArray(references) && Array.isArray(references[0]);
  const list = (several ? references : [references]) as readonly Tokens[];
  list.forEach((reference, j) => {
    const name = several ? `${where}: references[${i}][${j}]` : `${where}: references[${i}]`;
    checkTokens(reference, name);
    if (reference.length === 0)
      throw new RangeError(`${name} must not be empty, got []: there is nothing to compare with`);
  });
  return list;
}

/** Matches (at most as many as one reference has) and n-grams of one length. */
function countMatches(references: readonly Tokens[], hypothesis: Tokens, order: number): [number, number] {
  const allowed = new Map<string, number>();
  for (const reference of references) {
    for (const [key, count] of ngrams(reference, order)) allowed.set(key, Math.max(count, allowed.get(key) ?? 0));
  }
  let [matches, total] = [0, 0];
  for (const [key, count] of ngrams(hypothesis, order)) {
    matches += Math.min(count, allowed.get(key) ?? 0);
    total += count;
  }
  return [matches, total];
}

function precisionsOf(
  matches: number[],
  totals: number[],
  smoothing: BleuSmoothing,
  smoothValue: number,
): {precisions: number[]; orders: number} {
  const precisions = matches.map(() => 0);
  let [halvings, orders] = [1, 0];
  for (let n = 0; n < matches.length; n++) {
    const added = smoothing === 'add-k' && n > 0 ? smoothValue : 0;
    const [hits, total] = [matches[n] + added, totals[n] + added];
    if (total === 0) break;
    orders = n + 1;
    if (hits > 0) precisions[n] = (100 * hits) / total;
    else if (smoothing === 'floor') precisions[n] = (100 * smoothValue) / total;
    else if (smoothing === 'exp') {
      halvings *= 2;
      precisions[n] = 100 / (halvings * total);
    }
  }
  return {precisions, orders};
}

/**
 * BLEU of a corpus: do the n-grams of the hypotheses stand in the references? The definition is sacreBLEU's.
 *
 *     BLEU = 100 · BP · (p_1 p_2 p_3 p_4)^(1/4)        BP = min(1, e^(1 - r/c))
 *
 * p_n: share of the n-grams of all hypotheses that stand in their references, each at most as often as in one of them;
 * c: tokens of the hypotheses; r: tokens of the references. The counts of the whole corpus are summed before dividing,
 * so it is no mean over sentences. Tokens are compared as given; published scores name their tokeniser.
 *
 * @param references for each hypothesis one list of tokens, or a list of several
 * @param hypotheses lists of tokens; an empty one counts as wrong
 * @param options see {@link BleuOptions}
 * @returns see {@link Bleu}
 * @throws RangeError when numbers differ, a reference is empty or an option is impossible; TypeError for texts not split
 *
 * Source: Papineni et al. 2002, doi:10.3115/1073083.1073135; Post 2018, arXiv:1804.08771.
 * Differs: NLTK's `corpus_bleu` gives 0 to 1, smooths otherwise, and counts one n-gram in a hypothesis too short for any.
 * Lesson: notebooks/05-text/5.4. Check: agrees with sacrebleu (tokenize='none') to 1e-9, and with NLTK where no
 * hypothesis is that short.
 */
export function bleu(
  references: readonly (Tokens | readonly Tokens[])[],
  hypotheses: readonly Tokens[],
  options: BleuOptions = {},
): Bleu {
  return bleuOf(references, hypotheses, options, 'bleu');
}

function bleuOf(
  references: readonly (Tokens | readonly Tokens[])[],
  hypotheses: readonly Tokens[],
  options: BleuOptions,
  where: string,
): Bleu {
  checkOptions(where, options, ['maxOrder', 'smoothing', 'smoothValue', 'effectiveOrder']);
  const {maxOrder = 4, smoothing = 'exp', effectiveOrder = false} = options;
  checkWhole(`${where}: maxOrder`, maxOrder);
  checkOneOf(`${where}: smoothing`, smoothing, ['none', 'floor', 'add-k', 'exp']);
  const {smoothValue = SMOOTH_VALUES[smoothing]} = options;
  checkNotBelow0(`${where}: smoothValue`, smoothValue);
  checkFlag(`${where}: effectiveOrder`, effectiveOrder);
  checkList(`${where}: references`, references, {empty: true});
  checkList(`${where}: hypotheses`, hypotheses);
  if (references.length !== hypotheses.length) {
    throw new RangeError(`${where}: there are ${references.length} references but ${hypotheses.length} hypotheses`);
  }
  const [matches, totals] = [Array<number>(maxOrder).fill(0), Array<number>(maxOrder).fill(0)];
  let [hypothesisLength, referenceLength] = [0, 0];
  hypotheses.forEach((hypothesis, i) => {
    checkTokens(hypothesis, `${where}: hypotheses[${i}]`);
    const list = readReferences(references[i], i, where);
    hypothesisLength += hypothesis.length;
    referenceLength += nearestLength(list, hypothesis.length);
    for (let n = 0; n < maxOrder; n++) {
      const [found, count] = countMatches(list, hypothesis, n + 1);
      matches[n] += found;
      totals[n] += count;
    }
  });
  const short = hypothesisLength < referenceLength;
  const brevityPenalty = !short ? 1 : hypothesisLength > 0 ? Math.exp(1 - referenceLength / hypothesisLength) : 0;
  const lengths = {brevityPenalty, hypothesisLength, referenceLength};
  // Without a single match smoothing would still give points.
  if (!matches.some((count) => count > 0)) return {score: 0, precisions: matches, ...lengths};
  const {precisions, orders} = precisionsOf(matches, totals, smoothing, smoothValue);
  const used = precisions.slice(0, effectiveOrder ? orders : maxOrder);
  const logs = used.reduce((sum, precision) => sum + Math.log(precision), 0);
  return {score: brevityPenalty * Math.exp(logs / used.length), precisions, ...lengths};
}

/**
 * BLEU of one sentence: {@link bleu} of a corpus of one, with `effectiveOrder` true unless said otherwise.
 *
 * @param references one list of tokens, or a list of several
 * @param hypothesis a list of tokens
 * @param options see {@link BleuOptions}
 * @returns see {@link Bleu}
 * @throws as {@link bleu}
 *
 * Lesson: notebooks/05-text/5.4. Check: agrees with sacrebleu's sentence_bleu to 1e-9.
 */
export function sentenceBleu(
  references: Tokens | readonly Tokens[],
  hypothesis: Tokens,
  options: BleuOptions = {},
): Bleu {
  checkOptions('sentenceBleu', options, ['maxOrder', 'smoothing', 'smoothValue', 'effectiveOrder']);
  return bleuOf([references], [hypothesis], {effectiveOrder: true, ...options}, 'sentenceBleu');
}
