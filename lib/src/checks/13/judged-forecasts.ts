import {agrees} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

type Matrix = number[][];

/** Forecasts of many windows, and what they are judged by. */
export interface Judgement {
  /** What was called, for the messages. */
  path: string;
  actual: unknown;
  /** [windows][lookback] what the learner was given. */
  x: Matrix;
  /** [windows][horizon] what came then, and as many steps before and after as `shifted` needs. */
  y: Matrix;
  /** [windows] the value after the last target: finds forecasts that are one step late. */
  after: number[];
  /** Greatest mean squared error that passes. */
  limit: number;
  /** What the limit is, in words, such as 'three quarters of the error of repeating last week'. */
  meaning: string;
  /** Forecasts that a rule of thumb would give: told by name where they were handed in. */
  rules: {message: string; value: Matrix}[];
  /** Mean and deviation of what came before, where a learner may have scaled by them. */
  scale?: {mean: number; deviation: number};
  /** Error of a rule that a working model leaves behind, and what to ask where the forecasts do not even reach it. */
  worst?: {mse: number; message: string};
}

/** Mean of the squared differences; shapes are equal. */
export function meanSquare(y: Matrix, forecast: Matrix): number {
  const rows = y.map((row, i) => row.reduce((sum, value, k) => sum + (value - forecast[i][k]) ** 2, 0) / row.length);
  return rows.reduce((sum, value) => sum + value, 0) / rows.length;
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** Why an answer is no [windows][horizon] of numbers, or the numbers. */
function readForecasts(actual: unknown, windows: number, horizon: number): string | Matrix {
  const wanted = `it should be a list of ${windows} lists, one a window, of ${horizon} numbers`;
  if (actual === undefined) return `returned undefined (is a return missing?); ${wanted}`;
  if (!isList(actual)) return `returned no list; ${wanted}`;
  if (actual.length === windows * horizon && typeof actual[0] === 'number') {
    return `returned all numbers in one list; ${wanted}`;
  }
  if (actual.length === horizon && isList(actual[0]) && actual[0].length === windows && horizon !== windows) {
    return `has rows and columns exchanged; ${wanted}`;
  }
  if (actual.length !== windows) return `returned a list of ${actual.length}; ${wanted}`;
  const rows: Matrix = [];
  for (let i = 0; i < windows; i++) {
    const row = actual[i];
    if (!isList(row)) return `[${i}] is no list: one step only? ${wanted}`;
    if (row.length !== horizon) return `[${i}] has ${row.length} forecasts, it should have ${horizon}`;
    const numbers = Array.from(row);
    const bad = numbers.findIndex((value) => typeof value !== 'number' || !Number.isFinite(value));
    if (bad >= 0 && isList(numbers[bad])) {
      return `[${i}][${bad}] is a list where one number was expected: an axis too many? ${wanted}`;
    }
    if (bad >= 0) return `[${i}][${bad}] is ${String(numbers[bad])}, no finite number`;
    rows.push(numbers as number[]);
  }
  return rows;
}

/** What the error would be if one thing were put right: a slip is named where that alone would pass. */
function remedies({x, y, after, scale}: Judgement, said: Matrix): {message: string; mse: number}[] {
  const last = x.map((row) => row[row.length - 1]);
  const horizon = y[0].length;
  const inner = Array.from({length: horizon - 1}, (_, k) => k);
  const late = meanSquare(
    y.map((row, i) => [...row.slice(1), after[i]]),
    said,
  );
  const early = meanSquare(
    y.map((row) => inner.map((k) => row[k])),
    said.map((row) => inner.map((k) => row[k + 1])),
  );
  const add = (own: number[]) => said.map((row, i) => row.map((value) => value + own[i]));
  const next = (step: number) => said.map((_, i) => said[(i + step + said.length) % said.length]);
  const list = [
    {
      message:
        'the forecasts are one step late: the first belongs to the second unknown step; look at where the targets begin',
      mse: late,
    },
    {
      message: 'the forecasts are one step early: the first is the last known value; look at where the targets begin',
      mse: early,
    },
    {
      message: 'the forecasts run backwards; one step ahead comes first',
      mse: meanSquare(
        y,
        said.map((row) => [...row].reverse()),
      ),
    },
    {message: 'these are changes since the last known value; add that value back', mse: meanSquare(y, add(last))},
    {message: 'the last known value is added once too often', mse: meanSquare(y, add(last.map((value) => -value)))},
    {
      message: 'the rows have moved by one: each forecast belongs to a neighbouring window',
      mse: Math.min(meanSquare(y, next(1)), meanSquare(y, next(-1))),
    },
    {
      message: 'the sign is wrong',
      mse: meanSquare(
        y,
        said.map((row) => row.map((value) => -value)),
      ),
    },
  ];
  if (scale) {
    const back = said.map((row) => row.map((value) => scale.mean + scale.deviation * value));
    list.push({message: 'these forecasts are scaled still; scale them back', mse: meanSquare(y, back)});
    const lifted = said.map((row) => row.map((value) => scale.mean + value));
    list.push({message: 'the mean is missing in these forecasts; add it back', mse: meanSquare(y, lifted)});
  }
  return list;
}

/**
 * Judges forecasts by their error, and tells apart a weak model from a slip behind a good one.
 *
 * @param judgement see {@link Judgement}
 * @returns the finding; a right answer may come from any model
 */
export function judge(judgement: Judgement): Finding {
  const {path, actual, y, limit, meaning, rules, worst} = judgement;
  const said = readForecasts(actual, y.length, y[0].length);
  if (typeof said === 'string') return {passed: false, message: `${path} ${said}`};
  const mse = meanSquare(y, said);
  if (mse <= limit)
    return {passed: true, message: `${path}: MSE ${mse.toPrecision(3)}, at most ${limit.toPrecision(3)} (${meaning})`};
  const rule = rules.find(({value}) => agrees(said, value, 1e-4));
  if (rule) return {passed: false, message: `${path}: ${rule.message}`};
  const remedy = remedies(judgement, said).find((one) => one.mse <= limit);
  if (remedy) return {passed: false, message: `${path}: ${remedy.message}`};
  if (said.every((row) => row.every((value) => Math.abs(value - said[0][0]) <= 1e-9 * Math.abs(said[0][0])))) {
    return {passed: false, message: `${path}: every forecast is the same number; does it read its windows?`};
  }
  if (said.length > 1 && said.every((row) => agrees(row, said[0], 1e-9))) {
    return {passed: false, message: `${path}: all windows get the same forecasts; does it read its windows?`};
  }
  const steps = y[0].map((_, k) =>
    meanSquare(
      y.map((row) => [row[k]]),
      said.map((row) => [row[k]]),
    ),
  );
  const where = steps[0] > limit ? 'already one step ahead' : 'far ahead only, not one step ahead';
  const why = worst && mse > worst.mse ? worst.message : `too large ${where}`;
  return {
    passed: false,
    message: `${path}: MSE ${mse.toPrecision(3)} is above ${limit.toPrecision(3)} (${meaning}); ${why}`,
  };
}

/** Asks for forecasts of windows that are given as plain lists. */
export async function askAndJudge(
  learner: Learner,
  name: string,
  given: unknown[],
  judgement: Omit<Judgement, 'actual'>,
): Promise<Finding> {
  return judge({...judgement, actual: await learner.call(name, ...given)});
}

/** Largest distance between the first rows of two lists of forecasts; their form has been judged. */
function apart(a: unknown, b: unknown, count: number): number {
  const [p, q] = [a, b].map((rows) => Array.from(rows as ArrayLike<ArrayLike<number>>).slice(0, count));
  if (p.length !== q.length) return Number.POSITIVE_INFINITY;
  return Math.max(...p.flatMap((row, i) => Array.from(row, (value, k) => Math.abs(value - q[i][k]))));
}

/**
 * Whether the forecast of a window stays when fewer windows are asked for: one that moves has used the others, and those
 * hold days that were still to come.
 *
 * @param ask calls the answer for the first so many windows
 * @param path what was called, for the message
 * @param windows how many there are
 * @param tolerance distance that is rounding
 * @returns the finding; a forecaster that is trained anew, by chance, at each call passes
 */
export async function standsAlone(
  ask: (count: number) => Promise<unknown>,
  path: string,
  windows: number,
  tolerance: number,
): Promise<Finding> {
  const few = Math.ceil(windows / 5);
  const [some, all] = [await ask(few), await ask(windows)];
  const isAlone = apart(some, all, few) <= tolerance || apart(all, await ask(windows), few) > tolerance;
  if (isAlone) return {passed: true, message: `${path}: each window is forecast by itself`};
  const why = 'they hold days that come after it; fit and scale by `past` alone';
  return {passed: false, message: `${path}: the forecast of a window changes with the other windows: ${why}`};
}
