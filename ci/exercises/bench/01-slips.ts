/** Wrong answers to exercise 01: one slip each, and what the check must say to it. */
import {type WrongAnswer, wrong} from './bench';

type Wait = (kind: string, stepsIn: number) => unknown;
type KindOf = (stepsIn: number, needs: number[]) => unknown;
type Shapes = (kind: string, batch: number, stepsIn: number, dIn: number, stepsOut: number, dOut: number) => unknown;
type Sort = () => unknown;
const wait = (kind: string, stepsIn: number): number =>
  kind === 'seq2vec' || kind === 'encoder-decoder' ? stepsIn : 1;

/** A right decision, except where `change` says otherwise. */
const decide =
  (change: (stepsIn: number, needs: number[]) => string | undefined): KindOf =>
  (stepsIn, needs) => {
    const changed = change(stepsIn, needs);
    if (changed) return changed;
    if (needs.length === 1) return stepsIn === 1 ? 'none' : 'seq2vec';
    if (stepsIn === 1) return 'vec2seq';
    return needs[0] < stepsIn ? 'seq2seq' : 'encoder-decoder';
  };

const shapes = (kind: string, n: number, T: number, d: number, S: number, k: number) => ({
  input: kind === 'vec2seq' ? [n, d] : [n, T, d],
  output: kind === 'seq2vec' ? [n, k] : [n, S, k],
});

const FIRST: Record<string, number[]> = {
  ...{seq2seq: [2, 7], seq2vec: [1, 5, 9]},
  ...{vec2seq: [4, 6], 'encoder-decoder': [3, 8, 10]},
};
const SECOND: Record<string, number[]> = {
  ...{seq2seq: [11, 14, 18, 21, 24], seq2vec: [13, 15, 17, 25]},
  ...{vec2seq: [16, 19, 23], 'encoder-decoder': [12, 20, 22]},
};

/** The boxes with one task moved into another one. */
function moved(boxes: Record<string, number[]>, number: number, kind: string): Record<string, number[]> {
  const rest = Object.entries(boxes).map(([own, list]) => [own, list.filter((one) => one !== number)]);
  const result = Object.fromEntries(rest) as Record<string, number[]>;
  return {...result, [kind]: [...result[kind], number]};
}

export const slips: Record<string, WrongAnswer[]> = {
  '01.1': wrong<Wait>('firstAnswer', [
    ['always at once', () => 1, /answers from all that was read/],
    ['always at the end', (_, n) => n, /need not wait/],
    ['the encoder-decoder at once', (kind, n) => (kind === 'seq2vec' ? n : 1), /before it has read the rest/],
    ['places in place of counts', (kind, n) => wait(kind, n) - 1, /no network answers without an input|not places/],
    ['places at the end only', (kind, n) => (n > 1 && wait(kind, n) > 1 ? n - 1 : 1), /not places in a list/],
    ['the output counted as a step', (kind, n) => wait(kind, n) + 1, /the output is no input/],
    ['a vector has no steps', (kind, n) => (kind === 'vec2seq' ? 0 : wait(kind, n)), /not places|without an input/],
    ['no return', () => {}, /return missing/],
    ['a text', (kind, n) => `${wait(kind, n)}`, /should be a number, got a text/],
  ]),
  '01.2': wrong<KindOf>('kindOf', [
    [
      'equal lengths',
      decide((n, needs) => (n > 1 && needs.length === n ? 'seq2seq' : undefined)),
      /equal lengths alone decide nothing/,
    ],
    [
      'unequal lengths',
      decide((n, needs) => (n > 1 && needs.length > 1 && needs.length !== n ? 'encoder-decoder' : undefined)),
      /lengths that differ decide nothing/,
    ],
    [
      'the last output decides',
      decide((n, needs) => (n > 1 && needs.length > 1 && needs.at(-1) === n ? 'encoder-decoder' : undefined)),
      /needs 1 step of 4; it would wait/,
    ],
    [
      'some output needs all',
      decide((n, needs) => (n > 1 && needs.length > 1 && needs[0] > 1 ? 'encoder-decoder' : undefined)),
      /needs 3 steps of 5/,
    ],
    [
      'one step in and out forgotten',
      decide((n, {length}) => (n * length === 1 ? 'seq2vec' : undefined)),
      /no sequence to/,
    ],
    ['one step in and out is written', decide((n, {length}) => (n * length === 1 ? 'vec2seq' : undefined)), /to write/],
    ['ends swapped', decide((n, {length}) => (n > 1 && length === 1 ? 'vec2seq' : undefined)), /reads once/],
    [
      'a vector is read by an encoder',
      decide((n, {length}) => (n === 1 && length > 1 ? 'encoder-decoder' : undefined)),
      /what would encoder-decoder read/,
    ],
    [
      'one output of a decoder',
      decide((n, {length}) => (n > 1 && length === 1 ? 'encoder-decoder' : undefined)),
      /write at its second/,
    ],
    ['all lengths one answer', decide((n, {length}) => (n > 1 && length > 1 ? 'seq2vec' : undefined)), /answers once/],
    ['nothing is a sequence', () => 'none', /steps go in and 4 come out/],
    ['other words', decide((n, {length}) => (n > 1 && length === 1 ? 'many-to-one' : undefined)), /none of 'seq2seq'/],
    ['no return', () => {}, /return missing/],
  ]),
  '01.3': wrong<Shapes>('taskShapes', [
    ['no batch', (_k, _n, T, d, S, k) => ({input: [T, d], output: [S, k]}), /batch axis is missing/],
    [
      'a time axis everywhere',
      (_k, n, T, d, S, k) => ({input: [n, T, d], output: [n, S, k]}),
      /not even one of size 1/,
    ],
    [
      'one length for both ends',
      (kind, n, T, d, _S, k) => ({...shapes(kind, n, T, d, T, k)}),
      /time steps of the other end/,
    ],
    ['features of the input', (kind, n, T, d, S) => shapes(kind, n, T, d, S, d), /features of the other end/],
    ['never a time axis', (_k, n, _T, d, _S, k) => ({input: [n, d], output: [n, k]}), /its time axis is missing/],
    [
      'the decoder is fed a vector',
      (kind, n, T, d, S, k) => ({...shapes(kind, n, T, d, S, k), ...(kind === 'encoder-decoder' && {input: [n, d]})}),
      /read, step by step: its time axis/,
    ],
    [
      'ends swapped',
      (kind, n, T, d, S, k) => {
        const {input, output} = shapes(kind, n, T, d, S, k);
        return {input: output, output: input};
      },
      /changed places/,
    ],
    ['features before time', (_k, n, T, d, S, k) => ({input: [n, d, T], output: [n, k, S]}), /stand before features/],
    ['no features', (_k, n, T, _d, S) => ({input: [n, T], output: [n, S]}), /what does one step hold/],
    ['flattened', (_k, n, T, d, S, k) => ({input: [n, T * d], output: [n, S * k]}), /axis of their own/],
    ['a list', (kind, ...sizes) => Object.values(shapes(kind, ...sizes)), /\{input, output\}, got a list/],
    ['no return', () => {}, /return missing/],
  ]),
  '01.4': wrong<Sort>('sortFirstTen', [
    ['stars after each word', () => moved(FIRST, 1, 'seq2seq'), /who reads the sequence that you would hand out/],
    ['word classes by a decoder', () => moved(FIRST, 2, 'encoder-decoder'), /exactly one word class/],
    ['translated word by word', () => moved(FIRST, 3, 'seq2seq'), /hang on the last English/],
    ['a caption as one vector', () => moved(FIRST, 4, 'seq2vec'), /one picture, there at once/],
    ['a decoder for one number', () => moved(FIRST, 5, 'encoder-decoder'), /write at its second step/],
    ['a style is read', () => moved(FIRST, 6, 'encoder-decoder'), /read at the second step/],
    ['one alarm at the end', () => moved(FIRST, 7, 'seq2vec'), /it has many steps/],
    ['an alarm after the end', () => moved(FIRST, 7, 'encoder-decoder'), /must be there at once/],
    ['a summary without reading', () => moved(FIRST, 10, 'vec2seq'), /an article: it comes in many steps/],
    ['one is left out', () => ({...FIRST, 'encoder-decoder': [3, 8]}), /10 lies in no box/],
    ['in two boxes', () => ({...FIRST, seq2vec: [1, 5, 9, 3]}), /lies in two boxes/],
    ['numbers of the other table', () => ({...FIRST, seq2seq: [2, 7, 11]}), /holds 11; this table/],
    ['texts', () => ({...FIRST, seq2seq: ['2', '7']}), /holds a string/],
    ['a box is missing', () => ({seq2seq: [2, 7], seq2vec: [1, 5, 9]}), /no list for 'vec2seq'/],
    ['twice in its box', () => ({...FIRST, seq2seq: [2, 7, 7]}), /twice in its box/],
    ['no return', () => {}, /return missing/],
  ]),
  '01.5': wrong<Sort>('sortSecondTen', [
    ['subtitles after the end', () => moved(SECOND, 11, 'encoder-decoder'), /somebody reads the subtitles/],
    ['equal lengths, so in step', () => moved(SECOND, 12, 'seq2seq'), /made from the last one read/],
    [
      'many words, so a sequence',
      () => moved(SECOND, 13, 'seq2seq'),
      /a probability for each word that may follow: who/,
    ],
    ['a guess that has read on', () => moved(SECOND, 14, 'encoder-decoder'), /would know the word it guesses/],
    ['seven numbers, so a decoder', () => moved(SECOND, 15, 'encoder-decoder'), /one row of seven numbers/],
    ['a point is read', () => moved(SECOND, 16, 'seq2seq'), /one point .* what would be read at the second/],
    ['forged, step by step', () => moved(SECOND, 17, 'seq2seq'), /genuine or forged: who reads/],
    ['a hearing aid that waits', () => moved(SECOND, 18, 'encoder-decoder'), /input still comes/],
    ['a country as a sequence', () => moved(SECOND, 19, 'encoder-decoder'), /one country, there at once/],
    ['a sound for each letter', () => moved(SECOND, 20, 'seq2seq'), /no sound belongs to one letter/],
    ['one guess for the book', () => moved(SECOND, 14, 'seq2vec'), /after each word: it has many steps/],
    ['a list of kinds', () => ['seq2seq', 'encoder-decoder'], /four lists of numbers by kind, got a list/],
    // Of the five changed ones the visible check sees only that they lie somewhere; these are caught in grading.
    ['the partner of each base waits', () => moved(SECOND, 21, 'encoder-decoder'), /task 21 .* input still comes/],
    ['the rest of a message in step', () => moved(SECOND, 22, 'seq2seq'), /behind the last one read/],
    ['days from days, so days are read', () => moved(SECOND, 23, 'encoder-decoder'), /one date, there at once/],
    ['one verdict on the signature', () => moved(SECOND, 24, 'seq2vec'), /how likely a forgery is: it has many/],
    ['syllables by a decoder', () => moved(SECOND, 25, 'encoder-decoder'), /number of syllables: what would/],
    [
      'only what the visible check confirms',
      () => ({
        ...SECOND,
        seq2seq: [11, 14, 18],
        seq2vec: [13, 15, 17, 25, 21, 22, 23, 24],
        vec2seq: [16, 19],
        'encoder-decoder': [12, 20],
      }),
      /task 21 cannot be seq2vec/,
    ],
    ['the changed ones left out', () => ({...SECOND, seq2seq: [11, 14, 18]}), /21, 24 lie in no box/],
    ['a changed one twice', () => ({...SECOND, vec2seq: [16, 19, 23, 21]}), /task 21 lies in two boxes/],
    ['a fifth box', () => ({...SECOND, none: []}), /holds 'none'/],
  ]),
};
