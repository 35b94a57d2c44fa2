import type {Random} from '../../data/random';
import type {Learner} from '../frame/frame';
import {judgeRule, type WrongRule} from '../frame/named-rules';

/** Scores and mask, [films][frames] each. */
export type WeightCase = [scores: number[][], mask: number[][]];

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const each = (scores: number[][], mask: number[][], rule: (row: number[], there: number[]) => number[]): number[][] =>
  scores.map((row, film) => rule(row, mask[film]));

/** e to the scores over their sum, at the frames that are there; shifted, so that nothing overflows. */
export function softmaxWhere(row: readonly number[], there: readonly number[]): number[] {
  const most = Math.max(...row.filter((_, t) => there[t] === 1));
  const powers = row.map((score, t) => (there[t] === 1 ? Math.exp(score - most) : 0));
  return powers.map((power) => power / total(powers));
}

/** Weights of the frames: a softmax of the scores over those that are there. */
export const attentionWeights = (scores: number[][], mask: number[][]): number[][] => each(scores, mask, softmaxWhere);

const all = (row: readonly number[]): number[] => row.map(() => 1);
const over = (values: number[]): number[] => values.map((value) => value / (total(values) || 1));

const weightRules: WrongRule<WeightCase>[] = [
  [
    'padding gets weight too: close it before the softmax, as if its score were minus infinity',
    (scores, mask) => each(scores, mask, (row) => softmaxWhere(row, all(row))),
  ],
  [
    'padding is closed, but its share is lost: the weights of a film no longer sum to 1; divide by the sum over the frames that are there',
    (scores, mask) =>
      each(scores, mask, (row, there) => softmaxWhere(row, all(row)).map((weight, t) => weight * there[t])),
  ],
  [
    'the scores of padding are set to 0, and e to the 0 is 1: that is a weight; minus infinity has none',
    (scores, mask) =>
      each(scores, mask, (row, there) =>
        softmaxWhere(
          row.map((score, t) => score * there[t]),
          all(row),
        ),
      ),
  ],
  [
    'only padding gets weight: 1 in the mask means that the frame is there',
    (scores, mask) =>
      each(scores, mask, (row, there) => {
        const turned = there.map((one) => 1 - one);
        return turned.includes(1) ? softmaxWhere(row, turned) : row.map(() => 0);
      }),
  ],
  [
    'the scores themselves are divided by their sum; a weight is e to the score, over the sum of these powers',
    (scores, mask) => each(scores, mask, (row, there) => over(row.map((score, t) => score * there[t]))),
  ],
  [
    'every frame that is there gets the same weight: where are the scores?',
    (scores, mask) => each(scores, mask, (_, there) => over(there)),
  ],
  [
    'all the weight goes to the highest score: that is a maximum; a softmax is softer',
    (scores, mask) =>
      each(scores, mask, (row, there) => {
        const most = Math.max(...row.filter((_, t) => there[t] === 1));
        return over(row.map((score, t) => Number(there[t] === 1 && score === most)));
      }),
  ],
  [
    'the powers are not divided by their sum',
    (scores, mask) =>
      each(scores, mask, (row, there) => {
        const most = Math.max(...row.filter((_, t) => there[t] === 1));
        return row.map((score, t) => (there[t] ? Math.exp(score - most) : 0));
      }),
  ],
  [
    'the powers are divided by the number of frames; what makes them sum to 1?',
    (scores, mask) =>
      each(scores, mask, (row, there) => {
        const most = Math.max(...row.filter((_, t) => there[t] === 1));
        return row.map((score, t) => (there[t] ? Math.exp(score - most) / total(there) : 0));
      }),
  ],
  [
    'each score gets a weight by itself, as by a sigmoid; the frames of a film share a sum of 1',
    (scores, mask) => each(scores, mask, (row, there) => row.map((score, t) => there[t] / (1 + Math.exp(-score)))),
  ],
  [
    'the weights of all films together sum to 1; each film has a softmax of its own',
    (scores, mask) => {
      const flat = softmaxWhere(scores.flat(), mask.flat());
      return scores.map((row, film) => row.map((_, t) => flat[film * row.length + t]));
    },
  ],
  [
    'the softmax runs over the films, frame by frame; it runs over the frames, film by film',
    (scores, mask) => {
      const columns = scores[0].map((_, t) => {
        const there = mask.map((row) => row[t]);
        return there.includes(1)
          ? softmaxWhere(
              scores.map((row) => row[t]),
              there,
            )
          : there;
      });
      return scores.map((row, film) => row.map((_, t) => columns[t][film]));
    },
  ],
  [
    'the mask of the first film is used for all of them',
    (scores, [first]) => each(scores, scores, (row) => softmaxWhere(row, first)),
  ],
  [
    'the powers have the base 2; take Math.exp',
    (scores, mask) =>
      each(scores, mask, (row, there) =>
        softmaxWhere(
          row.map((score) => score * Math.LN2),
          there,
        ),
      ),
  ],
  [
    'the smallest score gets the most weight: a sign is turned round',
    (scores, mask) =>
      each(scores, mask, (row, there) =>
        softmaxWhere(
          row.map((score) => -score),
          there,
        ),
      ),
  ],
];

function oddWeights(actual: unknown, scores: number[][], mask: number[][]): string | undefined {
  const flat = Array.isArray(actual) ? actual.flat(2) : [];
  if (!flat.some((value) => typeof value === 'number' && !Number.isFinite(value))) return undefined;
  const real = scores.flatMap((row, film) => row.filter((_, t) => mask[film][t] === 1));
  if (Math.max(...real) > 700) {
    return 'holds NaN or infinity: e to a large score is too large for a number. Subtract the largest score of the film first; the weights stay the same';
  }
  if (Math.max(...real) < -700) {
    return 'holds NaN: all powers of a film are 0, for its scores lie far below 0. Subtract the largest score of the frames that are there; a 0 from padding is none of them';
  }
  return 'holds NaN: padding scores far more than the film here. The largest score, which is subtracted, has to be one of the frames that are there, not of padding; and e to a score of padding may be infinite, which times 0 is NaN';
}

/** Findings of 19.2 over some films. */
export const checkWeights = (learner: Learner, cases: WeightCase[]) =>
  judgeRule<WeightCase>(learner, {
    name: 'attentionWeights',
    cases,
    right: attentionWeights,
    wrong: weightRules,
    tolerance: 2e-4, // scores of 800 have no more digits in float32
    call: (scores) => `attentionWeights(${scores.length} films of up to ${scores[0].length} frames)`,
    otherwise: oddWeights,
  });

/** Random scores of films of these lengths around `about`; padding scores `high` more. */
export function drawScores(
  {normal}: Random,
  lengths: number[],
  frames: number,
  {about = 0, high = 0}: {about?: number; high?: number} = {},
): WeightCase {
  const mask = lengths.map((length) => Array.from({length: frames}, (_, t) => Number(t < length)));
  return [mask.map((row) => row.map((there) => about + normal(0, 1.5) + (there ? 0 : high))), mask];
}
