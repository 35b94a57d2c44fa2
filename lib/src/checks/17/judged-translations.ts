import type {TokenisedPair} from '../../data/text/teacher-forcing';
import {translationRules} from '../../models';
import type {Finding, Learner} from '../frame/frame';
import {kindOfAnswer} from '../frame/written-answers';
import {freshPairs, germanPairs} from './german-sentences';

/**
 * Least exact match that passes 17.7: the smaller of mean - 4 standard deviations of two sizes of network, 20 seeds each;
 * see `ci/experiments/results/exercise-17.json`.
 */
export const MATCH_LIMIT = 0.815;

/** Why an answer is no list of words for each sentence, or undefined. */
function notSentences(actual: unknown, count: number): string | undefined {
  const wanted = `it should be a list of ${count} sentences, each a list of words`;
  if (!Array.isArray(actual)) return ` is ${kindOfAnswer(actual)}; ${wanted}`;
  if (actual.length !== count) return ` has ${actual.length} rows; ${wanted}`;
  for (const [i, row] of actual.entries()) {
    if (typeof row === 'string') return `[${i}] is one text; ${wanted}`;
    if (!Array.isArray(row)) return `[${i}] is ${kindOfAnswer(row)}; ${wanted}`;
    const bad = row.findIndex((word) => typeof word !== 'string');
    if (bad >= 0 && typeof row[bad] === 'number') {
      return `[${i}][${bad}] is an id; hand in the word, such as by \`targets.decode\``;
    }
    if (bad >= 0) return `[${i}][${bad}] is ${kindOfAnswer(row[bad])}, no word`;
  }
  return undefined;
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.join(' ') === b.join(' ');
const match = (test: TokenisedPair[], found: string[][]): number =>
  test.filter(({target}, i) => same(target, found[i])).length / test.length;

const MARK = /^<(pad|start|end)>$/;

/** What the score would be if one thing were put right: a slip is named where that alone would help much. */
function remedies(test: TokenisedPair[], found: string[][]): [message: string, found: string[][]][] {
  const turn = (by: number) => found.map((_, i) => found[(i + by + found.length) % found.length]);
  const cut = found.map((row) => {
    const stop = row.indexOf('<end>');
    return (stop < 0 ? row : row.slice(0, stop)).filter((word) => !MARK.test(word));
  });
  const behind = found.map((row) => row.slice(0, row.indexOf('.') + 1 || undefined));
  return [
    ['the marks stand in the sentences (<start>, <end> or <pad>): hand in the words before END only', cut],
    ['the sentences go on behind the full stop: does the decoder stop at END?', behind],
    ['the words of each sentence run backwards', found.map((row) => [...row].reverse())],
    ['the sentences have moved by one: each row answers a neighbour', turn(1)],
    ['the sentences have moved by one: each row answers a neighbour', turn(-1)],
    ['the full stop is missing: it is a word like the others', found.map((row) => [...row, '.'])],
    ['the first word is lost: does the decoder read START first?', found.map((row, i) => [test[i].target[0], ...row])],
    ['the last word is lost', found.map((row, i) => [...row, ...test[i].target.slice(-1)])],
    [
      'the words are capitalised; the vocabulary has small letters',
      found.map((row) => row.map((word) => word.toLowerCase())),
    ],
  ];
}

function whyBelow(test: TokenisedPair[], found: string[][]): string {
  const exact = match(test, found);
  const below = `exact match ${exact.toFixed(3)} is below ${MATCH_LIMIT}`;
  const rules: Record<string, string> = {
    copy: 'the English sentences come back as they are',
    nearest: 'these are the translations of the most similar training sentences, a baseline; train a network',
    'word by word': 'each word is looked up in a dictionary, a baseline; train a network',
  };
  for (const [name, rule] of Object.entries(translationRules(germanPairs(), {order: 3}))) {
    if (test.every(({source}, i) => same(rule(source), found[i]))) return rules[name];
  }
  if (found.every((row) => row.length === 0))
    return 'all sentences are empty: is END the likeliest word from the start?';
  if (found.every((row) => same(row, found[0])))
    return 'all sentences are the same: does the decoder get what the encoder read?';
  const remedy = remedies(test, found).find(([, better]) => match(test, better) >= exact + 0.4);
  if (remedy) return remedy[0];
  const told = test.flatMap(({target}, i) => target.map((word, t) => found[i][t] === word));
  const words = told.filter(Boolean).length / told.length;
  const half = test.length >> 1;
  const [first, second] = [
    match(test.slice(0, half), found.slice(0, half)),
    match(test.slice(half), found.slice(half)),
  ];
  if (Math.abs(first - second) > 0.4)
    return `${below}; one half of the list is much worse than the other: are rows lost or mixed up between batches?`;
  return `${below}, with ${words.toFixed(2)} of the words in their places; more epochs? attention? a larger learning rate?`;
}

/** Findings of 17.7 on new sentences. */
export async function* checkTranslator(learner: Learner, seeds: number[], count = 100): AsyncGenerator<Finding> {
  for (const seed of seeds) {
    const test = freshPairs(count, seed);
    const path = `translate(${count} sentences)`;
    const actual = await learner.call(
      'translate',
      test.map(({source}) => source),
    );
    const odd = notSentences(actual, count);
    if (odd) {
      yield {passed: false, message: `${path}${odd}`};
      return;
    }
    const found = actual as string[][];
    const exact = match(test, found);
    if (exact >= MATCH_LIMIT) {
      yield {passed: true, message: `${path}: exact match ${exact.toFixed(3)}, at least ${MATCH_LIMIT}`};
    } else yield {passed: false, message: `${path}: ${whyBelow(test, found)}`};
  }
}
