/** Wrong answers to parts 4 to 7 of exercise 09, one slip each, and what the check must say. */
import {data} from '../../../lib/src';
import type {WrongAnswer} from './bench';
import {
  byScore,
  type ChangeMoves,
  type Classify,
  type MeanStep,
  type Moves,
  type NearestWords,
  nameOf,
  nearestTurned,
  places,
  times,
  turned,
} from './pen-lists';

export const wrong = <F extends (...values: never[]) => unknown>(
  name: string,
  list: [slip: string, answer: F, says: RegExp][],
): WrongAnswer[] => list.map(([slip, answer, says]) => ({slip, answers: {[name]: answer}, says}));

const total = (rows: Moves, mask: number[]) =>
  [0, 1, 2].map((j) => rows.reduce((sum, row, t) => sum + mask[t] * row[j], 0));
const count = (mask: number[]) => mask.reduce((sum, one) => sum + one, 0);
const over =
  (by: (rows: Moves, mask: number[]) => number): MeanStep =>
  (x, mask) =>
    x.map((rows, i) => total(rows, mask[i]).map((value) => value / by(rows, mask[i])));
export const meanStep = wrong<MeanStep>('meanStep', [
  ['padded steps counted', over((rows) => rows.length), /padded steps are counted/],
  [
    'the mask ignored',
    (x) => x.map((rows) => total(rows, times(rows.length, 1)).map((value) => value / rows.length)),
    /mask is ignored/,
  ],
  [
    'the mask in the count only',
    (x, mask) =>
      x.map((rows, i) => total(rows, times(rows.length, 1)).map((value) => value / Math.max(1, count(mask[i])))),
    /mask is ignored/,
  ],
  ['sums', over(() => 1), /these are sums/],
  [
    'counted by the values',
    (x, mask) =>
      x.map((rows, i) =>
        total(rows, mask[i]).map(
          (value) => value / Math.max(1, rows.filter((row, t) => mask[i][t] && row.some((one) => one !== 0)).length),
        ),
      ),
    /count by the mask/,
  ],
  ['nothing divided by nothing', over((_, mask) => count(mask)), /without movements/],
  ['the last step', (x) => x.map((rows) => rows[rows.length - 1]), /last step/],
  [
    'the padding averaged',
    (x, mask) =>
      x.map((rows, i) => {
        const pad = mask[i].map((one) => 1 - one);
        return total(rows, pad).map((value) => value / Math.max(1, count(pad)));
      }),
    /turned round/,
  ],
  [
    'the count of the batch',
    (x, mask) => x.map((rows, i) => total(rows, mask[i]).map((value) => value / count(mask.flat()))),
    /whole batch/,
  ],
]);

const by =
  (rule: (x: number, y: number, c: number, s: number) => number[]): ChangeMoves =>
  (moves, angle, width, height) =>
    moves.map(([dx, dy, pen]) => [...rule(width * dx, height * dy, Math.cos(angle), Math.sin(angle)), pen]);
export const changeMoves = wrong<ChangeMoves>('changeMoves', [
  ['mirrored', by((x, y, c, s) => [c * x + s * y, s * x - c * y]), /mirrored/],
  ['mirrored left for right', by((x, y, c, s) => [-c * x + s * y, s * x + c * y]), /mirrored/],
  ['the other way', by((x, y, c, s) => [c * x + s * y, c * y - s * x]), /the other way/],
  ['no minus', by((x, y, c, s) => [c * x + s * y, s * x + c * y]), /same sign/],
  [
    'the new dx',
    by((x, y, c, s) => {
      const to = c * x - s * y;
      return [to, s * to + c * y];
    }),
    /NEW dx/,
  ],
  [
    'degrees',
    (moves, angle, width, height) => turned(moves, (angle * Math.PI) / 180, width, height),
    /radians already/,
  ],
  [
    'turned before stretched',
    (moves, angle, width, height) => turned(turned(moves, angle, 1, 1), 0, width, height),
    /turned first/,
  ],
  ['not stretched', (moves, angle) => turned(moves, angle, 1, 1), /not stretched/],
  ['not turned', (moves, _angle, width, height) => turned(moves, 0, width, height), /not turned/],
  ['width alone', (moves, angle, width) => turned(moves, angle, width, 1), /dy is not stretched/],
  [
    'stretched twice',
    (moves, angle, width, height) => turned(moves, angle, width ** 2, height ** 2),
    /stretched twice/,
  ],
  ['width for height', (moves, angle, width, height) => turned(moves, angle, height, width), /width goes with dx/],
  ['the pen lost', (moves, ...change) => turned(moves, ...change).map(([dx, dy]) => [dx, dy, 0]), /is lost/],
  ['the pen left out', (moves, ...change) => turned(moves, ...change).map(([dx, dy]) => [dx, dy]), /is lost/],
  [
    'places',
    (moves, ...change) =>
      places(turned(moves, ...change))
        .slice(1)
        .map(([x, y], i) => [x, y, moves[i][2]]),
    /nothing is added up/,
  ],
  [
    'in place',
    (moves, ...change) => {
      turned(moves, ...change).forEach((row, i) => {
        moves[i].splice(0, 3, ...row);
      });
      return moves;
    },
    /changed its 1\. argument/,
  ],
]);

const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);
const squared = (a: number[], b: number[]) => sum(a.map((value, i) => (value - b[i]) ** 2));
const near =
  (score: (a: number[], b: number[]) => number): NearestWords =>
  (known, words, asked) =>
    byScore(known, words, asked, score);
export const nearestWords = wrong<NearestWords>('nearestWords', [
  [
    'places instead of words',
    (known, _words, asked) => byScore(known, [...known.keys()], asked, squared),
    /asked for are their words/,
  ],
  ['the farthest', near((a, b) => -squared(a, b)), /FARTHEST/],
  ['signs that cancel', near((a, b) => sum(a.map((value, i) => value - b[i]))), /cancel/],
  ['ink alone', near((a, b) => Math.abs(sum(a) - sum(b))), /amounts of ink/],
  ['absolute differences', near((a, b) => sum(a.map((value, i) => Math.abs(value - b[i])))), /square each difference/],
  ['the largest product', near((a, b) => -sum(a.map((value, i) => value * b[i]))), /product/],
  [
    'the last of equals',
    (known, words, asked) => byScore([...known].reverse(), [...words].reverse(), asked, squared),
    /< and not with <=/,
  ],
  [
    'the last picture not seen',
    (known, words, asked) => byScore(known.slice(0, -1), words, asked, squared),
    /before the end|shape/,
  ],
  [
    'a search that goes on from the picture before',
    (known, words, asked) => {
      let [best, word] = [Number.POSITIVE_INFINITY, -1];
      return asked.map((picture) => {
        known.forEach((row, i) => {
          const distance = squared(picture, row);
          if (distance < best) [best, word] = [distance, words[i]];
        });
        return word;
      });
    },
    /starts its own search/,
  ],
  ['the first word', (_known, words, asked) => asked.map(() => words[0]), /first word/],
]);

const upright = nearestTurned(10, [0]);
const byTree = (drawings: number[][][][]) =>
  drawings.map((lines) => {
    const sizes = lines.map(([xs]) => xs.length);
    const words = data.SKETCH_WORDS;
    if (sizes.length !== 3) return words.indexOf(({1: 'star', 2: 'moon', 4: 'face'} as const)[sizes.length as 1]);
    const twos = sizes.filter((size) => size === 2).length;
    if (twos > 0) return words.indexOf(twos === 2 ? 'clock' : 'umbrella');
    return words.indexOf(Math.max(...sizes) > 10 ? 'fish' : 'house');
  });
let calls = 0;
export const classify = wrong<Classify>('classify', [
  ['one word for all', (drawings) => drawings.map(() => 2), /same word/],
  ['words', (drawings) => drawings.map((one) => data.SKETCH_WORDS[nameOf(one)]), /holds words/],
  [
    'probabilities',
    (drawings) => drawings.map((one) => data.SKETCH_WORDS.map((_, i) => Number(i === nameOf(one)))),
    /probabilities/,
  ],
  ['counted from 1', (drawings) => drawings.map((one) => 1 + nameOf(one)), /from 1/],
  ['one row lost', (drawings) => drawings.slice(1).map(nameOf), /entries/],
  ['no return', () => undefined, /return missing/],
  [
    'words in another order',
    (drawings) => drawings.map((one) => [3, 1, 0, 2, 6, 5, 4][nameOf(one)]),
    /words have changed places/,
  ],
  ['upright pictures only', upright, /hardly turned/],
  [
    'another network at each call',
    (drawings) => drawings.map((one, i) => (nameOf(one) + ((++calls * 7 + i) % 3)) % 7),
    /trained anew/,
  ],
  [
    'a third by chance',
    (drawings) => drawings.map((one) => (one[0][0][0] % 3 < 1 ? 0 : nameOf(one))),
    /no difference between/,
  ],
  ['counts of points', (drawings) => drawings.map(nameOf), /counts points and lines/],
  ['a tree of counts, asynchronous', async (drawings) => byTree(drawings), /counts points and lines/],
  ['places in the batch', (drawings) => drawings.map((_, i) => i % 7), /other drawings/],
]);
