/** Wrong answers to the parts of exercise 17 that judge sentences: exact match, and the trained translator. */
import {models} from '../../../lib/src';
import {germanPairs} from '../../../lib/src/checks/17/german-sentences';
import {type WrongAnswer, wrong} from './bench';
import {byGrammar, cutAt, type Rows, same} from './translating';

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: number[]): number => sum(values) / values.length;
const shareOf = (right: Rows, test: (row: number[], i: number) => boolean): number =>
  right.filter(test).length / right.length;
const all = (sentences: string[][], change: (words: string[], i: number) => unknown = (words) => words) =>
  sentences.map((words, i) => change(byGrammar(words), i));
const rules = models.translationRules(germanPairs(), {order: 3});

export const modelSlips: Record<string, WrongAnswer[]> = {
  '17.6': wrong<(right: Rows, written: Rows, end: number) => unknown>('exactMatch', [
    ['not cut', (right, written) => shareOf(right, (row, i) => same(row, written[i])), /first END/],
    [
      'END filtered',
      (right, written, end) =>
        shareOf(right, (row, i) =>
          same(
            row,
            written[i].filter((id) => id !== end),
          ),
        ),
      /what stands behind it stays/,
    ],
    [
      'cut at the last END',
      (right, written, end) =>
        shareOf(right, (row, i) => same(row, written[i].slice(0, (written[i].lastIndexOf(end) + 1 || 1e9) - 1))),
      /last END/,
    ],
    [
      'words',
      (right, written, end) =>
        mean(right.flatMap((row, i) => row.map((id, t) => Number(cutAt(written[i], end)[t] === id)))),
      /words are counted/,
    ],
    [
      'longer ones pass',
      (right, written, end) => shareOf(right, (row, i) => row.every((id, t) => cutAt(written[i], end)[t] === id)),
      /too long/,
    ],
    [
      'shorter ones pass',
      (right, written, end) => shareOf(right, (row, i) => cutAt(written[i], end).every((id, t) => row[t] === id)),
      /too early/,
    ],
    [
      'order ignored',
      (right, written, end) => shareOf(right, (row, i) => same([...row].sort(), cutAt(written[i], end).sort())),
      /order/,
    ],
    [
      'slice to -1',
      (right, written, end) => shareOf(right, (row, i) => same(row, written[i].slice(0, written[i].indexOf(end)))),
      /indexOf gives -1/,
    ],
    [
      'END hung on the right row',
      (right, written, end) => shareOf(right, (row, i) => same([...row, end], written[i])),
      /hung on the right row/,
    ],
    [
      'mean of the shares',
      (right, written, end) =>
        mean(right.map((row, i) => mean(row.map((id, t) => Number(cutAt(written[i], end)[t] === id))))),
      /mean share of right words/,
    ],
    ['looked for', (right, written) => shareOf(right, (row, i) => row.every((id) => written[i].includes(id))), /place/],
    [
      'joined without a comma',
      (right, written, end) => shareOf(right, (row, i) => row.join('') === cutAt(written[i], end).join('')),
      /without a comma/,
    ],
    ['number', (right, written, end) => right.filter((row, i) => same(row, cutAt(written[i], end))).length, /divide/],
    [
      'per cent',
      (right, written, end) => 100 * shareOf(right, (row, i) => same(row, cutAt(written[i], end))),
      /per cent/,
    ],
    [
      'wrong ones',
      (right, written, end) => shareOf(right, (row, i) => !same(row, cutAt(written[i], end))),
      /wrong sentences/,
    ],
    [
      'lists compared with ===',
      (right, written, end) => shareOf(right, (row, i) => row === cutAt(written[i], end)),
      /new list|never/,
    ],
  ]),
  '17.7': wrong<(sentences: string[][]) => unknown>('translate', [
    ['texts', (sentences) => all(sentences, (words) => words.join(' ')), /one text/],
    ['ids', (sentences) => all(sentences, (words) => words.map((word) => word.length)), /is an id/],
    ['with END', (sentences) => all(sentences, (words) => [...words, '<end>', 'der']), /marks stand/],
    ['goes on', (sentences) => all(sentences, (words) => [...words, 'der', '.']), /behind the full stop/],
    ['backwards', (sentences) => all(sentences, (words) => [...words].reverse()), /backwards/],
    ['no full stop', (sentences) => all(sentences, (words) => words.slice(0, -1)), /full stop is missing/],
    ['first word lost', (sentences) => all(sentences, (words) => words.slice(1)), /first word is lost/],
    ['moved by one', (sentences) => all([...sentences.slice(1), sentences[0]]), /moved by one/],
    ['copied', (sentences) => sentences, /come back as they are/],
    ['nearest', (sentences) => sentences.map(rules.nearest), /most similar/],
    ['dictionary', (sentences) => sentences.map(rules['word by word']), /dictionary/],
    ['all the same', (sentences) => sentences.map(() => byGrammar(sentences[0])), /all sentences are the same/],
    ['empty', (sentences) => sentences.map(() => []), /empty/],
    ['one batch only', (sentences) => all(sentences.slice(0, 32)), /has 32 rows/],
    ['half trained', (sentences) => all(sentences, (words, i) => (i % 3 ? words : words.slice(0, 3))), /more epochs/],
    ['not awaited', (sentences) => sentences.map(async (words) => byGrammar(words)), /\[0\] is/],
    ['nothing returned', () => undefined, /return missing/],
  ]),
};
