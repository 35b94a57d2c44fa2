import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';

/** One series and how it is to be cut. */
export interface CutCase {
  series: number[];
  lookback: number;
  horizon: number;
}

interface Cut {
  x: number[][];
  y: number[][];
}

interface CutRule {
  /** Number of windows more than there are. */
  more?: number;
  stride?: number;
  x?: (start: number) => [from: number, to: number];
  y?: (start: number) => [from: number, to: number];
}

/** Windows by index; a slip changes one border. */
export function cut({series, lookback, horizon}: CutCase, rule: CutRule = {}): Cut {
  const {more = 0, stride = 1} = rule;
  const [L, H] = [lookback, horizon];
  const count = Math.floor((series.length - L - H) / stride) + 1 + more;
  const starts = Array.from({length: Math.max(0, count)}, (_, i) => i * stride);
  const {x = (i: number) => [i, i + L], y = (i: number) => [i + L, i + L + H]} = rule;
  return {
    x: starts.map((i) => series.slice(...x(i))),
    y: starts.map((i) => series.slice(...y(i))),
  };
}

const OVERLAP = 'the target begins with the last input, which is known already; it begins one step later';
const LATE = 'the target begins one step too late: the first unknown value is left out';
const APART = 'the windows do not overlap; one starts at every step';
const MANY = 'there are windows without a whole target; only complete ones count';

function cutSlips(one: CutCase): FieldSlip[] {
  const {series, lookback: L, horizon: H} = one;
  const right = cut(one);
  const rows = (value: Cut, message: string): FieldSlip => ({message, value: {x: value.x, y: value.y}});
  const late = (i: number): [number, number] => [i + L + 1, i + L + H + 1];
  const early = (i: number): [number, number] => [i + L - 1, i + L + H - 1];
  return [
    rows(cut(one, {y: early}), OVERLAP),
    rows(cut(one, {y: early, more: 1}), OVERLAP),
    rows(cut(one, {y: late, more: -1}), LATE),
    rows(cut(one, {y: late}), LATE),
    rows(cut(one, {more: -1}), 'the last window is missing: its target ends with the last value'),
    rows(cut(one, {more: 1}), MANY),
    rows(cut(one, {more: H - 1}), MANY),
    rows(cut(one, {more: H}), MANY),
    rows(cut(one, {stride: L}), APART),
    rows(cut(one, {stride: H}), APART),
    rows(cut(one, {stride: L + H}), APART),
    rows(
      {x: right.x, y: right.y.map((row) => row.slice(0, 1))},
      'a target holds its first value only; it has horizon values',
    ),
    rows(
      {x: right.x, y: right.y.map((row) => row.slice(-1))},
      'a target holds its last value only; it has horizon values',
    ),
    {
      message: 'a target is a list, even of one value',
      value: {x: right.x, y: right.y.map((row) => row[0])},
    },
    rows(
      cut(one, {x: (i) => [i, i + L + H]}),
      'the inputs hold the targets too: a model would read what it should forecast',
    ),
    rows(
      cut(one, {x: (i) => [i, i + L + 1]}),
      'the inputs hold the first target too: a model would read what it should forecast',
    ),
    rows(cut(one, {x: (i) => [i, i + L - 1]}), 'the inputs end one step early; the newest known value is left out'),
    rows(
      {x: right.x.map((row) => [...row].reverse()), y: right.y},
      'the inputs run backwards; the oldest value comes first',
    ),
    rows(cut({series, lookback: H, horizon: L}), 'lookback and horizon have changed places'),
  ];
}

/** Findings of 13.2 over some series. */
export async function* checkCuts(learner: Learner, cases: CutCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {series, lookback, horizon} = one;
    const actual = await learner.call('cutWindows', series, lookback, horizon);
    const path = `cutWindows(${series.length} values, ${lookback}, ${horizon})`;
    const {x, y} = cut(one);
    yield compareFields({path, actual, expected: {x, y}, tolerance: 0, slips: cutSlips(one)});
  }
}
