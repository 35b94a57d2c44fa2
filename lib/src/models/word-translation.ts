import {checkList, checkOptions, checkWhole} from '../data/arguments';

/** A text and its translation, as tokens. */
export interface TokenPair {
  source: readonly string[];
  target: readonly string[];
}

/** Options of {@link wordTranslation}. */
export interface WordTranslationOptions {
  /** Rounds of expectation and maximisation; defaults to 10. */
  rounds?: number;
}

/** A dictionary that was learned from sentence pairs, made by {@link wordTranslation}. */
export interface WordTranslation {
  /** P(target word | source word); 0 for two words that never stood in the same pair. */
  probability(target: string, source: string): number;
  /** The likeliest word for each word, in the same order; an unknown word stays as it is. */
  translate(source: readonly string[]): string[];
  /** [target words][source words] which share of each target word falls to each source word; rows sum to 1 where any can explain it, else to 0. */
  align(pair: TokenPair): number[][];
}

/** Throws unless there are pairs of lists of tokens. */
function checkPairs(where: string, pairs: readonly TokenPair[]): void {
  checkList(`${where}: pairs`, pairs);
  pairs.forEach(({source, target}, i) => {
    checkList(`${where}: pairs[${i}].source`, source);
    checkList(`${where}: pairs[${i}].target`, target);
  });
}

/**
 * Learns a dictionary from sentence pairs alone: IBM Model 1.
 *
 *     P(target | source) = Π_j mean_i t(target_j | source_i)
 *
 * Each round shares every target word among the source words of its sentence in proportion to t, then t becomes the
 * shares, counted. Order plays no part, and no word may stand for nothing.
 *
 * @param pairs sentences and their translations, as tokens
 * @param options see {@link WordTranslationOptions}
 * @returns the dictionary
 * @throws RangeError when there are no pairs, or one has no tokens
 *
 * Source: Brown et al. 1993, aclanthology.org/J93-2003. Differs: no empty source word. Lesson: notebooks/05-text/5.4.
 */
export function wordTranslation(pairs: readonly TokenPair[], options: WordTranslationOptions = {}): WordTranslation {
  checkOptions('wordTranslation', options, ['rounds']);
  const {rounds = 10} = options;
  checkWhole('wordTranslation: rounds', rounds);
  checkPairs('wordTranslation', pairs);
  let table = new Map<string, Map<string, number>>();
  const probability = (target: string, source: string) => table.get(source)?.get(target) ?? 0;
  for (const {source, target} of pairs) {
    for (const from of source) {
      const row = table.get(from) ?? new Map<string, number>();
      for (const to of target) row.set(to, 1);
      table.set(from, row);
    }
  }
  for (let round = 0; round < rounds; round++) {
    const counts = new Map<string, Map<string, number>>();
    for (const {source, target} of pairs) {
      for (const to of target) {
        const total = source.reduce((sum, from) => sum + probability(to, from), 0);
        for (const from of source) {
          const row = counts.get(from) ?? new Map<string, number>();
          row.set(to, (row.get(to) ?? 0) + probability(to, from) / total);
          counts.set(from, row);
        }
      }
    }
    for (const row of counts.values()) {
      let total = 0;
      for (const count of row.values()) total += count;
      for (const [to, count] of row) row.set(to, count / total);
    }
    table = counts;
  }
  const best = new Map(
    Array.from(table, ([from, row]) => [from, [...row].reduce((a, b) => (b[1] > a[1] ? b : a))[0]] as const),
  );
  return {
    probability,
    translate: (source) => source.map((from) => best.get(from) ?? from),
    align: ({source, target}) =>
      target.map((to) => {
        const shares = source.map((from) => probability(to, from));
        const total = shares.reduce((sum, share) => sum + share, 0);
        return total > 0 ? shares.map((share) => share / total) : shares;
      }),
  };
}

/** Options of {@link nearestTranslation}. */
export interface NearestTranslationOptions {
  /** Longest run of tokens that is compared; defaults to 1, single tokens. */
  order?: number;
}

/** The different runs of 1 to `order` tokens. */
function runsOf(tokens: readonly string[], order: number): Set<string> {
  const runs = new Set<string>();
  for (let n = 1; n <= order; n++) {
    for (let i = 0; i + n <= tokens.length; i++) runs.add(JSON.stringify(tokens.slice(i, i + n)));
  }
  return runs;
}

/**
 * Translates by memory alone: looks up the known source most like the one asked for, and gives its translation.
 *
 *     likeness(a, b) = |runs of a ∩ runs of b| / |runs of a ∪ runs of b|
 *
 * @param pairs known sources and their translations, as tokens
 * @param options see {@link NearestTranslationOptions}
 * @returns source tokens to target tokens; of equally like sources the first
 * @throws RangeError when there are no pairs, or one has no tokens
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function nearestTranslation(
  pairs: readonly TokenPair[],
  options: NearestTranslationOptions = {},
): (source: readonly string[]) => string[] {
  checkOptions('nearestTranslation', options, ['order']);
  const {order = 1} = options;
  checkWhole('nearestTranslation: order', order);
  checkPairs('nearestTranslation', pairs);
  // For each run the sources that have it: a source that shares none need not be looked at.
  const sizes = new Int32Array(pairs.length);
  const holders = new Map<string, number[]>();
  pairs.forEach(({source}, i) => {
    const runs = runsOf(source, order);
    sizes[i] = runs.size;
    for (const run of runs) {
      const list = holders.get(run);
      if (list) list.push(i);
      else holders.set(run, [i]);
    }
  });
  const shared = new Int32Array(pairs.length);
  return (source) => {
    shared.fill(0);
    const runs = runsOf(source, order);
    for (const run of runs) for (const i of holders.get(run) ?? []) shared[i]++;
    let [best, most] = [0, -1];
    shared.forEach((count, i) => {
      const likeness = count / (runs.size + sizes[i] - count);
      if (likeness > most) [best, most] = [i, likeness];
    });
    return [...pairs[best].target];
  };
}

/** A way to translate: source tokens to target tokens. */
export type TranslationRule = (source: readonly string[]) => string[];

/**
 * The rules that a translating network must beat: copying, memory, and a dictionary.
 *
 * @param pairs sources and targets that are known, as tokens
 * @param options of {@link nearestTranslation}
 * @returns 'copy' gives the source back, 'nearest' is {@link nearestTranslation}, 'word by word' {@link wordTranslation}
 * @throws RangeError when there are no pairs, or one has no tokens
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function translationRules(
  pairs: readonly TokenPair[],
  options: NearestTranslationOptions = {},
): Record<'copy' | 'nearest' | 'word by word', TranslationRule> {
  checkOptions('translationRules', options, ['order']);
  return {
    copy: (source) => [...source],
    nearest: nearestTranslation(pairs, options),
    'word by word': wordTranslation(pairs).translate,
  };
}
