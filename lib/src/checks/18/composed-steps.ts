import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';
import {drawn, share, softmax} from './made-chances';

/** A table of logits, [token before][next token], a temperature, and a random number for each step. */
export interface ComposeCase {
  logits: number[][];
  temperature: number;
  chances: number[];
}

interface ComposeHabit {
  /** Whether a token may come after the tokens so far. */
  may?: (token: number, tokens: number[]) => boolean;
  probabilities?: (row: number[], temperature: number, may: boolean[]) => number[];
  draw?: (p: number[], chance: number) => number;
  /** Row that is read. */
  before?: (tokens: number[]) => number;
  chance?: (chances: number[], t: number) => number;
}

const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);
const sounds = (tokens: number[]): boolean => tokens.length > 0 && tokens[tokens.length - 1] !== 2;
const mayCome = (token: number, tokens: number[]): boolean => token !== 0 && (token !== 1 || sounds(tokens));
const masked = (row: number[], temperature: number, may: boolean[]): number[] =>
  softmax(row.map((logit, token) => (may[token] ? logit / temperature : Number.NEGATIVE_INFINITY)));

/** A composition, as somebody with one habit of their own would draw it. */
export function composed({logits, temperature, chances}: ComposeCase, habit: ComposeHabit = {}): number[] {
  const {may = mayCome, probabilities = masked, draw = drawn} = habit;
  const {before = (all) => all[all.length - 1] ?? 0, chance = (all, t) => all[t]} = habit;
  const tokens: number[] = [];
  chances.forEach((_, t) => {
    const row = logits[before(tokens)] ?? logits[0];
    const allowed = row.map((_logit, token) => may(token, tokens));
    tokens.push(draw(probabilities(row, temperature, allowed), chance(chances, t)));
  });
  return tokens;
}

function composeSlips(one: ComposeCase): Slip[] {
  const slip = (message: string, habit: ComposeHabit): Slip => ({message, value: composed(one, habit)});
  const likeliest = (p: number[]) => p.indexOf(Math.max(...p));
  const by = (change: (logit: number, theta: number) => number) => (row: number[], theta: number, may: boolean[]) =>
    masked(
      row.map((logit) => change(logit, theta)),
      1,
      may,
    );
  const unmasked = (row: number[], theta: number) => softmax(row.map((logit) => logit / theta));
  const zeroed = (row: number[], theta: number, may: boolean[]) => unmasked(row, theta).map((p, i) => (may[i] ? p : 0));
  const zeroLogits = (row: number[], theta: number, may: boolean[]) =>
    softmax(row.map((logit, token) => (may[token] ? logit / theta : 0)));
  const last = (p: number[], chance: number) => {
    const token = drawn(p, chance);
    const reached = p.reduce((sum, value) => sum + value, 0);
    return chance < reached ? token : p.length - 1;
  };
  // Who draws a forbidden token and steps on to the next gives that one its probability.
  const steppedOn = (row: number[], theta: number, may: boolean[]) => {
    const p = unmasked(row, theta);
    return p.map((_, token) => {
      let from = token;
      while (from > 0 && !may[from - 1]) from--;
      return may[token] ? total(p.slice(from, token + 1)) : 0;
    });
  };
  const likeliestFirst = (p: number[], chance: number) => {
    const order = p.map((_, token) => token).sort((a, b) => p[b] - p[a]);
    return order[
      drawn(
        order.map((token) => p[token]),
        chance,
      )
    ];
  };
  const single = (p: number[], chance: number) => {
    const token = p.findIndex((value) => value > chance);
    return token < 0 ? p.length - 1 : token;
  };
  const shorter =
    'what cannot come is taken out of the row, and a place in the shorter row is no token; keep the row as long as it is';
  const inShorter = (p: number[], chance: number) =>
    drawn(
      p.filter((value) => value > 0),
      chance,
    );
  const turned = one.logits.map((_, column) => one.logits.map((row) => row[column]));
  const right = composed(one);
  const redrawn = composed(one, {may: () => true, probabilities: unmasked});
  const cutHold = (tokens: number[]) =>
    tokens.map((token, t) => (token === 0 || (token === 1 && (t === 0 || tokens[t - 1] === 2)) ? 2 : token));
  return [
    slip('nothing is forbidden: PAD never comes, and HOLD only while a note sounds', {may: () => true}),
    slip('PAD, token 0, is drawn; it never comes', {
      may: (token, tokens) => token !== 1 || (sounds(tokens) && tokens[tokens.length - 1] !== 0),
    }),
    slip('PAD, token 0, is drawn; it never comes', {may: (token, tokens) => token !== 1 || sounds(tokens)}),
    slip('HOLD comes where no note sounds: at the start, or after silence', {may: (token) => token !== 0}),
    slip('HOLD comes at the start, where no note sounds yet', {
      may: (token, tokens) => token !== 0 && (token !== 1 || tokens[tokens.length - 1] !== 2),
    }),
    slip('HOLD comes after silence, where no note sounds', {
      may: (token, tokens) => token !== 0 && (token !== 1 || tokens.length > 0),
    }),
    slip('HOLD never comes; while a note sounds it may', {may: (token) => token > 1}),
    slip('HOLD comes only straight after a pitch; after a HOLD the note still sounds', {
      may: (token, tokens) => token !== 0 && (token !== 1 || (tokens[tokens.length - 1] ?? 0) >= 3),
    }),
    slip('what is forbidden has probability 0, but the others no longer sum to 1: forbid first, then softmax', {
      probabilities: zeroed,
    }),
    slip('what is forbidden has probability 0, but the others no longer sum to 1: forbid first, then softmax', {
      probabilities: zeroed,
      draw: last,
    }),
    slip('a logit of 0 forbids nothing: exp(0) is 1; take -Infinity', {probabilities: zeroLogits}),
    slip('a logit of 0 forbids nothing: exp(0) is 1; take -Infinity', {
      probabilities: (row, theta, may) => softmax(row.map((logit, token) => (may[token] ? logit : 0) / theta)),
    }),
    {message: 'what is forbidden is drawn and then replaced; forbid it before the draw', value: cutHold(redrawn)},
    slip('what is forbidden is drawn and then replaced; forbid it before the draw', {probabilities: steppedOn}),
    slip(shorter, {draw: inShorter}),
    slip(shorter, {
      draw: inShorter,
      may: (token, tokens) => mayCome(token, tokens) && !(token === 1 && tokens.at(-1) === 0),
    }),
    slip('each probability is compared with the chance by itself; compare their sum from token 0 on', {draw: single}),
    slip('the sum begins at the likeliest token; begin at token 0', {draw: likeliestFirst}),
    slip('the sum begins at the last token; begin at token 0', {
      draw: (p, chance) => p.length - 1 - drawn([...p].reverse(), chance),
    }),
    {
      message: 'the table is read by columns; logits[before] is a row, and holds all that may come next',
      value: composed({...one, logits: turned}),
    },
    slip('the logits are multiplied by the temperature; divide by it', {
      probabilities: by((logit, theta) => logit * theta),
    }),
    slip('the temperature is left out', {probabilities: by((logit) => logit)}),
    slip('the probabilities are divided by the temperature; the logits are', {
      probabilities: (row, theta, may) => masked(row, 1, may).map((p) => p / theta),
    }),
    slip('the likeliest token is taken each time; a draw goes by its chance', {draw: likeliest}),
    slip('the logits are normalised without exp', {
      probabilities: (row, theta, may) => share(row.map((logit, token) => (may[token] ? logit / theta : 0))),
    }),
    slip('the same row is read at each step; read the row of the token before', {before: () => 0}),
    slip('the first row is not row 0: nothing has come yet', {before: (tokens) => tokens[tokens.length - 1] ?? 2}),
    slip('the first row is not row 0: nothing has come yet', {before: (tokens) => tokens[tokens.length - 1] ?? 3}),
    slip('the row of the token two before is read; take the one before', {
      before: (tokens) => tokens[tokens.length - 2] ?? 0,
    }),
    slip('silence never comes; it may at any step', {may: (token, tokens) => token !== 2 && mayCome(token, tokens)}),
    slip('one chance serves all steps; each step has its own', {chance: ([head]) => head}),
    slip('the chances are used from the last to the first', {chance: (chances, t) => chances[chances.length - 1 - t]}),
    slip('this is the token before the one that is meant: take the first at which the sum is above the chance', {
      draw: (p, chance) => Math.max(0, drawn(p, chance) - 1),
    }),
    slip('this is the token after the one that is meant', {
      draw: (p, chance) => Math.min(p.length - 1, drawn(p, chance) + 1),
    }),
    {message: 'the 0 that stands before the first token is no token of the piece', value: [0, ...right]},
    {message: 'the 0 that stands before the first token is no token of the piece', value: [0, ...right.slice(0, -1)]},
    {message: 'the last step is missing: there are as many tokens as chances', value: right.slice(0, -1)},
  ];
}

/** Findings of 18.5 over some tables. */
export async function* checkComposed(learner: Learner, cases: ComposeCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {logits, temperature, chances} = one;
    const path = `compose(${logits.length} rows, ${temperature}, ${chances.length} chances)`;
    const actual = await learner.call('compose', logits, temperature, chances);
    yield compare({path, actual, expected: composed(one), slips: composeSlips(one)});
  }
}

/** A table in which PAD and HOLD are often likely, and silence too: who forbids nothing meets them soon. */
export function drawTable({uniform}: Random, tokens: number, temperature: number, steps: number): ComposeCase {
  const row = () => Array.from({length: tokens}, (_, token) => uniform(-2, 2) + (token < 3 ? 1 : 0));
  return {
    logits: Array.from({length: tokens}, row),
    temperature,
    chances: Array.from({length: steps}, () => uniform(0.01, 0.99)),
  };
}
