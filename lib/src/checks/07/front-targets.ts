import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

/** A series that goes on behind what a network reads, and a convolution with 'valid' padding in front. */
export interface FrontTargetsCase {
  /** At least timeSteps + horizon values. */
  series: number[];
  /** How many of them are read. */
  timeSteps: number;
  kernelSize: number;
  strides: number;
  horizon: number;
}

type Rule = (one: FrontTargetsCase, t: number) => number;

/** Output steps that fit into what is read. */
const stepsLeft = ({timeSteps, kernelSize, strides}: FrontTargetsCase): number =>
  Math.floor((timeSteps - kernelSize) / strides) + 1;

/** One row for each of `count` output steps; `first` says where its targets begin. */
function table(one: FrontTargetsCase, first: Rule, count = stepsLeft(one)): number[][] {
  const {series, horizon} = one;
  const last = series[series.length - 1];
  return Array.from({length: Math.max(0, count)}, (_, t) =>
    Array.from({length: horizon}, (_value, k) => series[first(one, t) + k] ?? last),
  );
}

const firstUnknown: Rule = ({kernelSize, strides}, t) => t * strides + kernelSize;

/** The next `horizon` values behind the window of each output step: series[t * strides + kernelSize + k]. */
export const shortenedTargets = (one: FrontTargetsCase): number[][] => table(one, firstUnknown);

function slipsOf(one: FrontTargetsCase): Slip[] {
  const {timeSteps, kernelSize, strides, horizon, series} = one;
  const right = shortenedTargets(one);
  const count = right.length;
  // What lies behind the series is undefined, or left out by slice().
  const say = (message: string, first: Rule, rows = count): Slip[] => [
    {message, value: table(one, first, rows)},
    {
      message,
      value: table(one, first, rows).map((row, t) => row.slice(0, Math.max(0, series.length - first(one, t)))),
    },
  ];
  const KNOWN =
    'the first target of a step is the last value under its kernel, which is known; targets begin one later';
  const LATE = 'targets begin one step too late: the first value behind the kernel is left out';
  const FRONT = 'targets begin where the window begins: the whole kernel lies on values that are targets here';
  const SECOND =
    'targets begin one step behind the first value under the kernel; the window reaches further, by the kernel';
  const ALL_STEPS = 'there is a row for every step that is read; the network puts out fewer, one every `strides` steps';
  const SAME_ROWS = 'as many rows as with padding; a valid convolution puts out a step only where its kernel fits';
  return [
    ...say(KNOWN, (_, t) => t * strides + kernelSize - 1),
    ...say(LATE, (_, t) => t * strides + kernelSize + 1),
    ...say(FRONT, (_, t) => t * strides),
    ...say(SECOND, (_, t) => t * strides + 1),
    ...say(
      'the stride is missing: from one row to the next the window moves by `strides` steps',
      (_, t) => t + kernelSize,
    ),
    ...say('kernel size and stride have changed places', (_, t) => t * kernelSize + strides),
    ...say(
      'the window moves by the kernel size here; it moves by the stride, and windows may overlap',
      (_, t) => t * kernelSize + kernelSize,
    ),
    ...say(
      'a whole stride too late: the first row belongs to the first window, which ends with the kernel',
      (_, t) => (t + 1) * strides + kernelSize,
    ),
    ...say(
      'a stride is counted before the kernel has read it: output t ends at t * strides + kernelSize',
      (_, t) => (t + 1) * strides,
    ),
    ...say(ALL_STEPS, (_, t) => t + 1, timeSteps),
    ...say(ALL_STEPS, (_, t) => t + kernelSize, timeSteps),
    ...say(ALL_STEPS, (_, t) => t + kernelSize, timeSteps - kernelSize + 1),
    ...say(ALL_STEPS, (_, t) => t * strides + kernelSize, timeSteps),
    ...say('there is a row too many: its kernel would reach behind what is read', firstUnknown, count + 1),
    ...say(SAME_ROWS, firstUnknown, Math.ceil(timeSteps / strides)),
    ...say(SAME_ROWS, firstUnknown, Math.floor(timeSteps / strides)),
    ...say(SAME_ROWS, (_, t) => (t + 1) * strides, Math.ceil(timeSteps / strides)),
    ...say(SAME_ROWS, (_, t) => t * strides + 1, Math.ceil(timeSteps / strides)),
    ...say(
      'the last row is missing: count the places where the kernel fits, the last one too',
      firstUnknown,
      count - 1,
    ),
    {
      message: 'behind what is read stand zeros; `series` has the true values: a network would learn to forecast zeros',
      value: right.map((row, t) => row.map((value, k) => (firstUnknown(one, t) + k < timeSteps ? value : 0))),
    },
    {
      message: 'the last value that is read is repeated behind its place; `series` has the true ones',
      value: right.map((row, t) =>
        row.map((value, k) => (firstUnknown(one, t) + k < timeSteps ? value : series[timeSteps - 1])),
      ),
    },
    {
      message: 'all rows hold the targets of the last step; each step has its own',
      value: right.map(() => right[count - 1]),
    },
    {message: 'one row a step of the output was asked for; this is the last row only', value: right[count - 1]},
    {message: 'one row a step of the output was asked for; this is the last row only', value: [right[count - 1]]},
    {
      message: 'only the first target of each step; a row has `horizon` of them',
      value: right.map((row) => row.slice(0, 1)),
    },
    {message: 'only the first target of each step; a row has `horizon` of them', value: right.map((row) => row[0])},
    {message: 'the targets of a step run backwards', value: right.map((row) => [...row].reverse())},
    {
      message: 'rows and columns have changed places: one row a step of the output',
      value: Array.from({length: horizon}, (_, k) => right.map((row) => row[k])),
    },
    {
      message: 'these are what the kernel reads at each step, not what follows',
      value: right.map((_, t) => series.slice(t * strides, t * strides + kernelSize)),
    },
    {
      message: 'the rows run from the last step to the first',
      value: [...right].reverse(),
    },
    {
      message: 'the windows are laid from the end of what is read; a valid convolution starts at its first value',
      value: table(one, ({timeSteps: T}, t) => T - (count - 1 - t) * strides),
    },
  ];
}

/** Whether some row is shorter than the horizon, as slices past the end are. */
function shortRow(actual: unknown, width: number): number {
  return Array.isArray(actual) ? actual.findIndex((row) => Array.isArray(row) && row.length < width) : -1;
}

/** Whether the targets of a row lie a stride apart, undefined where they pass the end of the series. */
function isSpread(actual: unknown, one: FrontTargetsCase): boolean {
  const {series, strides, horizon} = one;
  if (!Array.isArray(actual) || strides === 1 || horizon === 1) return false;
  return actual.every((row, t) => {
    const from = firstUnknown(one, t);
    return (
      Array.isArray(row) && row.length === horizon && row.every((value, k) => value === series[from + k * strides])
    );
  });
}

/** Findings of 07.5. */
export async function* checkTargets(learner: Learner, cases: FrontTargetsCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {series, timeSteps, kernelSize, strides, horizon} = one;
    const actual = await learner.call('shortenedTargets', series, timeSteps, kernelSize, strides, horizon);
    const path = `shortenedTargets(${series.length} values, ${timeSteps}, ${kernelSize}, ${strides}, ${horizon})`;
    const finding = compare({path, actual, expected: shortenedTargets(one), tolerance: 1e-9, slips: slipsOf(one)});
    if (isSpread(actual, one)) {
      const why = 'the stride moves the window; the targets behind it are the next values, one after the other';
      yield {passed: false, message: `${path}: the targets of a row lie a stride apart here; ${why}`};
    }
    const short = shortRow(actual, horizon);
    const isNamed = finding.passed || slipsOf(one).some(({message}) => finding.message.endsWith(message));
    if (!isNamed && short > 0) {
      const message = `${path}[${short}] is shorter than the rows before: its values lie behind the ${timeSteps} that are read, in \`series\`; does it start too late, or is it a row too many?`;
      yield {passed: false, message};
    } else yield finding;
  }
}
