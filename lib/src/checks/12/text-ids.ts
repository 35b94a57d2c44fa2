import {compare, type Slip} from '../frame/compare';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';

/** A text that the vocabulary comes from, and one to write in its ids. */
export interface TextPair {
  train: string;
  text: string;
}

/** Ids below that of the first character: padding and unknown. */
const KEPT = 2;

interface EncodeHabit {
  /** Characters in the order of their ids. */
  order?: (characters: string[]) => string[];
  /** What the vocabulary is made of. */
  source?: (pair: TextPair) => string;
  first?: number;
  /** Id of a character that is not there; undefined drops it. */
  unknown?: (character: string) => number | undefined;
}

const byPlace = (characters: string[]) => [...characters].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** The ids of a text, as somebody with one habit of their own would write them. */
export function encode(pair: TextPair, habit: EncodeHabit = {}): number[] {
  const {order = byPlace, source = ({train}) => train, first = KEPT, unknown = () => 1} = habit;
  const table = order([...new Set(source(pair))]);
  return Array.from(pair.text, (character) => {
    const place = table.indexOf(character);
    return place >= 0 ? first + place : unknown(character);
  }).filter((id) => id !== undefined);
}

function frequent(text: string): (characters: string[]) => string[] {
  const count = (one: string) => text.split(one).length;
  return (characters) => [...characters].sort((a, b) => count(b) - count(a));
}

function encodeSlips(pair: TextPair): Slip[] {
  const slip = (message: string, habit: EncodeHabit): Slip => ({message, value: encode(pair, habit)});
  const lower = (text: string) => text.toLowerCase();
  const small = {train: lower(pair.train), text: lower(pair.text)};
  const train = [...pair.train];
  return [
    slip('the vocabulary comes from the text to encode; a model knows the characters of its training text only', {
      source: ({text}) => text,
    }),
    slip('the vocabulary comes from both texts; what stands in `text` alone was never seen in training', {
      source: (both) => both.train + both.text,
    }),
    slip('the first character has id 0, which is kept for padding', {first: 0, unknown: () => -1}),
    slip('the first character has id 0, which is kept for padding', {first: 0}),
    slip('the first character has id 0, which is kept for padding', {first: 0, unknown: () => pair.train.length}),
    slip('the first character has id 1, which is kept for unknown ones', {first: 1}),
    slip('the first character has id 1, which is kept for unknown ones', {first: 1, unknown: () => 0}),
    slip('every id of a character is too large by one', {first: 3}),
    slip('an unknown character becomes padding (0); it has an id of its own', {unknown: () => 0}),
    slip('an unknown character is dropped; the text must keep its length', {unknown: () => undefined}),
    slip('an unknown character has id -1: what indexOf says of something that is not there', {unknown: () => -1}),
    slip('the characters stand in the order in which they come; they should be sorted', {order: (all) => all}),
    slip('the characters are sorted by how often they come; they should be sorted by themselves', {
      order: frequent(pair.train),
    }),
    slip('the characters are sorted as in a dictionary; sort() without an argument is meant', {
      order: (all) => [...all].sort((a, b) => a.localeCompare(b)),
    }),
    slip('the characters run backwards', {order: (all) => byPlace(all).reverse()}),
    {message: 'upper and lower case are made one; they are different characters', value: encode(small)},
    {
      message: 'a character that comes twice has several places in the vocabulary; each stands there once',
      value: encode(pair, {order: () => byPlace(train)}),
    },
    {message: 'this is `train` in ids; `text` was asked for', value: encode({...pair, text: pair.train})},
    {
      message: 'these are codes of characters, not places in the vocabulary',
      value: Array.from(pair.text, (one) => one.charCodeAt(0)),
    },
  ];
}

/** Findings of 12.1 over some texts. */
export async function* checkEncode(learner: Learner, cases: TextPair[]): AsyncGenerator<Finding> {
  for (const pair of cases) {
    const actual = await learner.call('encode', pair.train, pair.text);
    const path = `encode(${JSON.stringify(pair.train)}, ${JSON.stringify(pair.text)})`;
    if (Array.isArray(actual) && typeof actual[0] === 'string') {
      yield {passed: false, message: `${path} holds characters; their ids were asked for`};
      continue;
    }
    yield compare({path, actual, expected: encode(pair), slips: encodeSlips(pair)});
  }
}

/** Ids to cut, and the length of a window. */
export interface WindowCase {
  ids: number[];
  length: number;
}

interface CutHabit {
  stride?: number;
  /** Places from an input to its target. */
  shift?: number;
  /** How many ids more than length a window needs. */
  needs?: number;
}

type Cut = {x: number[][]; y: number[][]};

/** Windows and what comes next, as somebody with one habit of their own would cut them. */
export function cutText({ids, length}: WindowCase, {stride = length, shift = 1, needs = 1}: CutHabit = {}): Cut {
  const result: Cut = {x: [], y: []};
  for (let start = 0; start + length + needs <= ids.length; start += stride) {
    result.x.push(ids.slice(start, start + length));
    result.y.push(Array.from({length}, (_, i) => ids[start + i + shift] ?? 0));
  }
  return result;
}

function cutSlips(one: WindowCase): FieldSlip[] {
  const right = cutText(one);
  const habits: [string, CutHabit][] = [
    ['the last window has no last target; take complete ones only', {needs: 0}],
    ['the targets are the inputs themselves; a target is the next character', {shift: 0}],
    ['the targets are the inputs themselves; a target is the next character', {shift: 0, needs: 0}],
    ['the targets are two characters away; the very next one is meant', {shift: 2}],
    ['the targets are two characters away; the very next one is meant', {shift: 2, needs: 2}],
    ['the targets lie one character back; what came before is known', {shift: -1}],
    ['the targets are the whole next window; each target is the character after its input', {shift: one.length}],
    [
      'the targets are the whole next window; each target is the character after its input',
      {shift: one.length, needs: one.length},
    ],
    ['the windows overlap: a window begins where the one before ended', {stride: 1}],
    [
      'the windows overlap in one character: the next window begins with the last target of this one',
      {stride: one.length - 1 || 1},
    ],
    [
      'one id is left out between windows; the last target of one is the first input of the next',
      {stride: one.length + 1},
    ],
    ['the last window is missing; it is complete when its last target exists', {needs: 2}],
    ['the last window is not complete', {needs: 1 - one.length}],
  ];
  return [
    ...habits.map(([message, habit]) => ({message, value: {...cutText(one, habit)}})),
    {
      message: 'y holds one target a window; every input has its own',
      value: {x: right.x, y: right.y.map((row) => row[row.length - 1])},
    },
    {
      message: 'y holds one target a window; every input has its own',
      value: {x: right.x, y: right.y.map((row) => row.slice(-1))},
    },
    {
      message: 'what is left over is cut off at the beginning; the first window begins with the first id',
      value: {...cutText({...one, ids: one.ids.slice((one.ids.length - 1) % one.length)})},
    },
    {message: 'x and y have changed places', value: {x: right.y, y: right.x}},
    {
      message: 'the last target of each window is missing: cut the windows of y out of the whole text',
      value: {x: right.x, y: right.x.map((row) => row.slice(1))},
    },
    {
      message: 'the last target of each window is its own first input; the text goes on instead',
      value: {x: right.x, y: right.x.map((row) => [...row.slice(1), row[0]])},
    },
    {
      message: 'the last target of each window is padding; the text goes on instead',
      value: {x: right.x, y: right.x.map((row) => [...row.slice(1), 0])},
    },
    {message: 'the input is not cut: one list', value: {x: right.x.flat(), y: right.y.flat()}},
  ];
}

/** Findings of 12.2 over some texts. */
export async function* checkCutText(learner: Learner, cases: WindowCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const actual = await learner.call('cutText', one.ids, one.length);
    const path = `cutText(${one.ids.length} ids, ${one.length})`;
    yield compareFields({path, actual, expected: {...cutText(one)}, tolerance: 0, slips: cutSlips(one)});
  }
}
