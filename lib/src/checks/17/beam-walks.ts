import type {Random} from '../../data/random';
import type {Learner} from '../frame/frame';
import {judgeRule, type WrongRule} from '../frame/named-rules';
import {drawTable, greedyWalk, notTokens, type Table, telling} from './step-tables';

export type BeamCase = [table: Table, end: number, width: number, most: number, penalty: number];

/** A sequence with its tokens, END included where it has ended. */
interface Way {
  tokens: number[];
  sum: number;
  state: number;
}

/** What a beam search does otherwise when somebody has a habit of their own. */
export interface BeamHabit {
  /** What is added for a token; defaults to its log-probability. */
  gain?: (log: number) => number;
  score?: (sum: number, length: number, penalty: number) => number;
  /** Where the state after a token is looked up. */
  follow?: (table: Table, way: Way, token: number) => number;
  /** 'place': END takes no place of the beam. 'stays': what has ended competes on. 'extended': END is a word like others. */
  ended?: 'place' | 'stays' | 'extended';
  /** Each beginning keeps one continuation only. */
  apart?: boolean;
  /** The search stops at the first that has ended. */
  first?: boolean;
  open?: 'none' | 'only';
  widen?: number;
  more?: number;
  best?: 'first' | 'last' | 'sum' | 'worst';
  keeps?: boolean;
  /** The last token goes, END or not. */
  cuts?: boolean;
  /** The sum begins anew at each token. */
  forgets?: boolean;
  /** What has ended takes its place away for good. */
  narrows?: boolean;
  /** The search stops when `width` of them have ended. */
  hasty?: boolean;
}

const scored = (sum: number, length: number, penalty: number): number => sum / length ** penalty;
const moved = ({next}: Table, {state}: Way, token: number): number => next[state][token];

/** All continuations of a beginning by one token. */
function grow(table: Table, way: Way, end: number, habit: BeamHabit): Way[] {
  const {gain = (log) => log, follow = moved, ended} = habit;
  if (ended === 'stays' && way.tokens.at(-1) === end) return [way];
  return table.logs[way.state].map((log, token) => ({
    tokens: [...way.tokens, token],
    sum: (habit.forgets ? 0 : way.sum) + gain(log),
    state: follow(table, way, token),
  }));
}

/** The best sequence that a beam search finds. */
export function beamWalk([table, end, width, most, penalty]: BeamCase, habit: BeamHabit = {}): number[] {
  const {score = scored, ended, apart, first, open, widen = 0, more = 0, best, keeps} = habit;
  const {cuts, narrows, hasty} = habit;
  const rank = ({sum, tokens}: Way) => score(sum, tokens.length, penalty);
  const order = (a: Way, b: Way) => b.sum - a.sum;
  const hasEnded = ({tokens}: Way) => ended !== 'extended' && tokens.at(-1) === end;
  let beams: Way[] = [{tokens: [], sum: 0, state: 0}];
  const done: Way[] = [];
  for (let length = 1; length <= most + more && beams.length > 0; length++) {
    const grown = beams.map((way) => grow(table, way, end, habit).sort(order));
    const tried = (apart && length > 1 ? grown.map(([top]) => top) : grown.flat()).sort(order);
    const kept = ended === 'place' ? tried.filter((way) => !hasEnded(way)) : tried;
    beams = kept.slice(0, width + widen - (narrows ? done.length : 0));
    if (ended === 'place') done.push(...tried.filter(hasEnded).slice(0, width));
    if (ended === undefined) {
      done.push(...beams.filter(hasEnded));
      beams = beams.filter((way) => !hasEnded(way));
    }
    if (ended === 'stays' && beams.every(hasEnded)) break;
    if ((first && done.length > 0) || (hasty && done.length >= width)) break;
  }
  const pool = open === 'none' && done.length > 0 ? done : open === 'only' ? beams : [...done, ...beams];
  const by = best === 'sum' ? order : (a: Way, b: Way) => rank(b) - rank(a);
  const ranked = best === 'first' || best === 'last' ? pool : [...pool].sort(by);
  const found = (best === 'last' || best === 'worst' ? ranked.at(-1) : ranked[0])?.tokens ?? [];
  if (cuts) return found.slice(0, -1);
  const stop = found.indexOf(end);
  return stop < 0 || keeps ? found : found.slice(0, stop);
}

const rule =
  (habit: BeamHabit) =>
  (...one: BeamCase) =>
    beamWalk(one, habit);

const PENALTY =
  'the penalty is on the wrong side: it makes long sequences worse still; log P is divided by |y|^λ, nothing is multiplied or subtracted';
const UPWARDS = 'the score is ranked upwards: of negative numbers the one nearest to 0 is the best';
/** What a slip leads to; the message names it. */
export const beamRules: WrongRule<BeamCase>[] = [
  ['this is what width 1 would find: greedy; keep `width` beginnings', rule1],
  [
    'probabilities are added; a sequence has the product of them, so add their logarithms',
    rule({gain: (log) => Math.exp(log)}),
  ],
  [PENALTY, rule({score: (sum, n, penalty) => sum * n ** penalty})],
  [
    'the penalty is λ times the length; it is the length to the power of λ',
    rule({score: (sum, n, penalty) => (penalty > 0 ? sum / (penalty * n) : sum)}),
  ],
  [PENALTY, rule({score: (sum, n, penalty) => sum - penalty * n})],
  ['the length is counted without END; END is a decision like the others and counts', rule1WithoutEnd],
  ['the length penalty is missing: in the end the sequences are ranked by log P / |y|^λ', rule({best: 'sum'})],
  [
    'log P is divided by the length whatever λ is; the length is raised to the power of λ first',
    rule({score: (sum, n) => sum / n}),
  ],
  ['sequences are extended after their END; what has ended is set aside', rule({ended: 'extended'})],
  [
    'what has ended stays in the beam and takes a place at every later step; set it aside when it ends',
    rule({ended: 'stays'}),
  ],
  [
    'END takes no place here; first keep `width` continuations, END or not, and then set aside those that end',
    rule({ended: 'place'}),
  ],
  [
    'each beginning keeps its own best continuation; all continuations of all beginnings compete for the places',
    rule({apart: true}),
  ],
  ['the search stops at the first END; the beginnings that go on may still win', rule({first: true})],
  ['what has not ended after `most` tokens is left out; it competes as it is', rule({open: 'none'})],
  ['only what has not ended competes in the end; what was set aside is forgotten', rule({open: 'only'})],
  ['the state stays 0: every continuation has a state of its own, from `next`', rule({follow: () => 0})],
  [
    'the next state is looked up in state 0; look it up in the state of the beginning that is continued',
    rule({follow: ({next}, _, token) => next[0][token]}),
  ],
  ['the token is taken for the next state; `next` says which state follows', rule({follow: byToken})],
  ['one beginning too many is kept', rule({widen: 1})],
  ['one beginning too few is kept', fewer],
  ['one token too many: `most` counts the tokens', rule({more: 1})],
  ['one token too few: `most` counts the tokens', rule({more: -1})],
  ['the answer is the last that was found; the best score wins', rule({best: 'last'})],
  ['the answer is the first that was found; the best score wins', rule({best: 'first'})],
  [UPWARDS, rule({best: 'worst'})],
  ['the last token is always cut off; what has not ended has no END to lose', rule({cuts: true})],
  ['the sum begins anew at each token; a continuation takes over the sum of its beginning', rule({forgets: true})],
  ['with each END the beam gets narrower for good; every step keeps `width` continuations', rule({narrows: true})],
  ['the search stops when `width` have ended; the beginnings that go on may still win', rule({hasty: true})],
  ['many more than `width` continuations are kept at each step', rule({widen: 60})],
  ['END stands in the answer; leave it out', rule({keeps: true})],
  [UPWARDS, rule({gain: (log) => -log})],
];

function rule1(table: Table, end: number, _: number, most: number): number[] {
  return greedyWalk([table, end, most]);
}

function rule1WithoutEnd(...one: BeamCase): number[] {
  const [table, end, width, most, penalty] = one;
  // Only what has ended is shorter by one; what is open has no END to leave out.
  const score = (sum: number, n: number) => sum / Math.max(1, n) ** penalty;
  const ends = all([table, end, width, most, penalty]);
  const best = ends
    .map(({tokens, sum}) => ({tokens, rank: score(sum, tokens.filter((token) => token !== end).length)}))
    .sort((a, b) => b.rank - a.rank)[0];
  return best.tokens.filter((token) => token !== end);
}

function byToken({logs}: Table, _: Way, token: number): number {
  return Math.min(token, logs.length - 1);
}

function fewer(table: Table, end: number, width: number, most: number, penalty: number): number[] {
  return beamWalk([table, end, Math.max(1, width - 1), most, penalty]);
}

/** Everything that competes at the end of the search. */
function all([table, end, width, most]: BeamCase): Way[] {
  let beams: Way[] = [{tokens: [], sum: 0, state: 0}];
  const done: Way[] = [];
  for (let length = 1; length <= most && beams.length > 0; length++) {
    const kept = beams
      .flatMap((way) => grow(table, way, end, {}))
      .sort((a, b) => b.sum - a.sum)
      .slice(0, width);
    done.push(...kept.filter(({tokens}) => tokens.at(-1) === end));
    beams = kept.filter(({tokens}) => tokens.at(-1) !== end);
  }
  return [...done, ...beams];
}

/** Every sequence with its score: brute force, for a wide beam. */
export function bruteForce([table, end, , most, penalty]: BeamCase): number[] {
  const walk = (way: Way): Way[] =>
    way.tokens.at(-1) === end || way.tokens.length === most ? [way] : grow(table, way, end, {}).flatMap(walk);
  const ways = walk({tokens: [], sum: 0, state: 0});
  const rank = ({sum, tokens}: Way) => scored(sum, tokens.length, penalty);
  return ways.reduce((a, b) => (rank(b) > rank(a) ? b : a)).tokens.filter((token) => token !== end);
}

/** Log-probability of tokens, END added where there is room. */
function logOf([table, end, , most]: BeamCase, tokens: number[]): {sum: number; length: number} {
  const whole = tokens.length < most ? [...tokens, end] : tokens;
  let [state, sum] = [0, 0];
  for (const token of whole) {
    sum += table.logs[state][token];
    state = table.next[state][token];
  }
  return {sum, length: whole.length};
}

function why(actual: unknown, one: BeamCase): string {
  const [table, , width, most, penalty] = one;
  const odd = notTokens(actual, table, most);
  if (odd) return odd;
  const [own, best] = [actual as number[], beamWalk(one)].map((tokens) => {
    const {sum, length} = logOf(one, tokens);
    return scored(sum, length, penalty);
  });
  if (own > best + 1e-9) {
    return `this has a better score than a beam of ${width} can find: more than ${width} beginnings are kept`;
  }
  return `your tokens have the score ${own.toFixed(3)}, and the beam holds some with ${(best - own).toFixed(3)} more`;
}

/** Findings of 17.5 over some tables. */
export const checkBeam = (learner: Learner, cases: BeamCase[]) =>
  judgeRule(learner, {
    name: 'beam',
    cases,
    right: (...one) => beamWalk(one),
    wrong: beamRules,
    call: ({logs}, end, width, most, penalty) =>
      `beam(table of ${logs.length} states, ${end}, ${width}, ${most}, ${penalty})`,
    otherwise: (actual, ...one) => why(actual, one),
  });

/** Whether rounding could change the answer: two ways through the same states in another order are equally likely. */
function hasTies(one: BeamCase, {uniform}: Random): boolean {
  const right = beamWalk(one).join();
  const gain = (log: number) => log * (1 + uniform(-1e-7, 1e-7));
  return Array.from({length: 8}, () => beamWalk(one, {gain}).join()).some((tokens) => tokens !== right);
}

/** Tables on which the usual slips show: sizes of the table, then width, most tokens and penalty of each. */
export function drawBeams(
  source: Random,
  settings: [states: number, tokens: number, width: number, most: number, penalty: number][],
): BeamCase[] {
  const draws = settings.map(([states, tokens, width, most, penalty]) => (): BeamCase => {
    for (;;) {
      const table = drawTable(source, states, tokens, 1.5);
      const one: BeamCase = [table, source.integer(0, tokens), width, most, penalty];
      if (!hasTies(one, source)) return one;
    }
  });
  return telling(draws, (...one) => beamWalk(one), beamRules);
}
