/** Wrong answers to exercise 12, its first four parts: one slip each, and what the check must say to it. */
import {writingSlips} from './12-writing-slips';
import {type WrongAnswer, wrong} from './bench';

type Rows = number[][];
type Encode = (train: string, text: string) => unknown;
type Cut = (ids: number[], length: number) => unknown;
type Bits = (probabilities: number[][][], targets: Rows) => unknown;
type Pairs = (ids: number[], shares: number[], prior: number) => unknown;
const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Right ids but for what the last argument changes. */
function coding(
  table: string[],
  text: string,
  {first = 2, unknown = 1 as number | undefined}: {first?: number; unknown?: number} = {},
): number[] {
  return Array.from(text).flatMap((one) => {
    const place = table.indexOf(one);
    return place < 0 ? (unknown ?? []) : [first + place];
  });
}
const sorted = (text: string): string[] => [...new Set(text)].sort();

/** Right windows but for what the last argument changes. */
function cutting(ids: number[], length: number, {stride = length, needs = 1, from = 1, to = length + 1} = {}) {
  const result: {x: Rows; y: Rows} = {x: [], y: []};
  for (let start = 0; start + length + needs <= ids.length; start += stride) {
    result.x.push(ids.slice(start, start + length));
    result.y.push(ids.slice(start + from, start + to));
  }
  return result;
}

/** Right bits but for what the last argument changes. */
function judging(
  p: number[][][],
  targets: Rows,
  {
    cost = (value: number) => -Math.log2(value),
    take = (row: number[], id: number, _later: number) => row[id],
    skip = true,
    end = (sum: number, count: number, _places: number) => sum / count,
  } = {},
): number {
  let [sum, count] = [0, 0];
  targets.forEach((row, b) => {
    row.forEach((id, t) => {
      if (skip && id === 0) return;
      sum += cost(take(p[b][t], id, row[t + 1] ?? 0));
      count++;
    });
  });
  return end(sum, count, targets.flat().length);
}

/** Right counts but for what the last argument changes. */
function counting(
  ids: number[],
  shares: number[],
  {
    step = 1,
    entry,
  }: {step?: number; entry: (pair: number, came: number, share: number, now: number, next: number) => number},
): Rows {
  const counts = shares.map(() => shares.map(() => 0));
  for (let t = 0; t + step < ids.length; t++) counts[ids[t]][ids[t + step]]++;
  return counts.map((row, now) => row.map((pair, next) => entry(pair, total(row), shares[next], now, next)));
}
const rowsOf = (ids: number[], shares: number[], a: number) =>
  counting(ids, shares, {entry: (pair, came, share) => (pair + a * share) / (came + a)});

export const slips: Record<string, WrongAnswer[]> = {
  '12.1': wrong<Encode>('encode', [
    ['from 0', (train, text) => coding(sorted(train), text, {first: 0}), /id 0, which is kept/],
    ['from 1', (train, text) => coding(sorted(train), text, {first: 1}), /kept for unknown/],
    ['from 3', (train, text) => coding(sorted(train), text, {first: 3}), /too large by one/],
    ['order of appearance', (train, text) => coding([...new Set(train)], text), /order in which they come/],
    ['vocabulary of the text', (_train, text) => coding(sorted(text), text), /from the text to encode/],
    ['vocabulary of both', (train, text) => coding(sorted(train + text), text), /comes from both/],
    ['unknown is padding', (train, text) => coding(sorted(train), text, {unknown: 0}), /becomes padding/],
    ['unknown is -1', (train, text) => coding(sorted(train), text, {unknown: -1}), /id -1/],
    [
      'unknown dropped',
      (train, text) => {
        const table = sorted(train);
        return [...text].filter((one) => table.includes(one)).map((one) => table.indexOf(one) + 2);
      },
      /is dropped/,
    ],
    [
      'sorted as in a dictionary',
      (train, text) =>
        coding(
          [...new Set(train)].sort((a, b) => a.localeCompare(b)),
          text,
        ),
      /as in a dictionary/,
    ],
    ['backwards', (train, text) => coding(sorted(train).reverse(), text), /run backwards/],
    ['each place of a character', (train, text) => coding([...train].sort(), text), /several places/],
    ['lower case', (train, text) => coding(sorted(train.toLowerCase()), text.toLowerCase()), /upper and lower/],
    ['train', (train) => coding(sorted(train), train), /this is `train`/],
    ['codes', (_train, text) => Array.from(text, (one) => one.charCodeAt(0)), /codes of characters/],
    ['characters', (_train, text) => [...text], /holds characters/],
    ['no return', () => {}, /return missing/],
  ]),
  '12.2': wrong<Cut>('cutText', [
    ['cut off in front', (ids, n) => cutting(ids.slice((ids.length - 1) % n), n), /cut off at the beginning/],
    ['targets are inputs', (ids, n) => cutting(ids, n, {from: 0, to: n}), /inputs themselves/],
    [
      'targets are inputs, one window more',
      (ids, n) => cutting(ids, n, {from: 0, to: n, needs: 0}),
      /inputs themselves/,
    ],
    ['two later', (ids, n) => cutting(ids, n, {from: 2, to: n + 2, needs: 2}), /two characters away/],
    [
      'one back',
      (ids, n) => ({
        ...cutting(ids, n),
        y: cutting([0, ...ids], n, {from: 0, to: n}).y.slice(0, cutting(ids, n).x.length),
      }),
      /one character back/,
    ],
    ['next window', (ids, n) => cutting(ids, n, {from: n, to: 2 * n, needs: n}), /whole next window/],
    ['stride 1', (ids, n) => cutting(ids, n, {stride: 1}), /windows overlap/],
    ['overlap of one', (ids, n) => cutting(ids, n, {stride: Math.max(1, n - 1)}), /overlap in one/],
    ['one left out', (ids, n) => cutting(ids, n, {stride: n + 1}), /left out between/],
    ['last window missing', (ids, n) => cutting(ids, n, {needs: 2}), /last window is missing/],
    ['last target missing', (ids, n) => cutting(ids, n, {needs: 0}), /has no last target/],
    ['one target a window', (ids, n) => cutting(ids, n, {from: n, to: n + 1}), /one target a window/],
    [
      'targets as numbers',
      (ids, n) => {
        const {x, y} = cutting(ids, n, {from: n, to: n + 1});
        return {x, y: y.flat()};
      },
      /one target a window/,
    ],
    ['targets too short', (ids, n) => cutting(ids, n, {to: n}), /last target of each window is missing/],
    [
      'turned round in the window',
      (ids, n) => {
        const {x} = cutting(ids, n);
        return {x, y: x.map(([first, ...rest]) => [...rest, first])};
      },
      /its own first input/,
    ],
    [
      'padded in the window',
      (ids, n) => {
        const {x} = cutting(ids, n);
        return {x, y: x.map((row) => [...row.slice(1), 0])};
      },
      /is padding/,
    ],
    [
      'x and y exchanged',
      (ids, n) => {
        const {x, y} = cutting(ids, n);
        return {x: y, y: x};
      },
      /changed places/,
    ],
    ['eats its ids', (ids, n) => cutting(ids.splice(0), n), /changed its 1. arg/],
  ]),
  '12.3': wrong<Bits>('bitsPerCharacter', [
    [
      'judged by the row before',
      (p, y) =>
        judging(
          p.map((rows) => rows.slice(0, -1)),
          y.map((row) => row.slice(1)),
        ),
      /judged by the row before/,
    ],
    ['nats', (p, y) => judging(p, y, {cost: (one) => -Math.log(one)}), /these are nats/],
    ['base 10', (p, y) => judging(p, y, {cost: (one) => -Math.log10(one)}), /base 10/],
    ['padding counted', (p, y) => judging(p, y, {skip: false}), /padding is counted/],
    ['nats and padding', (p, y) => judging(p, y, {skip: false, cost: (one) => -Math.log(one)}), /two things/],
    [
      'divided by all places',
      (p, y) => judging(p, y, {end: (sum, _count, places) => sum / places}),
      /the number that it/,
    ],
    ['the sum', (p, y) => judging(p, y, {end: (sum) => sum}), /this is the sum/],
    ['the sign', (p, y) => judging(p, y, {cost: Math.log2}), /sign is wrong/],
    [
      'mean of means',
      (p, y) => {
        const rows = y.flatMap((row, b) => (row.some((id) => id > 0) ? [judging([p[b]], [row])] : []));
        return total(rows) / rows.length;
      },
      /mean of means/,
    ],
    ['the likeliest', (p, y) => judging(p, y, {take: (row) => Math.max(...row)}), /likeliest character is judged/],
    [
      'log of the mean',
      (p, y) => judging(p, y, {cost: (one) => one, end: (sum, count) => -Math.log2(sum / count)}),
      /logarithm of a mean/,
    ],
    ['perplexity', (p, y) => judging(p, y, {end: (sum, count) => 2 ** (sum / count)}), /perplexity/],
    ['the next target', (p, y) => judging(p, y, {take: (row, _id, later) => row[later]}), /target of the next step/],
    ['the id before', (p, y) => judging(p, y, {take: (row, id) => row[id - 1]}), /id before is taken/],
    ['the mean probability', (p, y) => judging(p, y, {cost: (one) => one}), /mean probability/],
    ['a sum a text', (p, y) => judging(p, y, {end: (sum) => sum / y.length}), /mean over texts/],
    ['past the end', (p, y) => judging(p, y, {take: (row) => row[row.length]}), /past its end/],
    [
      'the entropy',
      (p, y) => judging(p, y, {take: (row) => 2 ** total(row.map((one) => one * Math.log2(one)))}),
      /entropy of what/,
    ],
  ]),
  '12.4': wrong<Pairs>('pairProbabilities', [
    [
      'the share of what came',
      (ids, s, a) => counting(ids, s, {entry: (pair, came, _share, now) => (pair + a * s[now]) / (came + a)}),
      /one that follows, s\(x\), is meant/,
    ],
    [
      'shares on top',
      (ids, s, a) => counting(ids, s, {entry: (pair, came, share) => (came > 0 ? pair / came : 0) + a * share}),
      /whole already/,
    ],
    ['turned', (ids, s, a) => rowsOf(ids, s, a).map((_, i, all) => all.map((row) => row[i])), /changed places/],
    [
      'the last is counted',
      (ids, s, a) =>
        counting(ids, s, {
          entry: (pair, _came, share, now) => (pair + a * share) / (ids.filter((id) => id === now).length + a),
        }),
      /nothing follows it/,
    ],
    [
      'two apart',
      (ids, s, a) => counting(ids, s, {step: 2, entry: (pair, came, share) => (pair + a * share) / (came + a)}),
      /two characters apart/,
    ],
    ['wraps', (ids, s, a) => rowsOf([...ids, ids[0]], s, a), /the text ends/],
    ['no prior at all', (ids, s) => counting(ids, s, {entry: (pair, came) => pair / came}), /never followed/],
    [
      'no prior, with care',
      (ids, s) => counting(ids, s, {entry: (pair, came) => pair / (came || 1)}),
      /prior is left out/,
    ],
    [
      'shared equally',
      (ids, s, a) =>
        rowsOf(
          ids,
          s.map(() => 1 / s.length),
          a,
        ),
      /shared out equally/,
    ],
    [
      'the prior for each',
      (ids, s, a) => counting(ids, s, {entry: (pair, came) => (pair + a) / (came + a * s.length)}),
      /added for each/,
    ],
    ['add one', (ids, s) => counting(ids, s, {entry: (pair, came) => (pair + 1) / (came + s.length)}), /one is added/],
    [
      'not below the fraction',
      (ids, s, a) => counting(ids, s, {entry: (pair, came, share) => (pair + a * share) / Math.max(1, came)}),
      /missing below/,
    ],
    ['counts', (ids, s) => counting(ids, s, {entry: (pair) => pair}), /these are counts/],
    [
      'of all pairs',
      (ids, s, a) => counting(ids, s, {entry: (pair, _came, share) => (pair + a * share) / (ids.length - 1 + a)}),
      /shares of all pairs/,
    ],
    ['the shares', (_ids, s) => s.map(() => s), /every row holds the shares/],
    ['prior 1', (ids, s) => rowsOf(ids, s, 1), /the prior is 1 whatever/],
    [
      'by the next',
      (ids, s, a) => {
        const came = s.map((_, next) => ids.slice(1).filter((id) => id === next).length);
        return counting(ids, s, {entry: (pair, _c, share, _n, next) => (pair + a * share) / (came[next] + a)});
      },
      /how often the next character came/,
    ],
  ]),
  ...writingSlips,
};
