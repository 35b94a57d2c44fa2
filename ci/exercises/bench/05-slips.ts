/** Wrong answers to exercise 05: one slip each, and what the check must say to it. */
import {slips as walkSlips} from './05-walk-slips';
import {type WrongAnswer, wrong} from './bench';

type Rows = number[][];
interface Spans {
  sum: [number, number];
  mean: [number, number];
}
const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
const average = (values: number[]) => total(values) / values.length;

/** Right targets but for what the last argument changes. */
function targets(
  x: Rows,
  {sum, mean}: Spans,
  joint: string,
  {more = 1, from = 0, early = total, later = average, isTurned = false} = {},
): number[] {
  return x.map((given) => {
    const row = isTurned ? [...given].reverse() : given;
    const a = early(row.slice(sum[0] + from, sum[1] + more));
    const b = later(row.slice(mean[0] + from, mean[1] + more));
    return joint === 'sum' ? a + b : a * b;
  });
}

const square = (y: number[], said: (i: number) => number) => average(y.map((value, i) => (value - said(i)) ** 2));
const early = (row: number[]) => row[0] + row[1];
const late = (row: number[]) => (row[12] + row[13]) / 2;
const rule = (x: Rows) => x.map((row) => early(row) + late(row));
const turned = (problem: string, remedy: string) => (asked: string) =>
  asked === problem
    ? remedy
    : ({
        exploding: 'clip together',
        vanishing: 'open gates',
        'by heart': 'dropout',
        slow: 'larger or more steps',
        'out of memory': 'truncated BPTT',
        'same targets': 'other targets',
        lively: 'open gates',
        silent: 'dropout',
        sudden: 'clip together',
      }[asked] as string);

export const slips: Record<string, WrongAnswer[]> = {
  ...walkSlips,
  '05.5': wrong<(x: Rows, spans: Spans, joint: string) => unknown>('farTargets', [
    ['the last step left out', (x, spans, joint) => targets(x, spans, joint, {more: 0}), /last step of both spans/],
    ['one late', (x, spans, joint) => targets(x, spans, joint, {from: 1, more: 2}), /one step late/],
    ['one early', (x, spans, joint) => targets(x, spans, joint, {from: -1, more: 0}), /one step early/],
    ['one too long', (x, spans, joint) => targets(x, spans, joint, {more: 2}), /too long/],
    ['two sums', (x, spans, joint) => targets(x, spans, joint, {later: total}), /both spans are added/],
    ['two means', (x, spans, joint) => targets(x, spans, joint, {early: average}), /both spans are averaged/],
    [
      'divided by the difference',
      (x, spans, joint) => targets(x, spans, joint, {later: (values) => total(values) / (values.length - 1 || 1)}),
      /difference of the two/,
    ],
    ['always added', (x, spans) => targets(x, spans, 'sum'), /'product' here/],
    ['always multiplied', (x, spans) => targets(x, spans, 'product'), /'sum' here/],
    ['from the end', (x, spans, joint) => targets(x, spans, joint, {isTurned: true}), /counted from the end/],
    ['one target for all', (x, spans, joint) => x.map(() => targets(x, spans, joint)[0]), /constant target/],
    ['the early sum alone', (x, spans) => targets(x, spans, 'sum', {later: () => 0}), /sum alone/],
    ['[n, 1]', (x, spans, joint) => targets(x, spans, joint).map((value) => [value]), /list of its own/],
    [
      'divided by ten',
      (x, spans, joint) => targets(x, spans, joint, {later: (values) => total(values) / 10}),
      /divided by 10/,
    ],
  ]),
  '05.6': wrong<(trainY: number[], y: number[], predicted: Rows) => unknown>('shareOfMean', [
    [
      'the mean of the test set',
      (_t, y, p) => square(y, (i) => p[i][0]) / square(y, () => average(y)),
      /does not know/,
    ],
    [
      'broadcast',
      (t, y, p) => average(p.map(([said]) => square(y, () => said))) / square(y, () => average(t)),
      /broadcasts/,
    ],
    ['upside down', (t, y, p) => square(y, () => average(t)) / square(y, (i) => p[i][0]), /upside down/],
    [
      'a median',
      (t, y, p) => {
        const sorted = [...t].sort((a, b) => a - b);
        const median = (sorted[(t.length - 1) >> 1] + sorted[t.length >> 1]) / 2;
        return square(y, (i) => p[i][0]) / square(y, () => median);
      },
      /median/,
    ],
    ['R²', (t, y, p) => 1 - square(y, (i) => p[i][0]) / square(y, () => average(t)), /R²/],
    ['a root', (t, y, p) => Math.sqrt(square(y, (i) => p[i][0]) / square(y, () => average(t))), /root/],
    ['not divided', (_t, y, p) => square(y, (i) => p[i][0]), /divide it/],
    ['the training spread', (t, y, p) => square(y, (i) => p[i][0]) / square(t, () => average(t)), /same test series/],
    ['zero as constant', (_t, y, p) => square(y, (i) => p[i][0]) / square(y, () => 0), /error of 0/],
    ['rows as numbers', (t, y, p) => square(y, (i) => (p[i] as never)[1]) / square(y, () => average(t)), /NaN/],
  ]),
  '05.7': wrong<(x: Rows) => unknown>('recallFar', [
    ['a constant', (x) => x.map(() => 0.02), /same number/],
    ['the early sum', (x) => x.map(early), /early steps alone/],
    ['the later mean', (x) => x.map(late), /later steps alone/],
    ['the product', (x) => x.map((row) => early(row) * late(row)), /multiplied/],
    ['two sums', (x) => x.map((row) => early(row) + 2 * late(row)), /both spans are added/],
    ['turned', (x) => rule(x).reverse(), /reverse order/],
    ['moved', (x) => [...rule(x).slice(1), rule(x)[0]], /moved by one/],
    ['sign', (x) => rule(x).map((value) => -value), /sign/],
    ['nothing learned', (x) => x.map((row) => 0.05 * row[29]), /as much as the mean/],
    ['half learned', (x) => x.map((row) => 0.78 * early(row)), /not used yet/],
    ['[n, 1]', (x) => rule(x).map((value) => [value]), /list in a list/],
    ['new at each call', (x) => rule(x).map((value, i) => value + 0.1 * Math.sin(i + x.length)), /asked again/],
    ['NaN', (x) => x.map(() => Number.NaN), /no finite number/],
    ['the rule in place of a network', rule, /no error at all/],
    ['nearly there', (x) => x.map((row) => 0.8 * early(row) + 0.8 * late(row)), /on the way/],
  ]),
  '05.8': wrong<(problem: string) => unknown>('remedyFor', [
    ['clips what vanishes', turned('vanishing', 'clip together'), /only shortens/],
    ['truncates what vanishes', turned('vanishing', 'truncated BPTT'), /to zero/],
    ['ReLU', turned('vanishing', 'ReLU'), /no cure/],
    ['clips what is slow', turned('slow', 'clip together'), /nothing to clip/],
    ['drops where nothing is learned by heart', turned('slow', 'dropout'), /slower/],
    ['gates against explosion', turned('exploding', 'open gates'), /do not shorten/],
    ['trains on by heart', turned('by heart', 'larger or more steps'), /more of the same/],
    ['gates for memory', turned('out of memory', 'open gates'), /adds states/],
    ['trains on constant targets', turned('same targets', 'larger or more steps'), /loss is zero/],
    ['no such remedy', turned('slow', 'patience'), /should be one of/],
    // The last three are judged in grading only.
    ['clips what only seems lively', turned('lively', 'clip together'), /norm of 3 comes from the last steps/],
    ['gates for what is silent', turned('silent', 'open gates'), /nothing is lost on the way/],
    ['truncates for one batch', turned('sudden', 'truncated BPTT'), /one batch of thousands/],
    [
      'a remedy for six only',
      (problem) => (problem === 'sudden' ? undefined : turned('', '')(problem)),
      /'sudden'.* missing in the/,
    ],
    [
      'one remedy for all that is left',
      (problem) => (/lively|silent|sudden/.test(problem) ? 'dropout' : turned('', '')(problem)),
      /'sudden'/,
    ],
    [
      'a problem forgotten',
      (problem) => (problem === 'slow' ? undefined : turned('', '')(problem)),
      /missing in the table/,
    ],
  ]),
};
