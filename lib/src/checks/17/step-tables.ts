import type {Random} from '../../data/random';
import type {Learner} from '../frame/frame';
import {judgeRule, type WrongRule} from '../frame/named-rules';
import {kindOfAnswer} from '../frame/written-answers';

/** A decoder written down: what it says in each state, and which state it is in after each token. It begins in state 0. */
export interface Table {
  /** [states][tokens] log-probabilities of the next token. */
  logs: number[][];
  /** [states][tokens] the state after it. */
  next: number[][];
}

export type GreedyCase = [table: Table, end: number, most: number];

const largest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

/** Random log-probabilities; the last token is END where `end` says so, and likely enough that lengths differ. */
export function drawTable({uniform, integer}: Random, states: number, tokens: number, spread = 2): Table {
  const logs = Array.from({length: states}, () => {
    const logits = Array.from({length: tokens}, () => uniform(-spread, spread));
    const sum = Math.log(logits.reduce((all, logit) => all + Math.exp(logit), 0));
    return logits.map((logit) => logit - sum);
  });
  const next = Array.from({length: states}, () => Array.from({length: tokens}, () => integer(0, states)));
  return {logs, next};
}

/** Greedy decoding, as somebody with one habit of their own would do it. */
interface GreedyHabit {
  choose?: (row: number[]) => number;
  follow?: (table: Table, state: number, token: number) => number;
  /** How many tokens more than `most`. */
  more?: number;
  /** END stops nothing. */
  endless?: boolean;
  /** END is kept. */
  keeps?: boolean;
}

/** The likeliest token, step by step. */
export function greedyWalk([table, end, most]: GreedyCase, habit: GreedyHabit = {}): number[] {
  const {choose = largest, follow = ({next}, s, y) => next[s][y], more = 0, endless, keeps} = habit;
  const tokens: number[] = [];
  let state = 0;
  while (tokens.length < most + more) {
    const token = choose(table.logs[state]);
    if (token === end && !endless) return keeps ? [...tokens, end] : tokens;
    tokens.push(token);
    state = follow(table, state, token);
  }
  return endless && !keeps ? tokens.filter((token) => token !== end) : tokens;
}

const rule = (habit: GreedyHabit) => (table: Table, end: number, most: number) => greedyWalk([table, end, most], habit);
const smallest = (row: number[]): number => row.indexOf(Math.min(...row));

const greedyRules: WrongRule<GreedyCase>[] = [
  ['END stands in the answer; it stops the writing and is no word', rule({keeps: true})],
  ['the writing goes on after END; the first END stops it', rule({endless: true, keeps: true})],
  ['END is left out, but the writing goes on after it; the first END stops it', rule({endless: true})],
  [
    'the state stays 0: after each token look up the state that follows, in `next`',
    rule({follow: (_, state) => state}),
  ],
  [
    'the token is taken for the next state; `next` says which state follows',
    rule({follow: ({logs}, _, token) => Math.min(token, logs.length - 1)}),
  ],
  [
    'the state that follows is always looked up in state 0; look it up in the state that you are in',
    rule({follow: ({next}, _, token) => next[0][token]}),
  ],
  ['the least likely token is taken; of two logarithms the larger one is likelier', rule({choose: smallest})],
  [
    'the likeliest is searched by its absolute value; logarithms of probabilities are negative, the one nearest to 0 is the likeliest',
    rule({choose: (row) => largest(row.map(Math.abs))}),
  ],
  ['one token too many: `most` counts the tokens of the answer', rule({more: 1})],
  ['one token too few: `most` counts the tokens of the answer', rule({more: -1})],
  ['these are the states; the answer holds the tokens that lead to them', states],
  ['the state moves before the first token is written; state 0 says the first one', movedFirst],
  ['END is never taken: the likeliest word is written instead; where END is the likeliest, the writing stops', noEnd],
];

function states(table: Table, end: number, most: number): number[] {
  let state = 0;
  return greedyWalk([table, end, most]).map((token) => {
    state = table.next[state][token];
    return state;
  });
}

function movedFirst({logs, next}: Table, end: number, most: number): number[] {
  const after = logs.map((row, state) => next[state][largest(row)]);
  const ahead = {logs: after.map((state) => logs[state]), next: after.map((state) => logs[0].map(() => state))};
  return greedyWalk([ahead, end, most]);
}

function noEnd(table: Table, end: number, most: number): number[] {
  const choose = (row: number[]) => largest(row.map((log, token) => (token === end ? Number.NEGATIVE_INFINITY : log)));
  return greedyWalk([table, end, most], {choose});
}

/** Why something is no list of tokens, or undefined. */
export function notTokens(actual: unknown, {logs}: Table, most: number): string | undefined {
  const size = logs[0].length;
  const wanted = 'it should be a list of tokens';
  if (!Array.isArray(actual)) {
    const inside = typeof actual === 'object' && actual !== null && 'tokens' in actual;
    return inside ? `returned a record; ${wanted} alone` : `returned ${kindOfAnswer(actual)}; ${wanted}`;
  }
  const bad = Array.from(actual).findIndex((token) => !Number.isInteger(token) || token < 0 || token >= size);
  if (bad >= 0 && actual[bad] === -1) return 'holds -1: that is what indexOf says when it finds nothing, as for a NaN';
  if (bad >= 0 && Array.isArray(actual[bad])) return `holds lists; ${wanted}`;
  if (bad >= 0) return `[${bad}] is ${String(actual[bad])}, no token from 0 to ${size - 1}`;
  return actual.length > most ? `has ${actual.length} tokens, more than the ${most} that are allowed` : undefined;
}

/** Findings of 17.3 over some tables. */
export const checkGreedy = (learner: Learner, cases: GreedyCase[]) =>
  judgeRule(learner, {
    name: 'greedy',
    cases,
    right: (table, end, most) => greedyWalk([table, end, most]),
    wrong: greedyRules,
    call: ({logs}, end, most) => `greedy(table of ${logs.length} states, ${end}, ${most})`,
    otherwise: (actual, table, end, most) => notTokens(actual, table, most) ?? whereGreedy(actual, [table, end, most]),
  });

function whereGreedy(actual: unknown, one: GreedyCase): string {
  const [own, right] = [actual as number[], greedyWalk(one)];
  const place = right.findIndex((token, i) => token !== own[i]);
  if (place < 0) return `goes on where END is the likeliest token`;
  if (place >= own.length) return `stops after ${own.length} tokens, where END is not the likeliest token`;
  return `[${place}] is not the likeliest token of the state after the tokens before it`;
}

/**
 * Draws cases on which wrong rules show: of forty draws of each case the one that tells most rules apart, from the right one
 * and from each other, over all cases so far.
 *
 * @param draws makes one case each
 * @param right the right rule
 * @param wrong the wrong ones
 */
export function telling<Args extends unknown[]>(
  draws: (() => Args)[],
  right: (...args: Args) => unknown,
  wrong: WrongRule<Args>[],
): Args[] {
  const rules = [right, ...wrong.map(([, one]) => one)];
  let said = rules.map(() => '');
  return draws.map((draw) => {
    const tried = Array.from({length: 40}, draw).map((args) => {
      const all = rules.map((one, i) => `${said[i]}|${JSON.stringify(one(...args))}`);
      const found = all.filter((text) => text !== all[0]).length;
      return {args, all, worth: 2 * found + new Set(all).size};
    });
    const best = tried.reduce((a, b) => (b.worth > a.worth ? b : a));
    said = best.all;
    return best.args;
  });
}

/** Tables on which the usual slips show: states, tokens and most tokens of each. */
export function drawGreedy(source: Random, sizes: [states: number, tokens: number, most: number][]): GreedyCase[] {
  const draws = sizes.map(([states, tokens, most]) => (): GreedyCase => {
    return [drawTable(source, states, tokens), source.integer(0, tokens), most];
  });
  return telling(draws, (...one) => greedyWalk(one), greedyRules);
}
