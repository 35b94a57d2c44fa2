import type {Random} from '../../data/random';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';

/** Several series and how they are to be cut. */
export interface PoolCase {
  series: number[][];
  lookback: number;
  horizon: number;
  stride: number;
}

interface Pool {
  x: number[][];
  y: number[][];
}

interface PoolRule {
  stride?: number;
  /** Values that a window may reach past the end. */
  more?: number;
  /** First target after the last input; 0 is right. */
  shift?: number;
}

/** Windows of each series by index, one series after the other. */
export function pool({series, lookback, horizon, stride}: PoolCase, rule: PoolRule = {}): Pool {
  const {stride: step = stride, more = 0, shift = 0} = rule;
  const all: Pool = {x: [], y: []};
  for (const one of series) {
    for (let i = 0; i + lookback + horizon <= one.length + more; i += step) {
      all.x.push(one.slice(i, i + lookback));
      all.y.push(one.slice(i + lookback + shift, i + lookback + shift + horizon));
    }
  }
  return all;
}

const pick = ({x, y}: Pool, keep: (i: number) => boolean): Pool => ({
  x: x.filter((_, i) => keep(i)),
  y: y.filter((_, i) => keep(i)),
});

/** All first windows, then all second ones. */
function byStart(one: PoolCase): Pool {
  const each = one.series.map((own) => pool({...one, series: [own]}));
  const most = Math.max(...each.map(({x}) => x.length));
  const turns = Array.from({length: most}, (_, k) =>
    each.filter(({x}) => k < x.length).map(({x, y}) => ({x: x[k], y: y[k]})),
  );
  return {x: turns.flat().map(({x}) => x), y: turns.flat().map(({y}) => y)};
}

function slipsOf(one: PoolCase): FieldSlip[] {
  const {series, lookback, horizon, stride} = one;
  const joined = {...one, series: [series.flat()]};
  const say = (message: string, {x, y}: Pool): FieldSlip => ({message, value: {x, y}});
  const dense = pool(one, {stride: 1});
  return [
    say('windows reach from one series into the next; cut each series by itself', pool(joined)),
    say('windows reach from one series into the next; cut each series by itself', pool(joined, {stride: 1})),
    say('every window is here; the next one starts `stride` steps later', dense),
    say(
      'every window was cut, and of them all every so-manieth kept: the count runs on from series to series; each begins anew at its step 0',
      pick(dense, (i) => i % stride === 0),
    ),
    say('the windows do not overlap; `stride` says where the next one starts', pool(one, {stride: lookback})),
    say('the windows do not overlap; `stride` says where the next one starts', pool(one, {stride: lookback + horizon})),
    say('the next window starts one step too late', pool(one, {stride: stride + 1})),
    say('a last window is missing: its target may end with the last value', pool(one, {more: -1})),
    say('there are windows without a whole target; only complete ones count', pool(one, {more: 1})),
    say('there are windows without a whole target; only complete ones count', pool(one, {more: horizon})),
    say('the target begins with the last input, which is known already', pool(one, {shift: -1})),
    say('the target begins one step too late: the first unknown value is left out', pool(one, {shift: 1})),
    say('the target begins one step too late: the first unknown value is left out', pool(one, {shift: 1, more: -1})),
    say('all first windows come first here; the windows of one series stay together', byStart(one)),
    say('these are the windows of the first series only', pool({...one, series: series.slice(0, 1)})),
    say('these are the windows of the last series only', pool({...one, series: series.slice(-1)})),
    say('only the first window of each series is here', {
      x: series.map((own) => own.slice(0, lookback)),
      y: series.map((own) => own.slice(lookback, lookback + horizon)),
    }),
    say('lookback and horizon have changed places', pool({...one, lookback: horizon, horizon: lookback})),
  ];
}

/** A list of lists of lists where a list of windows was asked for. */
function isGrouped(actual: unknown): boolean {
  const x = (actual as {x?: unknown} | null | undefined)?.x;
  return Array.isArray(x) && Array.isArray(x[0]) && Array.isArray(x[0][0]);
}

/** Findings of 04.2. */
export async function* checkPool(learner: Learner, cases: PoolCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {series, lookback, horizon, stride} = one;
    const actual = await learner.call('windowsOfAll', series, lookback, horizon, stride);
    const {x, y} = pool(one);
    const path = `windowsOfAll(${series.length} series, ${lookback}, ${horizon}, ${stride})`;
    if (isGrouped(actual)) {
      yield {passed: false, message: `${path} keeps a list a series; all windows stand in one list`};
    } else yield compareFields({path, actual, expected: {x, y}, tolerance: 0, slips: slipsOf(one)});
  }
}

/** Series of the given lengths whose values all differ. */
export function drawPool({uniform}: Random, lengths: number[], sizes: Omit<PoolCase, 'series'>): PoolCase {
  return {series: lengths.map((length) => Array.from({length}, () => uniform(-9, 9))), ...sizes};
}
